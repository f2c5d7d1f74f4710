"""Spiders for the test of redirectors."""
