"""What one article page says."""

from newscrawler.reading.opening import Opened, open
from newscrawler.reading.reader import STORIES, Reading, read
from newscrawler.reading.trees import parse
from newscrawler.trees import tree

__all__ = ["STORIES", "Opened", "Reading", "open", "parse", "read", "tree"]
