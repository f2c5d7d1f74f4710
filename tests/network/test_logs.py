"""A log holds no entry that a page wrote, and no password."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from newscrawler.network.logs import SafeRecord, make_logs_safe
from newscrawler.output.jsonlog import JsonFormatter
from newscrawler.values.secret import Secrets


@pytest.fixture
def written() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    stream, factory = io.StringIO(), logging.getLogRecordFactory()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    logger = logging.getLogger("tests.network.logs")
    logger.addHandler(handler)
    make_logs_safe(Secrets({"hunter22"}))
    yield logger, stream
    logger.removeHandler(handler)
    logging.setLogRecordFactory(factory)
    SafeRecord.secrets = Secrets()


def test_a_page_cannot_write_an_entry(written: tuple[logging.Logger, io.StringIO]) -> None:
    logger, stream = written
    logger.warning("bad date %r in %s", "\x1b[2J", "x\r\nERROR: forged\u2028ERROR: forged")
    assert [line for line in stream.getvalue().splitlines() if line.startswith("ERROR")] == []
    assert "\x1b" not in stream.getvalue()
    assert "forged" in stream.getvalue()


def test_an_exception_cannot_either(written: tuple[logging.Logger, io.StringIO]) -> None:
    logger, stream = written
    try:
        raise ValueError("no such host\nERROR: forged \x1b]0;x\x07 hunter22")
    except ValueError:
        logger.exception("while reading")
    text = stream.getvalue()
    assert [line for line in text.splitlines() if line.startswith("ERROR")] == [
        "ERROR: while reading"
    ]
    assert "ValueError: no such host" in text
    assert not {"\x1b", "\x07"} & set(text)
    assert "hunter22" not in text


def test_passwords_are_masked(written: tuple[logging.Logger, io.StringIO]) -> None:
    logger, stream = written
    logger.warning("%s", {"PASS": "hunter22", "FEEDS": "s3://key:sec@bucket/x?token=t1"})
    assert "hunter22" not in stream.getvalue()
    assert "sec@" not in stream.getvalue()
    assert "t1" not in stream.getvalue()


def test_a_traceback_in_json_has_none(written: tuple[logging.Logger, io.StringIO]) -> None:
    logger, stream = written
    logger.handlers[0].setFormatter(JsonFormatter())
    try:
        raise ValueError("hunter22 of http://me:pw@host.example")
    except ValueError:
        logger.exception("while reading")
    event = json.loads(stream.getvalue())
    assert event["error"].splitlines()[-1].endswith("ValueError: *** of http://***@host.example")
