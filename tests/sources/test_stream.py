"""The connection under the HTTP client: what arrives whole, what is held back, how it ends."""

import asyncio
import socket
import ssl
from contextlib import asynccontextmanager

import httpcore
import pytest
import trustme

from reader.sources.http import stream as connections
from reader.sources.http.stream import connect


@asynccontextmanager
async def connected(serve, **options):
    """A connection to a server that does ``serve`` with each of its own."""
    ends = []

    async def begin(reader, writer):
        ends.append(writer)
        await serve(reader, writer)

    server = await asyncio.start_server(begin, "127.0.0.1", 0, **options)
    stream = await connect("127.0.0.1", server.sockets[0].getsockname()[1], 5.0)
    try:
        yield stream
    finally:
        await stream.aclose()
        for writer in ends:
            writer.close()
        server.close()


async def silence(reader, writer):
    await reader.read()


async def test_what_is_sent_arrives_and_what_comes_back_is_read_in_pieces():
    async def echo(reader, writer):
        writer.write(await reader.readexactly(5))
        writer.close()

    async with connected(echo) as stream:
        assert not stream.get_extra_info("is_readable")
        await stream.write(b"12345", 1.0)
        assert await stream.read(2, 1.0) == b"12"
        assert stream.get_extra_info("is_readable")
        assert await stream.read(10, 1.0) == b"345"
        assert [await stream.read(10, 1.0) for _ in range(2)] == [b"", b""]
        assert stream.get_extra_info("is_readable"), "it is over, and no pool may use it again"
        await asyncio.sleep(0.01)
        await stream.aclose()


async def test_nothing_comes():
    async with connected(silence) as stream:
        with pytest.raises(httpcore.ReadTimeout):
            await stream.read(10, 0.01)
        reading = asyncio.create_task(stream.read(10, None))
        await asyncio.sleep(0.01)
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading


async def test_what_came_before_a_break_is_read_first():
    async def reset(reader, writer):
        import struct

        writer.write(b"half")
        await writer.drain()
        await asyncio.sleep(0.05)
        raw = writer.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()

    async with connected(reset) as stream:
        assert await stream.read(100, 1.0) == b"half"
        with pytest.raises(httpcore.ReadError):
            await stream.read(100, 1.0)
        with pytest.raises(httpcore.WriteError):
            await stream.write(b"more", 1.0)


async def test_who_sends_faster_than_is_read_has_to_wait(monkeypatch):
    monkeypatch.setattr(connections, "MOST", 10_000)
    much = bytes(range(256)) * 40_000  # more than the buffers of both systems

    async def flood(reader, writer):
        writer.write(much)
        await writer.drain()
        writer.close()

    async with connected(flood) as stream:
        await asyncio.sleep(0.1)
        held = len(stream._arrived)
        assert 10_000 <= held < 1_000_000
        got = bytearray()
        while piece := await stream.read(8192, 1.0):
            got += piece
            assert len(stream._arrived) < 1_000_000
        assert got == much


async def test_an_end_that_the_loop_has_not_seen_yet_is_told():
    with socket.create_server(("127.0.0.1", 0)) as server:
        stream = await connect("127.0.0.1", server.getsockname()[1], 1.0)
        peer, _ = server.accept()
        assert not stream.get_extra_info("is_readable")
        peer.close()
        assert stream.get_extra_info("is_readable"), "a pool would ask an answer of it"
        await stream.aclose()
        await asyncio.sleep(0.01)
        assert stream.get_extra_info("is_readable")


async def test_nobody_is_there():
    server = await asyncio.start_server(silence, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()
    with pytest.raises(httpcore.ConnectError) as told:
        await connect("127.0.0.1", port, 1.0)
    assert isinstance(told.value.__cause__, ConnectionRefusedError)


async def test_tls_with_whom_it_should_be_and_nobody_else():
    authority, server = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("news.example").configure_cert(server)
    client = ssl.create_default_context()
    authority.configure_trust(client)

    async def greet(reader, writer):
        writer.write(await reader.readexactly(3))
        await silence(reader, writer)

    async with connected(greet, ssl=server) as stream:
        secured = await stream.start_tls(client, "news.example", 5.0)
        assert secured.get_extra_info("ssl_object").version().startswith("TLS")
        await secured.write(b"abc")
        assert await secured.read(10, 1.0) == b"abc"
    async with connected(greet, ssl=server) as stream:
        with pytest.raises(httpcore.ConnectError) as told:
            await stream.start_tls(client, "other.example", 5.0)
        assert isinstance(told.value.__cause__, ssl.SSLCertVerificationError)


async def test_tls_with_somebody_who_speaks_it_not():
    async def rude(reader, writer):
        writer.write(b"220 mail.example\r\n")
        await silence(reader, writer)

    async with connected(rude) as stream:
        with pytest.raises(httpcore.ConnectError):
            await stream.start_tls(ssl.create_default_context(), "news.example", 5.0)
    async with connected(silence) as stream:
        with pytest.raises(httpcore.ConnectTimeout):
            await stream.start_tls(ssl.create_default_context(), "news.example", 0.05)


async def test_an_end_while_tls_begins():
    async def leave(reader, writer):
        writer.transport.abort()

    async with connected(leave) as stream:
        await asyncio.sleep(0.05)
        with pytest.raises(httpcore.ConnectError):
            await stream.start_tls(ssl.create_default_context(), "news.example", 1.0)
