import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from reader.sources.feed.xml_repair import DEPTH, PREFIXES, repair_xml

NAMESPACES = {"media": "http://search.yahoo.com/mrss/"}
PIECES = [
    "<", ">", "</", "/>", "<rss>", "</rss>", "<item>", "</item>", "<title>", "</title>", "<link>", "<a",
    "<link href='x'>", " b='", '"', "'", "<![CDATA[", "]]>", "<!--", "-->", "<?", "?>", "&", "&nbsp;",
    "&#27;", "&#xd800;", "&lt;", "نص", "x", "<media:x y:z='1'>", "xmlns='u:1'", "xmlns:m='u:2'",
    "xmlns:xml='x'", "<m:a xmlns:m=''>", "xml:id='1'", "\ufffe", "\0", "<content type='xhtml'>", "<author>",
    "<name>", "<عاجل>", "<a:b:c>", "<A:item>", "\ud800",
]  # fmt: skip


def parsed(text):
    return etree.fromstring(repair_xml(text, NAMESPACES).encode(), etree.XMLParser(resolve_entities=False))


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.text(max_size=30))
@example("<rss><a x:b='1' y:b='1' xmlns:x='u:1' xmlns:y='u:2'/>", "")
def test_repaired_xml_is_well_formed(pieces, text):
    parsed(f"<rss>{pieces}{text}")
    parsed(f"{text}{pieces}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<rss><a>x &amp; y</a></rss>", "<rss><a>x &amp; y</a></rss>"),
        ("<rss><a>x & y</a></rss>", "<rss><a>x &amp; y</a></rss>"),
        ("<rss><a>&eacute;</a>", "<rss><a>é</a></rss>"),
        ("<rss><a><b>x</a></rss>", "<rss><a><b>x</b></a></rss>"),
        ("<rss></b><a/></rss>", "<rss><a></a></rss>"),
        ("<rss v=2.0 w='a\"b'/>", '<rss v="2.0" w="a&quot;b"></rss>'),
        ("<rss><title>a <b>c</title></rss>", "<rss><title>a &lt;b&gt;c</title></rss>"),
        ("<rss><title>a <عاجل>c</title></rss>", "<rss><title>a c</title></rss>"),
        (
            "<rss><title><![CDATA[a]]> b<![CDATA[<c>]]></title></rss>",
            "<rss><title>a b&lt;c&gt;</title></rss>",
        ),
        (
            "<rss><item><title>a<link>b</item><item/>",
            "<rss><item><title>a</title><link>b</link></item><item></item></rss>",
        ),
        ("<rss><item><a><item>", "<rss><item><a></a></item><item></item></rss>"),
        ("<rss><link href='x'><a/></rss>", '<rss><link href="x"></link><a></a></rss>'),
        ("<rss><guid>http://x.exam", "<rss><guid></guid></rss>"),
        ("<rss><title>cut", "<rss><title>cut</title></rss>"),
        ("<rss><!-- <a> --><b/><!-- never ends <c/>", "<rss><b></b> never ends <c></c></rss>"),
        ("<rss><author><name>x</name></author>", "<rss><author><name>x</name></author></rss>"),
        ("<rss><author>x</author>", "<rss><author>x</author></rss>"),
        ("<rss><media:x/>", '<rss xmlns:media="http://search.yahoo.com/mrss/"><media:x></media:x></rss>'),
        ("<rss><foo:x/>", '<rss xmlns:foo="urn:prefix:foo"><foo:x></foo:x></rss>'),
        ("", "<nothing></nothing>"),
    ],
)
def test_repaired_xml_keeps_the_meaning(text, expected):
    assert repair_xml(text, NAMESPACES).replace("&#x27;", "'") == expected


def test_repair_of_large_feeds_is_bounded():
    assert repair_xml("<rss>" + "<a>" * 1_000, NAMESPACES).count("<a>") == DEPTH
    assert (
        repair_xml("<rss>" + "".join(f"<p{n}:a/>" for n in range(1_000)), NAMESPACES).count("xmlns:")
        == PREFIXES
    )


@pytest.mark.parametrize(
    "piece", [piece for piece in PIECES if piece.startswith("<")] + ["<title>]]>", '<a b="<', "&"]
)
def test_time_is_linear(piece):
    start = time.process_time()
    repair_xml("<rss>" + piece * (200_000 // len(piece)), NAMESPACES)
    assert time.process_time() - start < 5  # a quadratic way takes minutes
