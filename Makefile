# make crawl: the main job, on the embedded demo newsroom. make test: the checks and all tests
# but the slow ones (kills, attacks, fuzzing), which .ci/run adds.
PYTHON ?= python3
BIN := .venv/bin
COVERED := newscrawler/values/*,newscrawler/layouts/*,newscrawler/trees.py,newscrawler/loaders.py,newscrawler/merging.py,newscrawler/pipelines/*

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
	$(BIN)/pytest -m "not slow" --cov --cov-report=
	$(BIN)/coverage report --fail-under=100 --skip-covered --show-missing --include=$(COVERED)

# Pins requirements.in and requirements-dev.in anew, with hashes (needs uv).
lock:
	uv pip compile -q --python-version 3.11 --universal --generate-hashes --no-header -o requirements.txt requirements.in
	uv pip compile -q --python-version 3.11 --universal --generate-hashes --no-header -o requirements-dev.txt requirements-dev.in

clean:
	rm -rf .venv feeds/demo state/demo
