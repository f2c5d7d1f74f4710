r"""What makes a text safe in another place: a log line, a terminal, a file name, a CSV cell.

Text from pages, and settings with a password in them, end up in places that give some
characters a meaning: a newline begins a log line, ESC commands a terminal, ``=`` makes a
formula of a cell, ``/`` leaves a directory. Each place has its function here.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

_CONTROL = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0, DEL and C1: ESC and CSI command a terminal
    "\u2028\u2029"  # a new line to JavaScript and to str.splitlines
    "\u202a-\u202e\u2066-\u2069"  # reorder what is seen: CVE-2021-42574, "Trojan Source"
    "\ud800-\udfff"  # half a character: no encoder takes it
)
_UNSAFE = re.compile(f"[{_CONTROL}]")
_UNSAFE_ON_A_LINE = re.compile(f"[{_CONTROL}\t\n]")


def _escape(match: re.Match[str]) -> str:
    return match.group().encode("unicode_escape").decode("ascii")


def for_log(text: str, limit: int = 1000) -> str:
    r"""One line that shows what ``text`` holds: control characters as escapes, cut at ``limit``.

    >>> for_log("Mayor resigns\n2026-01-01 [core] ERROR: forged\x1b[2J")
    'Mayor resigns\\n2026-01-01 [core] ERROR: forged\\x1b[2J'
    >>> for_log("a" * 50, limit=10)
    'aaaaaaaaaa... (50 characters)'
    """
    if len(text) > limit:
        return f"{for_log(text[:limit], limit)}... ({len(text)} characters)"
    return _UNSAFE_ON_A_LINE.sub(_escape, text)


def for_terminal(text: str) -> str:
    r"""Text for a person's screen: lines and tabs stay, what would command the terminal shows.

    >>> for_terminal("one\n\ttwo\x1b]0;owned\x07")
    'one\n\ttwo\\x1b]0;owned\\x07'
    """
    return _UNSAFE.sub(_escape, text)


_FORMULA = tuple("=+-@＝＋－＠")
_NUMBER = re.compile(r"[+-]?\d{1,20}(?:\.\d{1,20})?", re.ASCII)


def for_csv(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe stands before one.

    The characters are those of OWASP's "CSV Injection" page. A plain number stays one.

    >>> for_csv('=HYPERLINK("http://evil.example")')
    '\\'=HYPERLINK("http://evil.example")'
    >>> for_csv("-12.5"), for_csv("Plain text")
    ('-12.5', 'Plain text')
    """
    starts = cell.lstrip().startswith(_FORMULA) or cell[:1] in ("\t", "\r", "\n")
    if starts and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


_NOT_IN_A_NAME = re.compile(r"[^\w.-]+")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_NAME_BYTES = 100  # of the 255 that file systems allow: leaves room for a date and a suffix


def for_filename(name: str) -> str:
    """One component of a path: never empty, hidden, a parent, a device or over 100 bytes.

    A name that had to change gets eight hex digits of its hash, so that two names stay two.

    >>> for_filename("daily8"), for_filename("../../etc/passwd")
    ('daily8', 'etc-passwd-3754d6cb')
    >>> for_filename("Süddeutsche Zeitung")
    'Süddeutsche-Zeitung-31cc64f4'
    """
    normal = unicodedata.normalize("NFC", name)
    safe = _NOT_IN_A_NAME.sub("-", normal).strip(".-")
    safe = safe.encode("utf-8", "ignore")[:_NAME_BYTES].decode("utf-8", "ignore")
    if safe == name and safe and not _DEVICE.match(safe):
        return safe
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{safe}-{digest}" if safe and not _DEVICE.match(safe) else f"name-{digest}"


_USERINFO = re.compile(r"(?<=://)[^\s/?#@\"'<>]{1,500}@")
_GUARDED_NAMES = (
    r"access_?token|refresh_?token|auth_?token|api_?key|client_?secret|secret_?key|access_?key"
    r"|secret|passwd|password|token|signature|x-amz-(?:signature|credential|security-token)"
)
_SECRET_PARAMETER = re.compile(
    rf"(?<=[?&;])({_GUARDED_NAMES})=[^\s&;#\"'<>]{{1,2000}}", re.IGNORECASE
)


def without_credentials(text: str) -> str:
    """``text`` with the passwords of the URLs in it masked.

    Masked are the part before ``@`` (RFC 3986, 3.2.1: userinfo) and the values of query
    parameters that name a secret.

    >>> without_credentials("see https://me:s3cret@host.example/a?page=2&api_key=abc&x=1")
    'see https://***@host.example/a?page=2&api_key=***&x=1'
    """
    return _SECRET_PARAMETER.sub(r"\1=***", _USERINFO.sub("***@", text))


_HOST = re.compile(r"(?<=://)[^\s/?#]*@")


def without_userinfo(url: str) -> str:
    """An address without the user name and password before its host.

    >>> without_userinfo("s3://KEY:s3cret@bucket/@feeds/1.jsonl")
    's3://bucket/@feeds/1.jsonl'
    """
    return _HOST.sub("", url, count=1)
