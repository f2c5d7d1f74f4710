"""Sending: a closed segment becomes an object, and its manifest another.

A segment stays in the spool until the memory has its stories. Sending it again, after a kill,
puts the same object in its place.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from newscrawler.output import manifest as manifests
from newscrawler.output.buckets import Bucket
from newscrawler.output.journal import Journal, Opened
from newscrawler.output.manifest import Manifest
from newscrawler.output.part import sync_folder
from newscrawler.output.publish import Run, manifest_of, manifest_of_nothing, packed


def send(root: Path, opened: Opened, run: Run, bucket: Bucket) -> None:
    """Send a part of the spool ``root`` and its manifest. Raises `OSError`."""
    piece = packed(root / opened.part, opened.codec)
    bucket.put(opened.final, piece.path)
    number = opened.part.rpartition("-")[2].removesuffix(".part")
    _send_manifest(root, manifest_of(run, opened.final, 0, piece), number, bucket)


def send_end(root: Path, run: Run, bucket: Bucket) -> None:
    """Say how the run ended, in a manifest of no lines. Raises `OSError`."""
    _send_manifest(root, manifest_of_nothing(run), "end", bucket)


def forget(root: Path, journal: Journal, opened: Opened) -> None:
    """Remove from the spool what was sent and is remembered. Raises `OSError`."""
    part = root / opened.part
    part.with_name(f"{part.name}{opened.codec.suffix}").unlink(missing_ok=True)
    part.unlink(missing_ok=True)
    sync_folder(root)
    journal.done(opened.part)


def manifest_key(template: str, run_id: str, number: str) -> str:
    """The key of a manifest: the run's id and a number in place of a folder's count, which
    several machines could not keep.

    >>> manifest_key("s3://bucket/feeds/%(name)s/%(run_id)s.jsonl", "R1", "000002")
    'feeds/manifests/R1-000002.json'
    """
    folder = urlsplit(template.partition("%(")[0].rpartition("/")[0]).path.strip("/")
    name = f"{manifests.FOLDER}/{run_id}-{number}.json"
    return f"{folder}/{name}" if folder else name


def _send_manifest(root: Path, manifest: Manifest, number: str, bucket: Bucket) -> None:
    draft = root / manifests.FOLDER / f"{manifest.run_id}-{number}.json"
    manifests.save(draft, manifest)
    bucket.put(manifest_key(manifest.feed, manifest.run_id, number), draft)
    draft.unlink()
