"""One small file per aggregator: file = class = spider name. This is where people add."""
