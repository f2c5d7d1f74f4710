"""What one article page says."""
