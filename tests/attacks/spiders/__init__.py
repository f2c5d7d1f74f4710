"""The spiders that are attacked."""
