"""Inputs for every door of the program, made by a grammar of what may come through it.

Unlike damaged copies they are well-formed for the most part, so that they get past the first check.
Each generator takes a `random.Random` and returns one input.
"""

import html
import io
import json
import random

ARABIC = (
    "خبر",
    "عاجل",
    "بغداد",
    "قال الوزير",
    "اقرأ أيضاً",
    "جميع الحقوق محفوظة",
    "التعليقات",
    "٢٠ آب ٢٠٢٠",
    "سَلامٌ",
    "می‌خواهم",
    "שלום",
)
LATIN = (
    "news",
    "read more",
    "the",
    "100%",
    "2020-08-20",
    "20 Aug 2020 21:20 GMT",
    "13:39",
    "cookies",
    "we use cookies",
    "©",
    "subscribe to read",
)
NASTY = (
    "\x1b]0;x\x07", "\x9b31m", "\u202e", "\u2066", "\u200d", "\0", "\ufeff", "\ud800", "]]>", "<!--", "-->", "&#27;", "&amp;amp;", "{{", "${x}",
    "9" * 30, "-1", "1e999", "0x7f", "٩" * 12, "..", "%00", "%2e%2e/", "a" * 300, " " * 300, "\n\n", "\u0301" * 40, "🧑‍🚒", "'", '"', "\\",
)  # fmt: skip
ADDRESSES = (
    "https://x.example/news/12345", "/a/b", "#comments", "?page=2", "//x.example/", "javascript:alert(1)", "file:///etc/passwd", "data:text/html,x",
    "http://127.0.0.1:9/", "http://[::1]/", "http://x.example:99999/", "http://خبر.example/خبر", "https://x.example/%D8%AE\u202e", "mailto:a@b", "",
    "https://www.youtube.com/embed/abcdefgh", "https://twitter.com/a/status/1", "https://x.example/1.jpg", "http://", "tg://x", "http://user:pw@x.example/",
)  # fmt: skip
DATES = (
    "Thu, 20 Aug 2020 21:20:00 +0300", "2020-08-20T21:20:00Z", "20/08/2020", "٢٠ آب ٢٠٢٠", "قبل ساعتين", "أمس", "1398/05/29", "1 محرم 1442", "1597947600", "0",
    "99999999999999", "2020-13-45", "Mon, 00 Foo 0000 99:99:99 +9999", "20 آب", "13:39", "אתמול", "دیروز", "-1", "9999-12-31T23:59:59-23:59", "0001-01-01",
)  # fmt: skip


def text(chance: random.Random, most: int = 6) -> str:
    """Return some words."""
    pools = (ARABIC, ARABIC, LATIN, LATIN, NASTY)
    return " ".join(chance.choice(chance.choice(pools)) for _ in range(chance.randint(0, most)))


def sentence(chance: random.Random) -> str:
    """Return enough words for a paragraph."""
    return " ".join(chance.choice(ARABIC + LATIN) for _ in range(chance.randint(8, 40))) + chance.choice(
        ".؟!:…"
    )


def value(chance: random.Random, depth: int = 0) -> object:
    """Return a value of JSON."""
    kind = chance.randrange(8 if depth < 4 else 6)
    if kind == 6:
        return [value(chance, depth + 1) for _ in range(chance.randrange(4))]
    if kind == 7:
        return {chance.choice(KEYS): value(chance, depth + 1) for _ in range(chance.randrange(5))}
    return (
        text(chance), chance.choice(DATES), chance.choice(ADDRESSES), chance.choice((None, True, False)),
        chance.choice((0, -1, 1, 10**12, 10**30, 1.5, float("inf"))), f"<p>{sentence(chance)}</p>",
    )[kind]  # fmt: skip


KEYS = (
    "@type", "@graph", "headline", "title", "name", "url", "datePublished", "author", "image", "articleBody", "content", "body", "blocks", "items", "data",
    "props", "children", "type", "text", "id", "date_published", "attachments", "version", "feed_url", "home_page_url", "content_html", "summary", "rendered",
)  # fmt: skip
_ELEMENTS = (
    "title link guid pubDate dc:date description content:encoded category author dc:creator enclosure media:content media:thumbnail updated published"
    " id summary content source media:group itunes:image comments"
).split()


def feed(chance: random.Random) -> bytes:
    """Return a feed: RSS, RDF, Atom or JSON."""
    if chance.random() < 0.2:
        items = [value(chance) for _ in range(chance.randrange(5))]
        return json.dumps(
            {"version": "https://jsonfeed.org/version/1.1", "title": text(chance), "items": items}
        ).encode()
    item, root = chance.choice((("item", "rss"), ("entry", "feed"), ("item", "rdf:RDF")))

    def element(depth: int = 0) -> str:
        name = chance.choice(_ELEMENTS)
        attributes = "".join(
            f' {key}="{html.escape(chance.choice(ADDRESSES + DATES + NASTY), quote=True)}"'
            for key in chance.sample(
                ("href", "url", "type", "rel", "isPermaLink", "xml:base", "term", "length", "xml:lang"),
                chance.randrange(4),
            )
        )
        inner = (
            chance.choice((text, sentence))(chance)
            if depth > 2 or chance.random() < 0.8
            else element(depth + 1)
        )
        inner = chance.choice(
            (
                inner,
                html.escape(inner),
                f"<![CDATA[{inner}]]>",
                chance.choice(DATES),
                chance.choice(ADDRESSES),
            )
        )
        return f"<{name}{attributes}>{inner}</{name}>"

    items = "".join(
        f"<{item}>{''.join(element() for _ in range(chance.randrange(9)))}</{item}>"
        for _ in range(chance.randrange(8))
    )
    head = "".join(element() for _ in range(chance.randrange(4)))
    declared = chance.choice(
        ("", "<?xml version='1.0' encoding='utf-8'?>", "<?xml version='1.0' encoding='windows-1256'?>")
    )
    spaces = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return (
        f"{declared}<{root} {chance.choice(('', spaces))}><channel>{head}{items}</channel></{root}>".encode(
            "utf-8", "replace"
        )
    )


_TAGS = (
    "div p section article span a h1 h2 h3 ul ol li table tr td blockquote figure figcaption img iframe video time b i br hr aside footer nav form main pre"
    " details amp-img noscript svg template button"
).split()
_CLASSES = (
    "relative", "overflow-hidden", "hidden", "md:block", "widget", "elementor-widget", "related-posts", "comments", "cookie-banner", "share-bar", "tag-iraq", "hentry",
    "content", "entry-content", "twitter-tweet", "caption", "sidebar", "sidebar-grid__content", "page-links", "live-post", "byline", "breadcrumb", "visually-hidden",
)  # fmt: skip


def page(chance: random.Random) -> bytes:
    """Return a page with an article, more or less."""
    count = 0

    def node(depth: int) -> str:
        nonlocal count
        count += 1
        if depth > 9 or count > 400:
            return sentence(chance)
        tag = chance.choice(_TAGS)
        attributes = ""
        if chance.random() < 0.6:
            attributes += f' class="{" ".join(chance.sample(_CLASSES, chance.randint(1, 3)))}"'
        for key in chance.sample(
            ("href", "src", "alt", "datetime", "style", "hidden", "rel", "itemprop", "width", "start"),
            chance.randrange(3),
        ):
            attributes += f' {key}="{html.escape(chance.choice(ADDRESSES + DATES + NASTY + ("next", "author", "1", "display:none")), quote=True)}"'
        inner = "".join(node(depth + 1) for _ in range(chance.randrange(4))) or chance.choice(
            (text, sentence)
        )(chance)
        return f"<{tag}{attributes}>{inner}" + (f"</{tag}>" if chance.random() < 0.9 else "")

    title = chance.choice((text(chance), "عنوان الخبر الذي في هذه الصفحة"))
    metas = "".join(
        f'<meta {key}="{name}" content="{html.escape(chance.choice((text(chance), *DATES, *ADDRESSES)), quote=True)}">'
        for key, name in chance.sample(
            (
                ("property", "og:title"),
                ("property", "article:published_time"),
                ("name", "author"),
                ("property", "og:image"),
                ("itemprop", "datePublished"),
            ),
            chance.randrange(4),
        )
    )
    data = (
        json.dumps(value(chance))
        if chance.random() < 0.5
        else json.dumps({"@type": "NewsArticle", "headline": title, "articleBody": sentence(chance)})
    )
    script = chance.choice((
        "", f'<script type="application/ld+json">{data}</script>', f'<script id="__NEXT_DATA__" type="application/json">{data}</script>',
        f'<script id="__NUXT_DATA__" type="application/json">[{data},{data},[1,2],{{"a":0}}]</script>', f"<script>window.__NUXT__={data};</script>",
        f"<script>self.__next_f.push({json.dumps([1, f'1:{data}' + chr(10) + f'2:[{chr(34)}$1{chr(34)}]' + chr(10)])})</script>",
        f"<script>window.__NUXT__=(function(a,b){{a.x=b;return {{t:a}}}}({data},1))</script>",
    ))  # fmt: skip
    return f"<html lang=ar><head><title>{title}</title>{metas}{script}</head><body>{''.join(node(0) for _ in range(chance.randint(1, 12)))}".encode(
        "utf-8", "replace"
    )


STATE_TITLE = "عنوان الخبر الذي في هذه الصفحة"
_STATE_KEYS = (
    "title headline headlines name content body articleBody html text blocks data model type children items root section author image url date publishedAt published_at"
    " createdAt credits description @type @graph mainEntity datePublished value caption src ops insert story-elements content_elements a b"
).split()


def state(chance: random.Random) -> bytes:
    """Return a page whose article is in data of a framework: JSON, devalue, Flight, JavaScript, JSON-LD."""
    numbers = ("1", "0", "-1", "1e999", "9" * 400, "-" + "9" * 400, "1772433000000", "9" * 30, "1.5", "NaN")
    kinds = (
        "paragraph",
        "heading",
        "image",
        "list",
        "quote",
        "listItem",
        "text",
        "timestamp",
        "headline",
        "x",
    )

    def scalar() -> str:
        return chance.choice((
            json.dumps(STATE_TITLE), json.dumps(STATE_TITLE), json.dumps(f"<p>{sentence(chance)}</p>"), json.dumps(text(chance)), json.dumps(chance.choice(kinds)),
            json.dumps(chance.choice(DATES)), json.dumps(chance.choice(ADDRESSES)), chance.choice(numbers), "true", "null",
            json.dumps(json.dumps([{"type": "paragraph", "text": sentence(chance)}])), json.dumps("&lt;p&gt;" + sentence(chance) + "&lt;/p&gt;"),
        ))  # fmt: skip

    def data(depth: int = 0) -> str:
        """Return JSON."""
        kind = chance.randrange(3) if depth < 5 else 0
        if kind == 1:
            return "[" + ",".join(data(depth + 1) for _ in range(chance.randrange(5))) + "]"
        if kind == 2:
            keys = chance.sample(_STATE_KEYS, chance.randrange(6))
            return "{" + ",".join(f'"{key}":{data(depth + 1)}' for key in keys) + "}"
        return scalar()

    def article() -> str:
        return f'{{"title":{json.dumps(STATE_TITLE)},"content":{data(2)},"{chance.choice(_STATE_KEYS)}":{data(1)},"date":{scalar()}}}'

    def parts() -> str:
        """Return parts that name each other by index: devalue and turbo-stream."""
        count = chance.randint(1, 40)

        def index() -> str:
            return str(
                chance.choice(
                    (chance.randrange(count), chance.randrange(count), -1, count, "true", -7, 10**20)
                )
            )

        def part() -> str:
            match chance.randrange(5):
                case 0:
                    return "[" + ",".join(index() for _ in range(chance.randrange(5))) + "]"
                case 1 | 2:
                    keys = chance.sample(
                        (*_STATE_KEYS, "_1", "_2", "_x", "_" + "9" * 30), chance.randrange(6)
                    )
                    return "{" + ",".join(f'"{key}":{index()}' for key in keys) + "}"
                case 3:
                    tag = chance.choice(
                        ("Date", "Set", "Map", "null", "S", "M", "N", "D", "BigInt", "Ref", "Temporal.x", "")
                    )
                    given = [chance.choice((index(), scalar(), "[[]]")) for _ in range(chance.randrange(4))]
                    return "[" + ",".join((json.dumps(tag), *given)) + "]"
            return scalar()

        return "[" + ",".join(part() for _ in range(count)) + "]"

    def flight() -> str:
        rows = []
        for _ in range(chance.randint(1, 12)):
            name, other = (f"{chance.randrange(12):x}" for _ in range(2))
            reference = json.dumps(
                chance.choice(
                    (
                        f"${other}",
                        f"$L{other}",
                        f"${other}:props:0:title",
                        f"${other}:{'9' * 30}",
                        "$",
                        "$$x",
                        "$D2026",
                        "$undefined",
                        "$@z",
                    )
                )
            )
            value = chance.choice(
                (
                    data(),
                    article(),
                    reference,
                    f'{{"title":{reference},"content":{reference}}}',
                    f"[{reference},{reference}]",
                )
            )
            long = sentence(chance)
            size = chance.choice((len(long.encode()), 0, 3, 10**6, 16**12))
            rows.append(
                chance.choice(
                    (
                        f"{name}:{value}\n",
                        f"{name}:{value}\n",
                        f"{name}:T{size:x},{long}",
                        f"{name}:I[1]\n",
                        f"{name}:",
                        "\n",
                        "zz:1\n",
                        f":{value}\n",
                    )
                )
            )
        return "".join(rows)

    def literal(depth: int = 0) -> str:
        """Return JavaScript: a literal, or a function called where it is written."""
        match chance.randrange(9) if depth < 5 else 0:
            case 1 | 2:
                keys = chance.sample(
                    (*(key for key in _STATE_KEYS if key.isidentifier()), "'q'", "5", "a"),
                    chance.randrange(5),
                )
                return (
                    "{"
                    + ",".join(
                        chance.choice((f"{key}:{literal(depth + 1)}", f"{key}:{literal(depth + 1)}", "b"))
                        for key in keys
                    )
                    + "}"
                )
            case 3:
                return (
                    "["
                    + chance.choice((",", ",,")).join(literal(depth + 1) for _ in range(chance.randrange(4)))
                    + "]"
                )
            case 4 | 5:
                body = "".join(
                    chance.choice(
                        (
                            f"a.title={literal(depth + 2)};",
                            f"a[{chance.choice(('0', 'b', '9' * 30, '-1'))}]={literal(depth + 2)};",
                            f"a.add({literal(depth + 2)});",
                            f"a.set({literal(depth + 2)},b),",
                            "b.x.y=a;",
                            "var c=1;",
                            "a=1;",
                        )
                    )
                    for _ in range(chance.randrange(3))
                )
                back = chance.choice(("[a,a]", "{t:a,b}", "b", literal(depth + 2), "a"))
                return f"(function(a,b){{{body}return {back}}}({literal(depth + 1)},{literal(depth + 1)}))"
            case 6:
                return chance.choice(
                    (
                        "new Map([[{0},{0}]])",
                        "new Set([{0}])",
                        "new Date({0})",
                        "Object.create(null,{{x:{{value:{0}}}}})",
                        "Object.assign({{}},{0})",
                        "void {0}",
                        "!{0}",
                    )
                ).format(literal(depth + 1))
        return chance.choice(
            (
                scalar(),
                "'" + sentence(chance).replace("'", "") + "'",
                "/a[/]b/g",
                "!0",
                ".5e3",
                "a",
                "b",
                "'\\u{110000}\\ud800\\x1b'",
                "undefined",
                "`x`",
                "-a",
            )
        )

    def island() -> str:
        def pair(depth: int = 0) -> str:
            kind = chance.choice((0, 0, 1, 1, 4, 5, 7, "true"))
            if depth > 3:
                return f"[0,{scalar()}]"
            inner = chance.choice(
                (
                    "[" + pair(depth + 1) + "]",
                    json.dumps("[" + pair(depth + 1) + "]"),
                    f'{{"title":{pair(depth + 1)},"content":{pair(depth + 1)}}}',
                    scalar(),
                    f"[[{pair(depth + 1)},{pair(depth + 1)}]]",
                )
            )
            return f"[{kind},{inner}]"

        return f'{{"post":{pair()},"title":{pair()}}}'

    def linked() -> str:
        given = chance.choice(
            (
                data(),
                article(),
                f'{{"@type":"NewsArticle","headline":{scalar()},"articleBody":{scalar()},"author":{data(3)},"image":{data(3)},"datePublished":{data(3)}}}',
            )
        )
        return chance.choice(
            (
                "{}",
                "{},",
                "<!--{}-->",
                "//<![CDATA[\n{}\n//]]>",
                "[{},]",
                "{};",
                '{{"@graph":[{}]}}',
                "\x01{}",
            )
        ).format(given)

    def script() -> str:
        given = chance.choice((data(), article(), article()))
        return chance.choice((
            lambda: f'<script id="__NEXT_DATA__" type="application/json">{given}</script>',
            lambda: f'<script type="application/json" id="__NUXT_DATA__">{parts()}</script>',
            lambda: f"<script>window.__NUXT__={literal()};</script>",
            lambda: f"<script>const data = [{literal()}];kit.start(a)</script>",
            lambda: f"<script>window.__remixContext = {given};</script>",
            lambda: f"<script>window.__INITIAL_STATE__=JSON.parse({json.dumps(given)});</script>",
            lambda: f"<script>streamController.enqueue({json.dumps(parts() + chr(10))})</script>",
            lambda: "".join(f"<script>self.__next_f.push({json.dumps([1, piece])})</script>" for piece in chance.choice((lambda rows: [rows], lambda rows: [rows[: len(rows) // 2], rows[len(rows) // 2 :]]))(flight())),
            lambda: f'<script type="application/json" data-sveltekit-fetched>{{"body":{json.dumps(given)}}}</script>',
            lambda: f'<script id="ng-state" type="application/json">{given.replace(chr(34), "&q;")}</script>',
            lambda: f'<astro-island props="{html.escape(island())}"></astro-island>',
            lambda: f'<div data-page="{html.escape(given)}"></div>',
            lambda: f'<script type="application/ld+json">{linked()}</script>',
            lambda: f"<script>window.SIMORGH_DATA={given}</script>",
        ))()  # fmt: skip

    scripts = "".join(script() for _ in range(chance.randint(1, 4)))
    body = chance.choice(("<div id=app></div>", f"<article><p>{sentence(chance)}</article>"))
    return f"<html lang=ar><head><title>{STATE_TITLE}</title></head><body>{body}{scripts}".encode(
        "utf-8", "replace"
    )


def listing(chance: random.Random) -> bytes:
    """Return a page of headlines."""
    rows = []
    for _ in range(chance.randint(1, 30)):
        address = chance.choice((f"/news/{chance.randrange(10**6)}", *ADDRESSES)) + chance.choice(
            ("", "#comments", "?utm=1")
        )
        link = f'<a href="{html.escape(address)}">{sentence(chance)[: chance.randrange(120)]}</a>'
        date = chance.choice(
            ("", f"<time>{chance.choice(DATES)}</time>", f"<span>{chance.choice(DATES)}</span>")
        )
        tag = chance.choice(("li", "div", "article", "tr", "h3"))
        rows.append(f"<{tag}>{date}{link}{text(chance)}</{tag}>")
        if chance.random() < 0.2:
            rows.append(f"<h3>{chance.choice(DATES)}</h3>")
    return ("<html><body>" + "".join(rows)).encode("utf-8", "replace")


def date(chance: random.Random) -> str:
    """Return something like a date, of the tokens dates are written with."""
    tokens = "Thu 20 08 2020 آب أغسطس محرم شهریور ٢٠ ٢٠٢٠ 21:20 09:20 مساءً ص م + - +03:00 Z GMT , ، / : T قبل ساعة ساعتين 3 أيام منذ أمس اليوم غدًا دیروز אתמול לפני".split()
    return chance.choice(("", " ", ", ")).join(
        chance.choice((*tokens, *DATES, *NASTY)) for _ in range(chance.randint(1, 8))
    )


def opml(chance: random.Random) -> bytes:
    """Return a list of feeds."""

    def outline(depth: int) -> str:
        attributes = "".join(
            f' {key}="{html.escape(chance.choice((text(chance), *ADDRESSES, *NASTY)), quote=True)}"'
            for key in chance.sample(
                ("text", "title", "xmlUrl", "htmlUrl", "type", "category", "command"), chance.randrange(5)
            )
        )
        inner = "".join(outline(depth + 1) for _ in range(chance.randrange(3))) if depth < 6 else ""
        return f"<outline{attributes}>{inner}</outline>"

    return f"<opml><body>{''.join(outline(0) for _ in range(chance.randrange(6)))}</body></opml>".encode(
        "utf-8", "replace"
    )


def config(chance: random.Random) -> str:
    """Return a configuration."""
    from reader.config.schema import OPTIONS

    lines = []
    for _ in range(chance.randrange(25)):
        option = chance.choice(OPTIONS)
        key = chance.choice(
            (
                option.path.rpartition(".")[2],
                option.path,
                "feed",
                "id",
                "name",
                "sources",
                "x",
                "[[",
                "keep_days",
                "headers",
            )
        )
        given = chance.choice((
            *option.choices, "true", "-1", "99999999999999999999", "1e400", "nan", '"x', "'''", '"""', "[1, 2", "[]", "{a = 1}", "2020-08-20", json.dumps(text(chance)),
            json.dumps(chance.choice(ADDRESSES)),
        ))  # fmt: skip
        head = chance.choice(
            ("[refresh]", "[[source]]", "[keys]", "[[list]]", "[follow]", "[x.y]", "[", "# x")
        )
        lines.append(chance.choice((f"{key} = {given}", f"{key} = {given}", head, text(chance))))
    return "\n".join(lines)


def query(chance: random.Random) -> str:
    """Return a search."""
    tokens = 'بغداد "مجلس النواب" «جسر» نفط* OR أو NOT - ( ) title:جسر عنوان: source:ina after:2026-11-01 منذ:7d before:قبل is:unread حالة:جديد is: : * " « ،'.split(
        " "
    )
    return chance.choice((" ", "")).join(
        chance.choice((*tokens, *NASTY, *DATES)) for _ in range(chance.randint(0, 12))
    )


def replies(chance: random.Random) -> bytes:
    """Return what a terminal may answer."""
    parts = (
        "\x1bP>|XTerm(379)\x1b\\", "\x1bP>|kitty(0.40.1)\x1b\\", "\x1b[?8;2$y", "\x1b[?62;4;22c", "\x1b_Gi=31;OK\x1b\\", "\x1b[6;20;10t", "\x1b[1;3R", "\x1bP>|", "\x1b[?8;",
        "\x1b]11;rgb:0000/0000/0000\x1b\\", "j", "\x1b", "\x1b[", "\x1b[99999999999999;1t", "\x1b[?" + "9;" * 500 + "c", "\x1bP>|" + "x" * 5000,
    )  # fmt: skip
    return "".join(chance.choice((*parts, *NASTY)) for _ in range(chance.randrange(12))).encode(
        "utf-8", "replace"
    )


def picture(chance: random.Random) -> bytes:
    """Return a picture of a known type, mostly with a few bytes changed."""
    from PIL import Image

    kind = chance.choice(("JPEG", "PNG", "GIF", "WEBP", "AVIF"))
    image = Image.frombytes("RGB", (9, 7), chance.randbytes(9 * 7 * 3)).resize(
        (chance.randint(1, 60), chance.randint(1, 60))
    )
    if kind in ("PNG", "GIF", "WEBP") and chance.random() < 0.5:
        image = image.convert(chance.choice(("P", "L", "RGBA")))
    written = io.BytesIO()
    frames = [image.rotate(90 * n) for n in range(1, chance.randint(1, 4))] if kind == "GIF" else []
    image.save(written, kind, **({"save_all": True, "append_images": frames} if frames else {}))
    data = bytearray(written.getvalue())
    for _ in range(chance.choice((0, 0, 1, 1, 2, 5, 20))):
        at = chance.randrange(len(data))
        match chance.randrange(5):
            case 0:
                data[at] ^= 1 << chance.randrange(8)
            case 1:
                data[at : at + 4] = chance.choice((b"\xff" * 4, b"\0" * 4, b"\x7f\xff\xff\xff"))
            case 2:
                del data[at : at + chance.randrange(40)]
            case 3:
                data[at:at] = data[: chance.randrange(100)]
            case _ if chance.random() < 0.3:
                del data[at:]
        data = data or bytearray(1)
    return bytes(data)


_ITEM_KEYS = (
    "id title url link href htmlUrl xmlUrl site_url feed_url feedId feed_id folderId group_id feed_ids content body html summary author published pubDate created_on_time"
    " published_at changed_at crawlTimeMsec lastModified unread starred status is_read is_saved marked updated tags labels attachments enclosures enclosure enclosureLink"
    " enclosureMime canonical alternate origin streamId categories category label feed icon favicon size mime_type content_url content_type is_updated attachments"
).split()
_LIST_KEYS = "subscriptions itemRefs items feeds folders entries entry_ids groups feeds_groups favicons links content".split()


def answers(chance: random.Random) -> bytes:
    """Return the answers of a sync server, one after the other: JSON of its kind, mostly."""

    bodies = [f"<p>{sentence(chance)}</p>" for _ in range(3)] + [text(chance) for _ in range(9)]
    values = [value(chance, 2) for _ in range(6)]

    def number() -> object:
        return chance.choice(
            (1, 2, 3, "4", "-5", 0, -1, 2**63, 10**40, "9" * 60, 1.5, float("nan"), True, None)
        )

    def item(depth: int = 0) -> object:
        if chance.random() < 0.05:
            return value(chance)
        found: dict[str, object] = {}
        for key in chance.sample(_ITEM_KEYS, chance.randint(5, 25)):
            kind = chance.randrange(10)
            if kind == 0 and depth < 2:
                found[key] = [item(depth + 1) for _ in range(chance.randrange(3))]
            elif kind == 1 and depth < 2:
                found[key] = item(depth + 1)
            elif kind == 2:
                found[key] = chance.choice(values)
            elif kind < 5:
                found[key] = number()
            else:
                found[key] = chance.choice(
                    (
                        *bodies, chance.choice(ADDRESSES), chance.choice(DATES), "1,2,x,-3",
                        "tag:google.com,2005:reader/item/000000000000001f", "feed/1", "user/-/state/com.google/read", [], {},
                    )
                )  # fmt: skip
        found.setdefault("id", number())
        return found

    def answer() -> str:
        if chance.random() < 0.1:
            return chance.choice(
                (
                    "OK",
                    "SID=a\nLSID=b\nAuth=c\n",
                    "",
                    "<html>",
                    "[" * 3_000,
                    "nul",
                    "9" * 5_000,
                    '{"id":' + "9" * 5_000 + "}",
                    text(chance),
                )
            )
        if chance.random() < 0.1:
            return json.dumps([item() for _ in range(chance.randrange(4))])
        data: dict[str, object] = {
            key: [item() for _ in range(chance.randrange(3))] for key in chance.sample(_LIST_KEYS, 5)
        }
        data |= {
            "total": chance.choice((0, 1, 3, 10**9, -1)),
            "continuation": text(chance, 1),
            "status": chance.choice((0, 0, 0, 1, "x")),
            "seq": 0,
        }
        data |= {
            "api_version": 3,
            "auth": chance.choice((1, 1, 0)),
            "id": number(),
            "unread_item_ids": "1,2,x",
            "saved_item_ids": chance.choice(("", "1", [1], None)),
        }
        data |= {
            "session_id": "s",
            "api_level": chance.choice((18, "x", None)),
            "version": chance.choice(("2.2.0", "24.0", 1, "")),
            "username": "u",
        }
        if chance.random() < 0.3:
            data["content"] = chance.choice(
                (item(), {"session_id": "s", "api_level": 18}, {"error": "NOT_LOGGED_IN"}, text(chance))
            )
        for key in chance.sample(sorted(data), chance.randrange(3)):
            data[key] = value(chance, 2)
        return json.dumps(data, ensure_ascii=chance.random() < 0.5)

    kind = chance.choice(("greader", "miniflux", "nextcloud", "fever", "ttrss"))
    given = [(chance.choice((200,) * 12 + (401, 403, 404, 302, 429, 500)), answer()) for _ in range(8)]
    return json.dumps([kind, given]).encode("utf-8", "surrogatepass")


def imported(chance: random.Random) -> bytes:
    """Return a kind of import file, a null byte and such a file."""

    def moment() -> object:
        return chance.choice((1600000000, "1600000000", "", "x", -1, 10**20, "9" * 5_000, *DATES))

    def field() -> str:
        return str(
            chance.choice(
                (
                    text(chance),
                    chance.choice(ADDRESSES),
                    moment(),
                    '["a","b"]',
                    "a|b,c",
                    "unread",
                    "archive",
                    "Starred",
                )
            )
        )

    def record() -> dict[str, object]:
        keys = (
            "title url content tags is_archived is_starred created_at published_at language annotations domain_name preview_picture text note archived saved_at"
            " blocks published image site author category direction whole"
        ).split()
        made = {
            key: chance.choice((field(), field(), value(chance), moment()))
            for key in chance.sample(keys, chance.randint(1, len(keys)))
        }
        if chance.random() < 0.7:
            made["url"] = chance.choice(ADDRESSES)
        if chance.random() < 0.4:
            made["blocks"] = [
                {
                    "kind": chance.choice(("paragraph", "image", "x")),
                    "text": text(chance),
                    "spans": value(chance),
                    "url": field(),
                    "level": moment(),
                }
            ]
        return made

    def dumped() -> str:
        from reader.store.dump import FIELDS, PARTS

        def part(depth: int) -> dict[str, object]:
            names = chance.sample(sorted(FIELDS), chance.randint(1, 12))
            made: dict[str, object] = {
                name.rpartition(".")[2]: chance.choice(
                    (field(), moment(), 1, 0, None, "[]", '[["x"]]', value(chance))
                )
                for name in names
            }
            if depth < 2:
                made |= {name: part(depth + 1) for name in chance.sample(sorted(PARTS), chance.randrange(3))}
            return made

        return json.dumps(
            {
                chance.choice(("entry", "source", "fact", "image", "pruned", "health", "x")): chance.choice(
                    (part(0), value(chance))
                )
            }
        )

    rows = range(chance.randrange(8))
    cells = "\n".join(",".join(json.dumps(field()) for _ in range(chance.randint(1, 6))) for _ in rows)
    kind, content = chance.choice(
        (
            ("pocket-csv", f"title,url,time_added,tags,status\n{cells}"),
            ("instapaper", f"URL,Title,Selection,Folder,Timestamp,Tags\n{cells}"),
            ("pocket-html", "<html><h1>Unread</h1><ul>" + "".join(f'<li><a href="{html.escape(field())}" time_added="{html.escape(field())}" tags="{html.escape(field())}">{text(chance)}</a>' for _ in rows) + chance.choice(("", "<h1>Read Archive</h1>", "<h1>" * 50))),
            ("wallabag", json.dumps([record() for _ in rows] if chance.random() < 0.9 else value(chance))),
            ("articles", "\n".join(json.dumps(record()) for _ in rows)),
            ("newsboat-urls", "\n".join(f'{chance.choice(ADDRESSES)} {chance.choice(("", field(), chr(34) + "~" + text(chance) + chr(34), chr(34)))}' for _ in rows)),
            ("khabar", "\n".join(dumped() for _ in rows)),
        )
    )  # fmt: skip
    return kind.encode() + b"\0" + content.encode("utf-8", "surrogatepass")


_TABLES = (
    "entries",
    "contents",
    "articles",
    "bookmarks",
    "tags",
    "sources",
    "fetches",
    "meta",
    "versions",
    "positions",
)


def library(chance: random.Random) -> bytes:
    """Return changes to a library's file: statements of SQL, and bytes to write into it."""
    statements = []
    for _ in range(chance.choice((0, 1, 1, 2, 4))):
        table = chance.choice(_TABLES)
        new = chance.choice(
            (
                "NULL", "x'00ff'", "CAST(x'ff41fe' AS TEXT)", "9223372036854775807", "-9223372036854775808", "'x'", "1e300", "'[[1]]'", "'{'", "zeroblob(100000)", "-1",
                "'9999-12-31T23:59:59-12:00'", "''", "'" + text(chance).replace("'", "").replace("\0", "") + "'",
            )
        )  # fmt: skip
        statements.append(
            chance.choice(
                (
                    f"UPDATE {table} SET {{column}} = {new}", f"UPDATE {table} SET {{column}} = {new} WHERE rowid = 1", f"UPDATE {table} SET {{column}} = {new}",
                    f"DELETE FROM {table}", f"DROP TABLE {table}", f"ALTER TABLE {table} ADD COLUMN more", f"CREATE VIEW v{table} AS SELECT * FROM {table}",
                    f"CREATE TRIGGER t{table} BEFORE UPDATE ON {table} BEGIN SELECT RAISE(FAIL, 'no'); END", f"INSERT INTO {table} SELECT * FROM {table}",
                    f"PRAGMA user_version = {chance.randrange(40)}", "PRAGMA journal_mode = DELETE", "PRAGMA application_id = 1",
                )
            )
        )  # fmt: skip
    written = [
        [chance.random(), chance.randbytes(chance.choice((1, 1, 4, 60, 500))).hex()]
        for _ in range(chance.choice((0, 0, 0, 1, 5)))
    ]
    return json.dumps([statements, written, chance.randrange(1000)]).encode("utf-8", "surrogatepass")
