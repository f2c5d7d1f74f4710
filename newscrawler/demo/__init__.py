"""The embedded demo newsroom: invented stories on loopback."""
