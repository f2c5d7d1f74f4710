"""Measurements, run by hand: speed, memory and quality."""
