"""Answers of a sync server that would take memory, time or the program itself."""

import asyncio
import gzip
import tracemalloc
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import brotli
import pytest

from reader.remote import connection
from reader.remote.connection import Connection
from reader.remote.errors import RemoteError, TooLongError, UnreachableError


@asynccontextmanager
async def answering(*headers, body=b"", status="200 OK", is_whole=True):
    """A connection, and the address of a server that gives one answer to everything."""

    async def answer(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        length = len(body) if is_whole else 1 << 30
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {length}", *headers, "", ""]
        writer.write("\r\n".join(lines).encode("latin-1") + body)
        await writer.drain()
        while not is_whole:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.01)
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server, Connection() as made:
        host, port = server.sockets[0].getsockname()
        yield made, f"http://{host}:{port}/"


def bomb(pieces=64):
    """Return some kilobytes that are a gigabyte."""
    packer = brotli.Compressor(quality=5)
    return b"".join(packer.process(bytes(1 << 24)) for _ in range(pieces)) + packer.finish()


async def test_answer_that_unpacks_to_gigabytes_is_refused():
    body = bomb()
    assert len(body) < 1 << 16
    async with answering("Content-Encoding: br", body=body) as (made, url):
        tracemalloc.start()
        with pytest.raises(TooLongError):
            await made.get(url)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 4 * connection.MAX_BODY_BYTES


@pytest.mark.parametrize("encoding", ["gzip", "br"])
async def test_answer_that_is_packed_is_read(encoding):
    text = "خبر " * 5000
    pack = {"gzip": gzip.compress, "br": brotli.compress}[encoding]
    async with answering(f"Content-Encoding: {encoding}", body=pack(text.encode())) as (made, url):
        assert (await made.get(url)).text == text


async def test_packed_answer_that_ends_early_is_no_answer():
    body = gzip.compress("خبر ".encode() * 5000)[:-20]
    async with answering("Content-Encoding: gzip", body=body) as (made, url):
        with pytest.raises(RemoteError):
            await made.get(url)


async def test_answer_without_end_is_given_up(monkeypatch):
    monkeypatch.setattr(connection, "MAX_ANSWER_SECONDS", 0.2)
    async with answering(is_whole=False) as (made, url):
        with pytest.raises(UnreachableError) as error:
            await made.get(url)
    assert error.value.message.key == "sync.timeout"


TIMES = [
    "Mon, 01 Jan 2026 00:00:00 +99999999999999999999",
    "Fri, 31 Dec 9999 23:59:59 -1200",
    "Mon, 01 Jan 99999 00:00:00 GMT",
    "9" * 30,
    "1e999",
    "-1",
    "x",
]


@pytest.mark.parametrize("time", TIMES)
async def test_wait_out_of_range_is_at_most_a_day(time):
    async with answering(f"Retry-After: {time}", status="429 Wait") as (made, url):
        with pytest.raises(UnreachableError) as error:
            await made.get(url)
    assert 0 < error.value.wait <= connection.MAX_WAIT_SECONDS


@pytest.mark.parametrize("time", TIMES)
async def test_clock_of_a_server_out_of_range_is_near_ours(time):
    async with answering(f"Date: {time}") as (made, url):
        await made.get(url)
        assert made.server_time() <= datetime.now(UTC) + timedelta(days=1)
