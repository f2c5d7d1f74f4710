"""What one article page says."""

from newscrawler.reading.opening import Opened, open

__all__ = ["Opened", "open"]
