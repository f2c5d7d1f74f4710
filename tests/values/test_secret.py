"""What the operator typed in is hidden; what a page says is left alone."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from newscrawler.values.secret import Secrets, secrets_of

KEY = "4f9a-77c1"


def given(*addresses: str, **settings: object) -> Secrets:
    return Secrets.of(settings, SimpleNamespace(start_urls=list(addresses), depth=3))


def test_secrets_are_found_by_the_names_of_settings() -> None:
    settings = {
        "HTTPAUTH_PASS": "hunter22",
        "AWS_SESSION_TOKEN": "a-longer-token",
        "TELNETCONSOLE_PASSWORD": None,
        "MAIL_PASS": "abc",
        "KEYWORDS": "bypass",
    }
    assert secrets_of(settings) == {"a-longer-token", "hunter22"}


@pytest.mark.parametrize(
    "settings",
    [
        {"MEMORY_URL": "postgresql://me:s3/cr@t-1@db.example/news"},
        {"NETWORK_PROXY": "http://me:s3/cr@t-1@proxy.example:3128"},
        {"FEEDS": {"s3://me:s3/cr@t-1@bucket/feed.jsonl": {"format": "jsonl"}}},
        {"FEEDS": '{"s3://me:s3/cr@t-1@bucket/feed.jsonl": {}}'},
        {"CRON_FEED": "s3://me:s3/cr@t-1@bucket/feed.jsonl"},
    ],
    ids=lambda settings: next(iter(settings)),
)
def test_passwords_in_addresses_of_settings_are_secrets(settings: dict[str, object]) -> None:
    assert given(**settings).hidden_in_log("no s3/cr@t-1 here") == "no *** here"


def test_a_contact_is_no_secret() -> None:
    secrets = given(USER_AGENT="bot (+https://bot.example:8080/about; me@bot.example)")
    assert not secrets
    assert secrets.hidden_in_log("8080/about") == "8080/about"


@pytest.mark.parametrize(
    "name", ["key", "apiKey", "access_token", "X-Amz-Signature", "pwd", "auth"]
)
def test_a_given_parameter_is_hidden_by_its_name(name: str) -> None:
    secrets = given(f"https://a.example/feed?page=2&{name}={KEY}&x=1")
    assert secrets.hidden(f"https://b.example/{KEY}?n={KEY}") == "https://b.example/***?n=***"
    assert secrets.hidden_in_log(KEY) == "***"
    assert secrets.hidden("https://a.example/?page=2&x=1") == "https://a.example/?page=2&x=1"


def test_each_way_to_write_it_is_hidden() -> None:
    secrets = given("https://a.example/?api_key=a%2Fbee%20c1%2B")
    for written in ("a%2Fbee%20c1%2B", "a/bee c1+", "a/bee%20c1%2B"):
        assert secrets.hidden(f"x {written} y") == "x *** y"


@pytest.mark.parametrize("value", ["technology", "20261126", "a1", "news"])
def test_a_word_or_a_number_is_hidden_in_its_place_alone(value: str) -> None:
    secrets = given(f"https://a.example/?key={value}")
    assert secrets.hidden(f"https://a.example/1?a=1&key={value}#x") == (
        "https://a.example/1?a=1&key=***#x"
    )
    kept = f"All of {value}: https://a.example/{value}?key={value}x&q={value}"
    assert secrets.hidden(kept) == secrets.hidden_in_log(kept) == kept


def test_a_password_of_an_address_is_hidden() -> None:
    secrets = given("https://me:pass-w0rd@a.example/,https://a.example/")
    assert secrets.hidden("pass-w0rd") == "***"


def test_without_secrets_nothing_changes() -> None:
    assert not Secrets()
    assert Secrets().hidden("?token=1") == Secrets().hidden_in_log("?token=1") == "?token=1"


def test_those_of_two_crawls_in_one_process_are_hidden() -> None:
    both = Secrets({"hunter22"}) | given(f"https://a.example/?key={KEY}")
    assert both.hidden_in_log(f"hunter22 {KEY}") == "*** ***"
