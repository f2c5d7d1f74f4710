"""Body: which blocks of a page are the text of its article."""

from newscrawler.reading.body.extract import Block, Body, body
from newscrawler.reading.body.hints import Hints

__all__ = ["Block", "Body", "Hints", "body"]
