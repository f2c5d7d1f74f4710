"""Bounds on time: what a reader may take of a hostile input."""

SLACK = 3
"""Times the second that is promised: tests run traced, on busy machines. What is not linear takes
ten times as long and more."""
