"""What may be connected to, and how much may come back."""
