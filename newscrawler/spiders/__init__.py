"""How each kind of source is crawled."""
