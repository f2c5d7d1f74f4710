"""The memory: what was seen before. It is derived from the feed and can be rebuilt from it."""
