"""Codecs: how the lines of a feed file are packed, by the ending of its name.

The live part of a feed is always plain lines; it is packed when it is published. gzip (RFC
1952, 2.2) and Zstandard (RFC 8878, 3.1) files may be several members or frames one after the
other, so that packed pieces can be appended to a file as plain ones can.
"""

from __future__ import annotations

import gzip
import shutil
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Protocol

import zstandard

CHUNK = 1 << 18
"""Bytes read at a time."""


class Decoder(Protocol):
    """What ``zlib`` and ``zstandard`` decoders of one member or frame have in common."""

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, /) -> bytes: ...


class Codec:
    """Plain lines; a subclass packs them."""

    suffix = ""
    """What the file's name ends with."""

    def pack(self, source: IO[bytes], target: IO[bytes]) -> None:
        """Write the packed text of one file to another."""
        shutil.copyfileobj(source, target, CHUNK)

    def decoder(self) -> Decoder | None:
        """A decoder of one member or frame; ``None`` for plain text."""
        return None


class Gzip(Codec):
    suffix = ".gz"

    def pack(self, source: IO[bytes], target: IO[bytes]) -> None:
        with gzip.GzipFile("", "wb", 6, target, mtime=0) as packed:  # the same bytes each time
            shutil.copyfileobj(source, packed, CHUNK)

    def decoder(self) -> Decoder:
        return zlib.decompressobj(wbits=31)  # 31: gzip header and trailer, zlib.h


class Zstd(Codec):
    suffix = ".zst"

    def pack(self, source: IO[bytes], target: IO[bytes]) -> None:
        zstandard.ZstdCompressor(level=3, write_checksum=True).copy_stream(source, target)

    def decoder(self) -> Decoder:
        return zstandard.ZstdDecompressor().decompressobj()


PACKED = (Gzip(), Zstd())


def codec_of(name: str) -> Codec:
    """The codec that a file's name asks for.

    >>> codec_of("out.jsonl.gz").suffix, codec_of("out.jsonl").suffix
    ('.gz', '')
    """
    return next((codec for codec in PACKED if name.endswith(codec.suffix)), Codec())


def lines(path: Path, offset: int = 0, length: int | None = None) -> Iterator[bytes]:
    """The lines of a feed file, without their newline; a last line without one is given too.

    ``offset`` and ``length`` are bytes of the file as it stands. Raises `OSError`, and
    `ValueError` naming the file where it is damaged.
    """
    size = path.stat().st_size - offset if length is None else length
    rest = b""
    for text in _decoded(path, offset, size):
        *found, rest = (rest + text).split(b"\n")
        yield from found
    if rest:
        yield rest


def _decoded(path: Path, offset: int, length: int) -> Iterator[bytes]:
    codec = codec_of(path.name)
    decoder = codec.decoder()
    if decoder is None:
        yield from _chunks(path, offset, length)
        return
    fresh = True
    for chunk in _chunks(path, offset, length):
        rest = chunk
        while rest:
            try:
                yield decoder.decompress(rest)
            except (zlib.error, zstandard.ZstdError) as error:
                raise ValueError(f"{path}: {error}") from error
            rest, fresh = decoder.unused_data, decoder.eof
            if fresh:
                decoder = codec.decoder() or decoder
    if not fresh:
        raise ValueError(f"{path}: ends in the middle of packed data")


def _chunks(path: Path, offset: int, length: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(offset)
        while length > 0 and (chunk := file.read(min(CHUNK, length))):
            length -= len(chunk)
            yield chunk
