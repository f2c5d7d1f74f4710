"""The record and its schema: the contract with every reader of a feed."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from newscrawler import items
from newscrawler.items import REQUIRED, SCHEMA_VERSION, Article, schema

FILE = Path(items.__file__).parent / "article.schema.json"
VALIDATOR = Draft202012Validator(schema())

LINE: dict[str, Any] = asdict(
    Article(
        headline="Ferry returns",
        id="0" * 32,
        aggregator="daily8",
        page_url="https://daily8.example/",
        role="lead",
        fetched_at="2026-11-24T12:00:00Z",
    )
)


def test_the_schema_file_is_the_schema_of_the_record():
    assert json.loads(FILE.read_text(encoding="utf-8")) == schema(), (
        "run: python -c 'import json; from newscrawler.items import schema; "
        "print(json.dumps(schema(), indent=2))' > newscrawler/article.schema.json"
    )


def test_the_schema_is_one():
    Draft202012Validator.check_schema(schema())
    assert schema()["properties"]["schema_version"]["type"] == "integer"
    assert SCHEMA_VERSION == 1


def test_keys_are_in_the_order_of_the_record():
    assert list(schema()["properties"]) == [field.name for field in fields(Article)]


def test_a_whole_line_is_valid():
    VALIDATOR.validate(LINE)


@pytest.mark.parametrize("name", REQUIRED)
def test_a_line_without_a_required_value_is_not(name: str):
    with pytest.raises(ValidationError):
        VALIDATOR.validate(LINE | {name: None})
    with pytest.raises(ValidationError):
        VALIDATOR.validate({key: value for key, value in LINE.items() if key != name})


@pytest.mark.parametrize(
    "wrong",
    [
        {"headline": ""},
        {"timestamp_precision": "minutes"},
        {"body_kind": "teaser"},
        {"role": "front"},
        {"access": "metered"},
        {"authors": None},
        {"position": "1"},
        {"extra": 1},
    ],
    ids=str,
)
def test_values_of_another_kind_are_not_valid(wrong: dict[str, Any]):
    with pytest.raises(ValidationError):
        VALIDATOR.validate(LINE | wrong)


def test_every_field_says_what_it_means():
    """ItemAdapter takes the string below a field as its description."""
    undescribed = [
        name for name, rule in schema()["properties"].items() if not rule.get("description")
    ]
    assert not undescribed
