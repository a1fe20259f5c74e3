"""HTTP as servers speak it is read as browsers and curl read it; curl is asked where it is installed."""

import asyncio
import gzip
import shutil
import zlib

import httpcore
import pytest

from reader.model import Source
from reader.sources import FetchError
from reader.sources.http.client import Client
from reader.sources.http.tolerant_stream import TolerantStream

BODY = "<rss><channel><title>خبر</title></channel></rss>".encode()
OK = b"HTTP/1.1 200 OK\r\n"
LENGTH = b"Content-Length: %d\r\n" % len(BODY)


def chunk(data, end=b"\r\n"):
    return b"%x%b%b%b" % (len(data), end, data, end)


RESPONSES = {
    "blank before a colon": OK + b"X-Powered-By : PHP/5\r\n" + LENGTH + b"\r\n" + BODY,
    "slash in a name": OK + b"cache/x.php: y\r\n" + LENGTH + b"\r\n" + BODY,
    "namespace in a name": OK + b"{http://x}y: z\r\n" + LENGTH + b"\r\n" + BODY,
    "line without a colon": OK + b"PHP Warning\r\n" + LENGTH + b"\r\n" + BODY,
    "name of nothing": OK + b": empty\r\n" + LENGTH + b"\r\n" + BODY,
    "folded header": OK + b"X-Long: a\r\n\tb\r\n" + LENGTH + b"\r\n" + BODY,
    "control in a value": OK + b"X-Odd: a\x01b\r\n" + LENGTH + b"\r\n" + BODY,
    "transfer encoding identity": OK + b"Transfer-Encoding: identity\r\n" + LENGTH + b"\r\n" + BODY,
    "bare line feeds": (OK + LENGTH).replace(b"\r", b"") + b"\n" + BODY,
    "no reason": b"HTTP/1.1 200\r\n" + LENGTH + b"\r\n" + BODY,
    "reason in UTF-8": "HTTP/1.1 200 حسناً\r\n".encode() + LENGTH + b"\r\n" + BODY,
    "length twice": OK + LENGTH + LENGTH + b"\r\n" + BODY,
    "no length": OK + b"\r\n" + BODY,
    "informational before": b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + OK + LENGTH + b"\r\n" + BODY,
    "chunks": OK + b"Transfer-Encoding: chunked\r\n\r\n" + chunk(BODY[:9]) + chunk(BODY[9:]) + b"0\r\n\r\n",
    "chunks with extensions": OK
    + b"Transfer-Encoding: chunked\r\n\r\n"
    + b"%x ;a=b\r\n%b\r\n0;c\r\n\r\n" % (len(BODY), BODY),
    "chunks with bare line feeds": OK + b"Transfer-Encoding: chunked\r\n\r\n" + chunk(BODY, b"\n") + b"0\n\n",
    "chunks with blanks behind the size": OK
    + b"Transfer-Encoding: Chunked\r\n\r\n"
    + b"%x   \r\n%b\r\n0\r\n\r\n" % (len(BODY), BODY),
    "chunks with a trailer": OK + b"Transfer-Encoding: chunked\r\n\r\n" + chunk(BODY) + b"0\r\nX: y\r\n\r\n",
    "chunks and a length": OK
    + b"Transfer-Encoding: chunked\r\n"
    + LENGTH
    + b"\r\n"
    + chunk(BODY)
    + b"0\r\n\r\n",
    "unknown content encoding": OK + b"Content-Encoding: aws-chunked\r\n" + LENGTH + b"\r\n" + BODY,
    "content encoding none": OK + b"Content-Encoding: none\r\n" + LENGTH + b"\r\n" + BODY,
    "content encoding of a charset": OK + b"Content-Encoding: UTF-8\r\n" + LENGTH + b"\r\n" + BODY,
    "content encoding in capitals": OK + b"Content-Encoding: GZIP\r\n\r\n" + gzip.compress(BODY),
    "gzip without its trailer": OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(BODY)[:-8],
    "status in small letters": b"http/1.1 200 ok\r\n" + LENGTH + b"\r\n" + BODY,
    "blanks before the status": b"\r\n " + OK + LENGTH + b"\r\n" + BODY,
    "brotli that is none": OK + b"Content-Encoding: br\r\n" + LENGTH + b"\r\n" + BODY,
    "zstd that is none": OK + b"Content-Encoding: zstd\r\n" + LENGTH + b"\r\n" + BODY,
    "deflate that is gzip": OK + b"Content-Encoding: deflate\r\n\r\n" + gzip.compress(BODY),
    "gzip that is deflate": OK + b"Content-Encoding: gzip\r\n\r\n" + zlib.compress(BODY),
    "length with words": OK + b"Content-Length: %d bytes\r\n\r\n" % len(BODY) + BODY,
    "transfer encoding in quotes": OK + b'Transfer-Encoding: "chunked"\r\n\r\n' + chunk(BODY) + b"0\r\n\r\n",
    "deflate without its wrapper": OK + b"Content-Encoding: deflate\r\n\r\n" + zlib.compress(BODY)[2:-4],
}
NOT_BY_CURL = {
    "line without a colon",
    "name of nothing",
    "unknown content encoding",
    "content encoding none",
    "content encoding of a charset",
    "blanks before the status",
    "brotli that is none",
    "zstd that is none",
    "deflate that is gzip",
    "transfer encoding in quotes",
}
"""What browsers read and curl, asked for compressed content, does not."""
CUT = {
    "length": OK + LENGTH + b"\r\n" + BODY[:-9],
    "chunk": OK + b"Transfer-Encoding: chunked\r\n\r\n" + chunk(BODY)[:-11],
    "chunks after the first": OK + b"Transfer-Encoding: chunked\r\n\r\n" + chunk(BODY[:-9]),
    "chunk with a size that is none": OK
    + b"Transfer-Encoding: chunked\r\n\r\n"
    + chunk(BODY[:-9])
    + b"zz\r\n</rss>\r\n",
    "gzip": OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(BODY, 0)[:-17],
    "deflate": OK + b"Content-Encoding: deflate\r\n\r\n" + zlib.compress(BODY, 0)[:-13],
    "gzip in chunks": OK
    + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
    + chunk(gzip.compress(BODY, 0)[:-17]),
}
"""Answers that end nine bytes early. Browsers show what came, and so does curl before it says that."""
ENDED = {
    "last chunk missing": OK + b"Transfer-Encoding: chunked\r\n\r\n" + chunk(BODY),
    "longer length": OK + b"Content-Length: 500\r\n\r\n" + BODY,
    "status of no meaning": b"HTTP/1.1 999 Odd\r\n" + LENGTH + b"\r\n" + BODY,
}
"""Answers whose document is all there."""
REFUSED = {
    "no HTTP": b"SSH-2.0-OpenSSH\r\n",
    "body that never came": OK + b"Content-Length: 500\r\n\r\n",
    "gzip that never came": OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(BODY)[:8],
    "lengths that differ": OK + LENGTH + b"Content-Length: 3\r\n\r\n" + BODY,
    "nothing": b"",
    "informational without end": b"HTTP/1.1 100 Continue\r\n\r\n" * 5_000,
    "head without end": OK + b"X: " + b"a" * 200_000,
}


class Server:
    """Answers every request with the same bytes, in pieces of a size."""

    def __init__(self, response, piece=1 << 20):
        self.response, self.piece, self.requests = response, piece, []

    async def __aenter__(self):
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/"
        return self

    async def __aexit__(self, *_):
        self._server.close()

    async def _serve(self, reader, writer):
        request = await reader.readuntil(b"\r\n\r\n")
        self.requests.append(request)
        response = self.response(request) if callable(self.response) else self.response
        for at in range(0, len(response), self.piece):
            writer.write(response[at : at + self.piece])
            await writer.drain()
            if self.piece < 100:
                await asyncio.sleep(0)
        writer.close()


@pytest.fixture
async def client():
    async with Client(connect=2, read=2, total=4) as client:
        yield client


@pytest.mark.parametrize("piece", [1 << 20, 3], ids=["at once", "in pieces"])
@pytest.mark.parametrize("name", RESPONSES)
async def test_response_of_each_kind_is_read(client, name, piece):
    async with Server(RESPONSES[name], piece) as server:
        got = await client.get(server.url, user_added=True)
    assert got.body == BODY


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.parametrize("name", [name for name in RESPONSES if name not in NOT_BY_CURL])
async def test_curl_reads_the_same(name):
    async with Server(RESPONSES[name]) as server:
        process = await asyncio.create_subprocess_exec(
            "curl", "-s", "--compressed", "--noproxy", "*", server.url, stdout=asyncio.subprocess.PIPE
        )
        assert (await process.communicate())[0] == BODY


@pytest.mark.parametrize("name", CUT)
async def test_response_cut_short_gives_what_came(client, name):
    tagged = CUT[name].replace(OK, OK + b'ETag: "1"\r\n')
    async with Server(tagged) as server:
        got = await client.get(server.url, user_added=True)
    assert (got.body, got.whole) == (BODY[:-9], False)
    assert not got.etag, "an answer «not changed» would leave it cut for ever"


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.parametrize("name", [name for name in CUT if "none" not in name])
async def test_curl_gives_the_same_of_a_cut_response(name):
    async with Server(CUT[name]) as server:
        process = await asyncio.create_subprocess_exec(
            "curl", "-s", "--compressed", "--noproxy", "*", server.url, stdout=asyncio.subprocess.PIPE
        )
        assert (await process.communicate())[0] == BODY[:-9]


@pytest.mark.parametrize("name", ENDED)
async def test_response_with_a_whole_document_is_whole(client, name):
    async with Server(ENDED[name]) as server:
        got = await client.get(server.url, user_added=True)
    assert (got.body, got.whole) == (BODY, True)


async def test_page_under_a_status_of_no_meaning_is_an_error(client):
    async with Server(b"HTTP/1.1 999 Request denied\r\n\r\n<html><body>no") as server:
        with pytest.raises(FetchError, match="999"):
            await client.get(server.url, user_added=True)


@pytest.mark.parametrize("name", REFUSED)
async def test_response_that_is_not_whole_raises(client, name):
    async with Server(REFUSED[name]) as server:
        with pytest.raises(FetchError):
            await client.get(server.url, user_added=True)


async def test_redirect_to_itself_with_a_cookie_is_followed_once(client):
    def answer(request):
        if b"cookie: seen=1" in request.lower():
            return OK + LENGTH + b"\r\n" + BODY
        return b"HTTP/1.1 302 R\r\nContent-Length: 0\r\nSet-Cookie: seen=1; path=/\r\nLocation: /\r\n\r\n"

    async with Server(answer) as server:
        assert (await client.get(server.url, user_added=True)).body == BODY
        assert len(server.requests) == 2
        await client.get(server.url, user_added=True)
        assert b"cookie" not in server.requests[2].lower(), "kept without being asked to"
        mine = Source("x", "x", feed=server.url, cookies=True, user_added=True)
        await client.get(server.url, source=mine)
        await client.get(server.url, source=mine)
        assert b"seen=1" in server.requests[-1]


@pytest.mark.parametrize(
    ("location", "path"),
    [
        (b"/a b", b"/a%20b"),
        ("/خبر".encode(), b"/%D8%AE%D8%A8%D8%B1"),
        (b"\\t", b"/t"),
        (b"?x=1", b"/?x=1"),
        (b"/t#a", b"/t"),
        (b"../t", b"/t"),
        (b'"/t"', b"/t"),
        (b"'/t?x=1' ", b"/t?x=1"),
        (b"</t>", b"/t"),
    ],
)
async def test_redirect_leads_where_browsers_go(client, location, path):
    def answer(request):
        if request.startswith(b"GET / "):
            return b"HTTP/1.1 302 R\r\nContent-Length: 0\r\nLocation: " + location + b"\r\n\r\n"
        return OK + LENGTH + b"\r\n" + BODY

    async with Server(answer) as server:
        assert (await client.get(server.url, user_added=True)).body == BODY
        assert server.requests[-1].split()[1] == path


async def test_choice_of_several_with_a_location_is_a_redirect(client):
    def answer(request):
        if request.startswith(b"GET / "):
            return b"HTTP/1.1 300 Multiple Choices\r\nContent-Length: 0\r\nLocation: /t\r\n\r\n"
        return OK + LENGTH + b"\r\n" + BODY

    async with Server(answer) as server:
        assert (await client.get(server.url, user_added=True)).body == BODY


async def test_redirect_to_itself_without_end_is_an_error(client):
    count = iter(range(1_000))

    def answer(_):
        return b"HTTP/1.1 302 R\r\nContent-Length: 0\r\nSet-Cookie: n=%d\r\nLocation: /\r\n\r\n" % next(count)

    async with Server(answer) as server:
        with pytest.raises(FetchError, match="end"):
            await client.get(server.url, user_added=True)
        assert len(server.requests) <= 11


@pytest.mark.parametrize("status", [b"429", b"503"])
@pytest.mark.parametrize("header", [b"", b"Retry-After: 0\r\n", b"Retry-After: soon\r\n"])
async def test_server_that_names_no_time_may_be_asked_again(client, status, header):
    async with Server(b"HTTP/1.1 " + status + b" Busy\r\n" + header + b"Content-Length: 0\r\n\r\n") as server:
        for _ in range(2):
            with pytest.raises(FetchError):
                await client.get(server.url, user_added=True)
        assert len(server.requests) == 2
    async with Server(
        b"HTTP/1.1 " + status + b" Busy\r\nRetry-After: 60\r\nContent-Length: 0\r\n\r\n"
    ) as server:
        for _ in range(2):
            with pytest.raises(FetchError):
                await client.get(server.url, user_added=True)
        assert len(server.requests) == 1, "the server's word is obeyed"


async def test_connection_is_used_again_after_odd_chunks(client):
    async def serve(reader, writer):
        connections.append(writer)
        while await reader.readuntil(b"\r\n\r\n"):
            writer.write(RESPONSES["chunks with bare line feeds"])

    connections = []
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    for _ in range(3):
        assert (await client.get(url, user_added=True)).body == BODY
    assert len(connections) == 1
    server.close()


async def test_charset_of_a_redirect_is_not_that_of_its_target(client):  # newsboat 2251
    def answer(request):
        if request.startswith(b"GET / "):
            head = b"HTTP/1.1 301 M\r\nContent-Type: text/xml; charset=big5\r\n"
            return head + b"Location: /t\r\nContent-Length: 0\r\n\r\n"
        return OK + b"Content-Type: application/xml\r\n" + LENGTH + b"\r\n" + BODY

    async with Server(answer) as server:
        assert (await client.get(server.url, user_added=True)).content_type == "application/xml"


async def test_validator_renewed_by_an_answer_without_a_body_is_the_next_one(client):  # newsboat 3340
    def answer(request):
        if b'"a"' in request:
            return b'HTTP/1.1 304 N\r\nETag: "b"\r\n\r\n'
        return OK + b'ETag: "a"\r\n' + LENGTH + b"\r\n" + BODY

    async with Server(answer) as server:
        first = await client.get(server.url, user_added=True)
        second = await client.get(server.url, user_added=True, etag=first.etag)
        assert (second.status, second.etag) == (304, '"b"')
        assert len(server.requests) == 2, "a 304 is not asked again (newsboat 2732)"


async def test_body_of_one_byte_a_chunk_is_given_in_few_pieces(client):
    """Else the event loop is held for a second by every 64 KiB."""
    body = BODY * 1_000
    chunks = b"".join(chunk(body[at : at + 1]) for at in range(len(body))) + b"0\r\n\r\n"
    answer = OK + b"Transfer-Encoding: chunked\r\n\r\n" + chunks
    stream = TolerantStream(httpcore.AsyncMockStream([answer]))
    await stream.write(b"GET / HTTP/1.1\r\n\r\n")
    assert (await stream.read(65_536)).count(b"\r\n") < 20
    async with Server(answer, 65_536) as server:
        assert (await client.get(server.url, user_added=True)).body == body
