# make crawl: the main job, on the embedded demo newsroom. make test: all tests.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: crawl test lint lock clean

.venv/.crawl: requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes -r requirements.txt
	touch $@

.venv/.test: requirements-dev.txt .venv/.crawl
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.txt
	touch $@

# Everything pinned and hashed; the feed of the demo is renewed each run.
crawl: .venv/.crawl
	@$(BIN)/python -m newscrawler.demo

test: .venv/.test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest

# Pins requirements.in and requirements-dev.in anew, with hashes (needs uv).
lock:
	uv pip compile -q --python-version 3.11 --universal --generate-hashes --no-header -o requirements.txt requirements.in
	uv pip compile -q --python-version 3.11 --universal --generate-hashes --no-header -o requirements-dev.txt requirements-dev.in

clean:
	rm -rf .venv feeds/demo state/demo
