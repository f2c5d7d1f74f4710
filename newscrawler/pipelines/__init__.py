"""One verb, one file, one class: what happens to a whole record."""
