"""Buckets: object stores that pieces of a feed are sent to."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.extensions.feedexport import S3FeedStorage

from newscrawler.values.safe import without_userinfo

SCHEMES = frozenset({"s3", "gs"})


class UploadFailed(OSError):
    """An object could not be sent. Names the bucket, the key and the cause."""


class Bucket(Protocol):
    """An object store. Putting the same object twice leaves one."""

    def put(self, key: str, path: Path) -> None:
        """Send a file as the object ``key``; it is stored when this returns. Raises
        `UploadFailed`. Called from a thread."""


class S3Bucket:
    """Amazon S3, or what speaks its protocol (AWS_ENDPOINT_URL): Scrapy's own settings hold."""

    def __init__(self, crawler: Crawler, uri: str) -> None:
        """Raises `NotConfigured` without boto3."""
        storage = S3FeedStorage.from_crawler(crawler, uri)
        self._client, self._name = storage.s3_client, storage.bucketname
        self._extra = {"ACL": storage.acl} if storage.acl else None
        exceptions = importlib.import_module("botocore.exceptions")
        transfer = importlib.import_module("boto3.exceptions")
        self._errors: tuple[type[Exception], ...] = (
            exceptions.BotoCoreError,
            exceptions.ClientError,
            transfer.S3UploadFailedError,
        )

    def put(self, key: str, path: Path) -> None:
        try:
            self._client.upload_file(str(path), self._name, key, ExtraArgs=self._extra)
        except self._errors as error:
            raise UploadFailed(f"s3://{self._name}/{key}: {error}") from error


class GcsBucket:
    """Google Cloud Storage: Scrapy's settings GCS_PROJECT_ID and FEED_STORAGE_GCS_ACL hold."""

    def __init__(self, crawler: Crawler, uri: str) -> None:
        """Raises `NotConfigured` without google-cloud-storage."""
        try:
            storage: Any = importlib.import_module("google.cloud.storage")
            errors = importlib.import_module("google.api_core.exceptions")
        except ImportError as error:
            raise NotConfigured("gs: needs the package google-cloud-storage") from error
        self._name = urlsplit(uri).netloc
        client = storage.Client(project=crawler.settings["GCS_PROJECT_ID"])
        self._bucket = client.bucket(self._name)
        self._acl = crawler.settings["FEED_STORAGE_GCS_ACL"] or None
        self._errors: type[Exception] = errors.GoogleAPIError

    def put(self, key: str, path: Path) -> None:
        try:
            blob = self._bucket.blob(key)
            blob.upload_from_filename(str(path), predefined_acl=self._acl)
        except self._errors as error:
            raise UploadFailed(f"gs://{self._name}/{key}: {error}") from error


def bucket_of(crawler: Crawler, template: str) -> Bucket | None:
    """The bucket of a feed's name; ``None`` for a feed of files.

    A name from a journal has no key in it: one of FEEDS that differs in it only is taken for it.
    """
    feeds = crawler.settings.getdict("FEEDS")
    template = next((feed for feed in feeds if without_userinfo(feed) == template), template)
    kinds: dict[str, Callable[[Crawler, str], Bucket]] = {"s3": S3Bucket, "gs": GcsBucket}
    kind = kinds.get(urlsplit(template).scheme)
    return kind(crawler, template) if kind else None
