"""The cards of a listing that nobody wrote selectors for, found by the page's structure.

links     the links of the page, as columns
tagpaths  where an element stands, and what its markup says of it
features  what is measured of a link and its group
forest    the trained trees that tell story links from others
stories   the links chosen, one story an address
regions   which part of the page is a story's card
headlines, moments, sources, summaries   the fields within a card
blocks    the same for cards whose headlines are no links
selectors what of it can be written down as a site's layout
"""

from newscrawler.layouts.detect.detection import Detection, cards

SOUGHT = "repeated links with headlines, or repeated headlines with times or links"
"""What is looked for, for messages."""

__all__ = ["SOUGHT", "Detection", "cards"]
