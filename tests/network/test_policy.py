"""Which addresses, ports and URLs a crawl may reach."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.settings import Settings

from newscrawler.network.policy import Policy, Refused, UnsafeSettings

INTERNAL = [
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",  # noqa: S104
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.192",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "192.88.99.1",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "64:ff9b::127.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::7f00:1",
    "2001:0:5ef5:79fd:0:59d:f5ff:fffe",
    "fe80::1",
    "fec0::1",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "2001:db8::1",
    "3fff::1",
]


@pytest.mark.parametrize("address", INTERNAL)
def test_an_internal_address_is_out_of_reach(address: str) -> None:
    assert not Policy().is_reachable(address)


@pytest.mark.parametrize(
    "address",
    ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::8.8.8.8", "1.1.1.1"],
)
def test_a_public_address_is_in_reach(address: str) -> None:
    assert Policy().is_reachable(address)


@given(st.ip_addresses(v=4))
def test_wrapping_an_address_changes_nothing(address: object) -> None:
    plain = Policy().is_reachable(str(address))
    assert Policy().is_reachable(f"::ffff:{address}") == plain
    assert Policy().is_reachable(f"64:ff9b::{address}") == plain


def test_an_allowed_network_is_in_reach_however_it_is_spelled() -> None:
    policy = Policy.from_settings(Settings({"NETWORK_ALLOW": "127.0.0.2/32, 10.0.0.0/8"}))
    assert policy.is_reachable("127.0.0.2")
    assert policy.is_reachable("::ffff:127.0.0.2")
    assert policy.is_reachable("10.9.8.7")
    assert not policy.is_reachable("127.0.0.1")


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "scheme"),
        ("gopher://h.example/", "scheme"),
        ("http://user:pw@h.example/", "userinfo"),
        ("http://user@h.example/", "userinfo"),
        ("http://127.0.0.1\\@h.example/", "userinfo"),
        ("http://h.example:22/", "port"),
        ("https://h.example:8443/", "port"),
        ("http://h.example:99999/", "url"),
        ("http://h.example:80:22/", "url"),
        ("http://[::1/", "url"),
        ("http://[::1]/", "address"),
        ("http://[::ffff:7f00:1]/", "address"),
        ("http://192.168.0.1/", "address"),
    ],
)
def test_a_url_is_refused(url: str, reason: str) -> None:
    with pytest.raises(Refused) as refusal:
        Policy().check(url)
    assert refusal.value.reason == reason
    assert "pw" not in str(refusal.value)


@pytest.mark.parametrize(
    "url", ["http://h.example/", "https://h.example:443/a?b=c@d", "http://h.example:80"]
)
def test_a_url_of_the_web_passes(url: str) -> None:
    Policy().check(url)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"NETWORK_ALLOW": "localhost"}, "NETWORK_ALLOW: 'localhost'"),
        ({"NETWORK_ALLOW": ["127.0.0.2/8"]}, "NETWORK_ALLOW: 127.0.0.2/8"),
        ({"NETWORK_PORTS": "80,http"}, "NETWORK_PORTS: 'http'"),
        ({"NETWORK_PORTS": [0]}, "NETWORK_PORTS: 0"),
        ({"NETWORK_PROXY": "proxy.example:3128"}, "NETWORK_PROXY: 'proxy.example:3128'"),
        ({"NETWORK_PROXY": "http://u:pw@proxy.example"}, r"NETWORK_PROXY: 'http://\*\*\*@proxy"),
    ],
)
def test_settings_that_cannot_be_understood(settings: dict[str, object], message: str) -> None:
    with pytest.raises(UnsafeSettings, match=message):
        Policy.from_settings(Settings(settings))
