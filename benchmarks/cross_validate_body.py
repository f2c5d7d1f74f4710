"""Cross-validate the body model: no page is read by a model that saw a page of its publisher.

    python -m benchmarks.cross_validate_body ../shared/corpus [--save DIRECTORY] [--floors FILE]

Prints the table of the corpus' own scorer. ``--save`` keeps the predictions and the scores;
``--floors`` fails where a score of ``tests/body_floors.json`` is not reached again.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.body.learn import learn
from benchmarks.body.pages import FOLDS, Page, read
from newscrawler.reading.body.extract import joined
from newscrawler.reading.body.model import Model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path, help="holds articles/, snippets/ and score.py")
    parser.add_argument("--save", type=Path, metavar="DIRECTORY")
    parser.add_argument("--floors", type=Path, metavar="FILE")
    args = parser.parse_args()
    parts = {name: list(read(args.corpus / name)) for name in ("articles", "snippets")}
    predictions = dict(predicted([page for pages in parts.values() for page in pages]))
    with TemporaryDirectory() as scratch:
        directory = args.save or Path(scratch)
        directory.mkdir(parents=True, exist_ok=True)
        for name, pages in parts.items():
            score(args.corpus / "score.py", name, pages, predictions, directory)
        if args.floors and (low := fallen(directory, json.loads(args.floors.read_text("utf-8")))):
            sys.exit(f"scores fell below {args.floors}: {', '.join(low)}")


def fallen(directory: Path, floors: dict[str, Any]) -> list[str]:
    """The scores saved in a directory that are lower than their floors."""
    low = []
    for name, origins in floors["floors"].items():
        scores = json.loads((directory / f"{name}.json").read_text("utf-8"))
        for origin, fields in origins.items():
            for field, metrics in fields.items():
                for metric, least in metrics.items():
                    if (found := scores[origin][field][metric]) < least:
                        low.append(f"{origin} {field} {metric} {found:.3f} < {least}")
    return low


def predicted(pages: list[Page]) -> Iterator[tuple[str, str]]:
    """The id and body of each page, read by a model of the other folds."""
    for fold in range(FOLDS):
        model = learn([page for page in pages if page.fold != fold])
        print(f"fold {fold + 1} of {FOLDS}", file=sys.stderr)
        yield from ((page.id, body(page, model)) for page in pages if page.fold == fold)


def body(page: Page, model: Model) -> str:
    return joined(page.outline, model.scores(page.outline, page.hints).tolist())


def score(
    scorer: Path, name: str, pages: list[Page], predictions: dict[str, str], directory: Path
) -> None:
    """Write the predictions of pages and print what the scorer says; of the snippets it is
    asked for the pages that call themselves news."""
    if name == "snippets":
        pages = [page for page in pages if page.truth["news"]]
    truth, found = directory / f"{name}.truth.jsonl", directory / f"{name}.jsonl"
    _write(truth, [page.truth for page in pages])
    _write(found, [{"id": page.id, "body": predictions[page.id]} for page in pages])
    scores = directory / f"{name}.json"
    command = [sys.executable, str(scorer), str(truth), str(found), "--json", str(scores)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    wanted = [line for line in done.stdout.splitlines() if line.split()[1] in ("body", "snippets")]
    print("\n".join(wanted))


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


if __name__ == "__main__":
    main()
