# ruff: noqa: E501  tables of attacks are not folded
"""Attacks as they would be written: into a headline, a page, a header, a list of feeds."""

import json
from html import escape

from newsroom import Reply

SEQUENCES = {
    "OSC 0": "\x1b]0;pwned\x07",
    "OSC 7": "\x1b]7;file:///pwned\x1b\\",
    "OSC 8": "\x1b]8;;http://pwned.example/\x1b\\",
    "OSC 9": "\x1b]9;pwned\x07",
    "OSC 52": "\x1b]52;c;pwned\x07",
    "OSC 777": "\x1b]777;notify;pwned;pwned\x07",
    "OSC 1337": "\x1b]1337;File=name=pwned:AAAA\x07",
    "OSC unterminated": "\x1b]0;pwned",
    "DCS": "\x1bP$qpwned\x1b\\",
    "DCS unterminated": "\x1bP+qpwned",
    "APC": "\x1b_Gpwned\x1b\\",
    "PM": "\x1b^pwned\x1b\\",
    "SOS": "\x1bXpwned\x1b\\",
    "CSI": "\x1b[6667;6667H\x1b[2J\x1b[6667m",
    "CSI unterminated": "\x1b[6667",
    "mouse and paste": "\x1b[?1000h\x1b[?2004l\x1b[?1049l",
    "report": "\x1b[21t\x1b[6n\x1b[c",
    "spliced": "\x1b\x1b]\x1b]0;pwned\x07]0;pwned\x07\x1b\x1b[[6667m",
    "C1 CSI": "\x9b6667m",
    "C1 OSC": "\x9d0;pwned\x9c",
    "C1 DCS": "\x90pwned\x9c",
    "C1 APC": "\x9fpwned\x9c",
    "C1 others": "\x84\x85\x8d\x8e\x8f\x98pwned\x9c",
    "C0": "\x00\x01\x05\x07\x08\x0b\x0c\x0d\x0e\x0f\x11\x13\x18\x1a\x1b\x1c\x7f",
    "overwrite": "pwned\rok\b\b\bno",
    "overrides": "\u202eextra\u202d \u2066\u2067\u2068\u202a\u202b",
    "separators": "\u2028\u2029\x85",
    "invisible": "\u200b\ufeff\u00ad\U000e0001\U000e0070\ufff9",
    "noncharacters": "\ufffe\uffff\ufdd0",
    "markup": "[/] [@click=app.quit]x[/] [red]r[/red] [link=http://pwned.example/]y[/link] [$error]",
}
EVERY = "خبر " + "".join(SEQUENCES.values()) + " آخر"
"""All of them in one text."""


def references(text):
    """The same in numeric references, as an escape comes through HTML."""
    return "".join(f"&#{ord(char)};" if not char.isalnum() else char for char in text)


def twice(text):
    """The same in references that are themselves escaped."""
    return references(text).replace("&", "&amp;")


def hexadecimal(text):
    """The same in hexadecimal references without their semicolons."""
    return "".join(f"&#x{ord(char):04x}" if not char.isalnum() else char for char in text)


WAYS = {"raw": escape, "references": references, "twice": twice, "hexadecimal": hexadecimal}
"""How a text is put into markup."""


def rss(url, way, text=EVERY):
    """A feed that attacks in every element there is."""
    put = WAYS[way]
    said = put(text)
    return f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>{said}</title><description>{said}</description><link>{url}/{said}</link><language>{said}</language>
<item><title>{way} {said}</title><link>{url}/page/{way}?{said}</link><guid>{way}-{said}</guid>
<description>{said} &lt;img src='{url}/images/1.png' alt='{said}'&gt; {put(said)}</description>
<content:encoded><![CDATA[<p>{said}</p><a href="{url}/{said}">{said}</a><img src="x" alt="{said}" title="{said}">
<blockquote>{said}</blockquote><h2>{said}</h2><pre>{said}</pre>]]></content:encoded>
<category>{said}</category><dc:creator>{said}</dc:creator><author>{said}</author><pubDate>{said}</pubDate>
<enclosure url="{url}/{said}" type="{said}" length="{said}"/><media:content url="{url}/{said}"/></item>
<item><title>plain {way}</title><link>{url}/page/{way}-2</link><guid>{way}2</guid></item>
</channel></rss>""".encode("utf-8", "surrogatepass")


def json_feed(url, text=EVERY):
    """The same as JSON, where an escape can be spelt out."""
    return json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": text,
            "description": text,
            "home_page_url": f"{url}/{text}",
            "language": text,
            "authors": [{"name": text, "url": text}],
            "items": [
                {
                    "id": text,
                    "title": f"json {text}",
                    "url": f"{url}/page/json?{text}",
                    "summary": text,
                    "content_text": text,
                    "content_html": f"<p>{text}<img src='/x' alt='{text}'>",
                    "tags": [text],
                    "image": f"{url}/{text}",
                    "authors": [{"name": text}],
                    "date_published": text,
                    "attachments": [{"url": f"{url}/{text}", "mime_type": text}],
                },
                {"id": "2", "title": "surrogates \ud800\udc00\udfff", "content_text": "\udcff"},
            ],
        }
    ).encode()


def page(way, text=EVERY):
    """An article that attacks in every element the extractor reads."""
    said = WAYS[way](text)
    body = "".join(f"<p>{said} {'كلمات كثيرة في هذا الخبر. ' * 8}</p>" for _ in range(4))
    data = json.dumps(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": text,
            "author": {"@type": "Person", "name": text},
            "articleSection": text,
            "datePublished": text,
        }
    )
    return f"""<!DOCTYPE html><html lang="{said}"><head><meta charset="utf-8"><title>{said}</title>
<meta property="og:title" content="{said}"><meta property="og:site_name" content="{said}">
<meta name="author" content="{said}"><meta property="article:section" content="{said}">
<meta property="og:image" content="javascript:pwned"><script type="application/ld+json">{data}</script></head>
<body><article><h1>{said}</h1><div class="byline">{said}</div>{body}
<figure><img src="/images/1.png" alt="{said}" title="{said}"><figcaption>{said}</figcaption></figure>
<ul><li>{said}</li></ul><p><a href="javascript:pwned()">{said}</a> <a href="file:///etc/passwd">file</a>
<a href="data:text/html,pwned">data</a> <a href="http://pwned.example/{said}">https://bank.example/</a>
<a href="http://xn--80ak6aa92e.com/">apple.com</a> <a href="http://аррӏе.com/">apple</a></p>
<iframe src="https://www.youtube.com/embed/{said}" title="{said}"></iframe><code>{said}</code></article></body></html>
""".encode("utf-8", "surrogatepass")  # fmt: skip


def opml(url, text=EVERY):
    """A list of feeds somebody hands over."""
    said = escape(text.replace("\x00", "")).replace("\x1b", "&#27;")
    return f"""<?xml version="1.0"?><opml version="2.0"><head><title>{said}</title></head><body>
<outline text="{said}" title="{said}"><outline type="rss" text="{said}" title="{said}" description="{said}"
 xmlUrl="{url}/raw.xml" htmlUrl="{url}/{said}" language="{said}" exec="touch pwned" filtercmd="touch pwned"/>
<outline text="{said}" xmlUrl="exec:touch pwned"/><outline text="{said}" xmlUrl="|touch pwned"/>
<outline text="{said}" xmlUrl="filter:touch pwned:http://x.example/"/><outline text="f" xmlUrl="file:///etc/passwd"/>
<outline text="j" xmlUrl="javascript:pwned"/></outline></body></opml>""".encode("utf-8", "surrogatepass")


def answer(reason, *headers, status=200, body=b""):
    """A raw HTTP answer whose very first line attacks."""

    async def write(_request, writer):
        head = f"HTTP/1.1 {status} {reason}\r\n" + "".join(f"{each}\r\n" for each in headers)
        writer.write(head.encode("utf-8", "replace") + b"Connection: close\r\n\r\n" + body)

    return write


class News:
    """A newsroom on loopback that attacks, and the configuration that follows it."""

    def __init__(self, newsroom, config):
        self.newsroom, self.url, self._config = newsroom, newsroom.url, config
        for way in WAYS:
            newsroom.add(f"/{way}.xml", Reply(rss(self.url, way), type="application/xml"))
            newsroom.add(f"/page/{way}", Reply(page(way)))
            newsroom.add(f"/page/{way}-2", Reply(page(way)))
        newsroom.add("/feed.json", Reply(json_feed(self.url), type="application/json"))
        newsroom.add("/page/json", Reply(page("raw")))
        inert = EVERY.replace("\r", "").replace("\n", "")
        newsroom.add("/reason", answer(inert, status=418))
        newsroom.add(
            "/header", answer("OK", f"Content-Type: {inert}", f"ETag: {inert}", body=b"\x1b]0;pwned\x07")
        )
        newsroom.add("/moved", answer(inert, f"Location: http://{inert}/", status=301))
        newsroom.add("/scheme", answer("Found", "Location: pwned\x1b]0;pwned\x07:x", status=302))
        newsroom.add("/body", answer("No", status=503, body=EVERY.encode()))

    def follow(self, *paths, name=""):
        """Follow these paths, each under a name that attacks too."""
        tables = [
            f"[[source]]\nid = {json.dumps(path.strip('/').replace('.', '-'))}\n"
            f"name = {json.dumps(name or path)}\nfeed = {json.dumps(self.url + path)}\n"
            for path in paths
        ]
        return self._config("\n".join(tables))
