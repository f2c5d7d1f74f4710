"""Where the stories are on a page, and each field in a story."""
