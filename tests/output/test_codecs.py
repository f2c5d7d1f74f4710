"""Codecs: what is packed is read back, in pieces too; damage is named."""

from __future__ import annotations

import gzip
import io

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from newscrawler.output.codecs import codec_of, lines
from newscrawler.output.part import whole

SUFFIXES = ["", ".gz", ".zst"]


def packed(suffix, text):
    target = io.BytesIO()
    codec_of(f"x.jsonl{suffix}").pack(io.BytesIO(text), target)
    return target.getvalue()


@pytest.mark.parametrize("suffix", SUFFIXES)
@given(texts=st.lists(st.binary(max_size=50).map(lambda b: b.replace(b"\n", b"") + b"\n")))
def test_pieces_one_after_the_other_are_read_back(tmp_path_factory, suffix, texts):
    path = tmp_path_factory.mktemp("codec") / f"x.jsonl{suffix}"
    path.write_bytes(b"".join(packed(suffix, text) for text in texts))
    assert [line + b"\n" for line in lines(path)] == texts


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_piece_is_read_by_its_offset_and_length(tmp_path, suffix):
    path = tmp_path / f"x.jsonl{suffix}"
    pieces = [packed(suffix, text) for text in (b"a\n", b"b\nc\n", b"d\n")]
    path.write_bytes(b"".join(pieces))
    assert list(lines(path, len(pieces[0]), len(pieces[1]))) == [b"b", b"c"]


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
@pytest.mark.parametrize("keep", [0.3, 0.9])
def test_a_torn_file_is_an_error_that_names_it(tmp_path, suffix, keep):
    path = tmp_path / f"x.jsonl{suffix}"
    data = packed(suffix, b"a line of text\n" * 1000)
    path.write_bytes(data[: int(len(data) * keep)])
    with pytest.raises(ValueError, match=r"x\.jsonl"):
        list(lines(path))


def test_what_is_not_packed_is_an_error(tmp_path):
    path = tmp_path / "x.jsonl.gz"
    path.write_bytes(b"plain\n")
    with pytest.raises(ValueError, match="incorrect header"):
        list(lines(path))


def test_other_tools_read_it():
    text = b'{"headline": "Ferry"}\n' * 50
    assert gzip.decompress(packed(".gz", text)) == text
    assert zstandard.ZstdDecompressor().stream_reader(packed(".zst", text)).read() == text


@given(st.binary(max_size=40))
def test_whole_ends_at_a_newline(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("whole") / "x"
    path.write_bytes(data)
    assert whole(path) == data.rfind(b"\n") + 1
