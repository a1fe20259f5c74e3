"""Write articles as one self-contained HTML page: no script, no request, embedded images."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence

from reader.core.export.items import Item, Picture
from reader.core.export.xhtml import Embed, body, escape, image
from reader.model import direction
from reader.sources.image import image_type

_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"
_STYLE = """\
:root { color-scheme: light dark; }
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; line-height: 1.9; font-size: 1.15rem;
  font-family: "Noto Naskh Arabic", "Amiri", "Geeza Pro", "Traditional Arabic", serif; }
h1 { line-height: 1.4; } .meta, .caption, figcaption { opacity: .7; font-size: .9em; }
figure { margin: 1rem 0; } img { max-width: 100%; height: auto; } article + article { border-top: 1px solid; }
blockquote { border-inline-start: .2rem solid; margin-inline: 0; padding-inline-start: 1rem; }
"""


def to_html(items: Sequence[Item], picture: Picture) -> str:
    """Return a self-contained page of the articles, in the first one's text direction."""
    language = items[0].language if items else "ar"
    title = items[0].article.title if len(items) == 1 else f"خبر ({len(items)})"
    articles = "\n".join(_article(item, picture) for item in items)
    return f"""\
<!DOCTYPE html>
<html lang="{escape(language)}" dir="{direction(language)}">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}"/>
<meta name="referrer" content="no-referrer"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>{escape(title)}</title>
<style>
{_STYLE}</style>
</head>
<body>
{articles}
</body>
</html>
"""


def _article(item: Item, picture: Picture) -> str:
    def embed(url: str) -> str:
        data = picture(url)
        kind = image_type(data) if data else ""
        return f"data:{kind};base64,{b64encode(data).decode()}" if data and kind else ""

    return (
        f'<article lang="{escape(item.language)}" dir="{direction(item.language)}">\n'
        f"{inside(item, embed_lead(item, embed))}\n{body(item.article.blocks, embed)}\n</article>"
    )


def embed_lead(item: Item, embed: Embed) -> str:
    """Return the markup of the lead image, unless the body shows the same image."""
    lead = item.article.image
    if not lead or any(block.url == lead for block in item.article.blocks if block.kind == "image"):
        return ""
    return image(lead, "", embed)


def inside(item: Item, lead: str) -> str:
    """Return the head of an article: title, meta line, address, tags and note, lead image."""
    parts = [f'<h1 dir="auto">{escape(item.article.title)}</h1>', f'<p class="meta">{escape(item.meta)}</p>']
    if item.url:
        url = escape(item.url)
        parts.append(f'<p class="meta" dir="ltr"><a href="{url}" rel="noopener noreferrer">{url}</a></p>')
    if item.bookmark:
        tags = " ".join(f"#{tag}" for tag in item.bookmark.tags)
        parts.extend(
            f'<p class="meta" dir="auto">{escape(words)}</p>' for words in (tags, item.bookmark.note) if words
        )
    return "\n".join([*parts, lead] if lead else parts)
