"""Learning which blocks of a page are text of its article, from pages with known bodies."""
