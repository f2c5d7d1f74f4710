"""Train the model that finds the body, and write its data file.

    python -m benchmarks.train_body ../shared/corpus/articles ../shared/corpus/snippets

Each directory holds ``truth.jsonl`` and ``pages/<id>.html.gz``; a line of the truth has ``id``,
``url`` and either ``body`` (its paragraphs separated by blank lines) or ``snippets_with`` and
``snippets_without`` (passages that must be in the body, or must not). Pages of your own make it
better at sites like yours. With the pinned versions the same pages give the same bytes.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from benchmarks.body.learn import learn
from benchmarks.body.pages import digest, read
from newscrawler.reading.body.model import PATH, Model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("directories", type=Path, nargs="+", metavar="DIRECTORY")
    parser.add_argument("--output", type=Path, default=PATH, help="default: the shipped model")
    args = parser.parse_args()
    pages = [page for directory in args.directories for page in read(directory)]
    args.output.write_text(written(learn(pages)), "utf-8")
    size = args.output.stat().st_size
    print(f"{args.output}: {size} bytes from {len(pages)} pages, data {digest(args.directories)}")


def written(model: Model) -> str:
    """The model as it is stored."""
    return json.dumps(model.as_lists(), ensure_ascii=False, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    main()
