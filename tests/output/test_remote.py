"""Feeds in an object store: a real S3 protocol server on loopback (moto's)."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from types import SimpleNamespace

import boto3
import pytest
from moto.server import ThreadedMotoServer
from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.settings import Settings

from newscrawler.output import buckets
from newscrawler.output.codecs import lines
from newscrawler.output.exits import Exit
from tests.output.feedfiles import ids, left_over
from tests.output.newsroom import newsroom
from tests.output.scrapy_run import ROOT, scrapy, start

FEED = "s3://quay/feeds/%(name)s/%(run_id)s.jsonl.gz"
KEYS = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_REGION_NAME": "us-east-1",
    "DOWNLOAD_TIMEOUT": "6",
}


@pytest.fixture(scope="module")
def room():
    with newsroom(pages=6, delay=0.1) as server:
        yield server


@pytest.fixture
def store():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    session = boto3.session.Session("test", "test", region_name="us-east-1")
    client = session.client("s3", endpoint_url=f"http://{host}:{port}")
    urllib.request.urlopen(f"http://{host}:{port}/moto-api/reset", data=b"").close()
    client.create_bucket(Bucket="quay")
    yield SimpleNamespace(client=client, url=f"http://{host}:{port}")
    server.stop()


def crawl(folder, room, url, *more, run=scrapy, **env):
    settings = {**KEYS, "AWS_ENDPOINT_URL": url, "FEED_SEGMENT_BYTES": 4000, "FEED_GROUP_ITEMS": 5}
    options = [part for item in settings.items() for part in ("-s", "{}={}".format(*item))]
    arguments = ["crawl", "quay", "-a", "pages=6", "-o", FEED, *options, *more]
    return run(folder, *arguments, NEWSROOM=room.url, **env)


def objects(store, folder):
    """The stories of all feed objects, the lines that manifests tell of, and the last reason."""
    found, told, reasons = Counter[str](), 0, []
    for item in store.client.list_objects_v2(Bucket="quay").get("Contents", []):
        body = store.client.get_object(Bucket="quay", Key=item["Key"])["Body"].read()
        if "/manifests/" in item["Key"]:
            manifest = json.loads(body)
            told += manifest["lines"]
            reasons += [manifest["reason"]] if manifest["reason"] else []
            continue
        path = folder / "object.jsonl.gz"
        path.write_bytes(body)
        found.update(json.loads(line)["id"] for line in lines(path))
        path.unlink()
    return found, told, reasons


@pytest.mark.slow
def test_segments_are_sent_while_the_crawl_goes_on_each_once(tmp_path, room, store):
    process = crawl(tmp_path, room, store.url, run=start, NEWSROOM_FIRST="/hang")
    while not store.client.list_objects_v2(Bucket="quay").get("KeyCount"):
        time.sleep(0.1)
    assert process.poll() is None
    process.terminate()
    process.communicate(timeout=60)
    assert process.returncode == Exit.STOPPED
    second = crawl(tmp_path, room, store.url)
    assert second.returncode == Exit.OK, second.stderr
    found, told, reasons = objects(store, tmp_path)
    assert (len(found), found.total(), told) == (60, 60, 60)
    assert sorted(reasons) == ["finished", "shutdown"]
    assert left_over(tmp_path / "state") == []


@pytest.mark.slow
@pytest.mark.parametrize("step", ["put:1", "put:4", "commit:2", "forget:1"])
def test_a_kill_before_and_after_sending(tmp_path, room, store, step):
    assert crawl(tmp_path, room, store.url, "-o", "local/all.jsonl", FAIL_AT=step).returncode == 137
    again = crawl(tmp_path, room, store.url, "-o", "local/all.jsonl")
    assert again.returncode == Exit.OK, again.stderr
    found, told, _ = objects(store, tmp_path)
    assert (len(found), found.total(), told) == (60, 60, 60)
    assert ids(tmp_path / "local") == found
    assert left_over(tmp_path) == []


@pytest.mark.slow
def test_a_store_that_is_away_is_74_and_nothing_is_lost(tmp_path, room, store):
    away = crawl(tmp_path, room, "http://127.0.0.1:9", AWS_MAX_ATTEMPTS="1")
    assert away.returncode == Exit.WRITE, away.stderr
    refused = crawl(tmp_path, room, "http://127.0.0.1:9", AWS_MAX_ATTEMPTS="1")
    assert refused.returncode == Exit.WRITE
    assert "Could not connect to the endpoint" in refused.stderr
    back = crawl(tmp_path, room, store.url)
    assert back.returncode == Exit.OK, back.stderr
    found, told, reasons = objects(store, tmp_path)
    assert (len(found), found.total(), told) == (60, 60, 60)
    assert set(reasons) == {"finished", "recovered"}


class FakeBlob:
    def __init__(self, sent, key):
        self.sent, self.key = sent, key

    def upload_from_filename(self, name, predefined_acl):
        if predefined_acl != "private":
            raise ConnectionError("not reachable")
        self.sent[self.key] = name


def gcs(acl=""):
    settings = Settings({"FEED_STORAGE_GCS_ACL": acl})
    return buckets.bucket_of(Crawler(Spider, settings), "gs://quay/all.jsonl")


def test_gcs_without_its_package_is_named():
    with pytest.raises(NotConfigured, match="google-cloud-storage"):
        gcs()


def test_gcs_sends_to_its_bucket(monkeypatch, tmp_path):
    """Google's package is stood in for: its server is not to be had on loopback."""
    sent: dict[str, str] = {}
    client = SimpleNamespace(bucket=lambda name: SimpleNamespace(blob=lambda k: FakeBlob(sent, k)))
    modules = {
        "google.cloud.storage": SimpleNamespace(Client=lambda project: client),
        "google.api_core.exceptions": SimpleNamespace(GoogleAPIError=ConnectionError),
    }
    monkeypatch.setattr(importlib, "import_module", modules.__getitem__)
    gcs("private").put("feeds/1.jsonl", tmp_path)
    assert sent == {"feeds/1.jsonl": str(tmp_path)}
    with pytest.raises(buckets.UploadFailed, match="gs://quay/x: not reachable"):
        gcs().put("x", tmp_path)


def test_the_store_packages_are_not_needed_for_files():
    code = "import sys, newscrawler.output.feeds; sys.exit('boto3' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    assert (
        subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode == 0
    )
