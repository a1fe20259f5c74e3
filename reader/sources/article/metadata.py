"""Read an article's title, time, category and author from the page's claims, else its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from reader.model import Selectors
from reader.sources.article.claims import Claims
from reader.sources.article.content_score import Density
from reader.sources.article.title import SEPARATOR, Title, split_off_title, text_of
from reader.sources.article.wording import newsroom_words, patterns
from reader.sources.feed.fields import EARLIEST
from reader.sources.http.ssrf_guard import host_of
from reader.sources.sanitize import clean_line
from reader.text.normalize import comparison_key, fold

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_PARTS = re.compile(r"[|•·]")
_WORD = re.compile(r"[^\W\d]+")
_DATE_LINE_WORDS = 8
_LATER_LINE_WORDS = 6
_LAST_LINE_WORDS = 2
"""Words of the longest lines in and below a body that are about its time, not about another day."""
_LAST_LINES = 3
"""Lines at the end of a body, where the time stands on some pages."""
_DATE_LINE_CHARACTERS = 100
"""Characters of the longest line that may be about the time."""
_NO_AUTHOR = re.compile(
    r"http|@|www\.|(?:web)?admin|developed|designed|powered|editor$|user\d*$", re.IGNORECASE
)
_NAME_PARTS = re.compile(r" [-–—] | ?[|/] ?")
"""What stands between a name and a city or a newsroom."""
_MENUS = "nav a, header a, [class*=menu] a, [class*=nav] a"
_ARTICLE_HEADS = "article header a, main header a"
"""Links in the head of an article, such as those of its authors, which are no menu."""
_MAX_MENU_LINKS = 150
_BYLINE_WORDS = 6
_CATEGORY_WORDS = 4
_DIGIT = re.compile(r"\d")
_ROLE_CHARACTERS = 20
"""Characters of what may stand next to a name in its line: what the person is, a button to follow it."""
_LABEL = re.compile(r"[^\W\d]{2,20}\s*:\s+")
"""What stands before a name in an element for it, in whatever language."""
_AUTHORS = (
    "[rel=author], [class~=author], [class~=authors], [class*=author-name], [class*=author__name],"
    " [class*=author-meta] a, [class*=post-author] a, [class*=meta-author], [itemprop~=author],"
    " [class*=writer] a, [class*=byline] a, [class~=byline], [class~=field--name-uid]"
)
_URL_DATE = re.compile(r"/(20\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/-]|$)")


@dataclass(frozen=True, slots=True)
class Metadata:
    """The metadata of an article."""

    title: str = ""
    published: datetime | None = None
    category: str = ""
    author: str = ""
    image: str = ""
    site: str = ""
    languages: tuple[str, ...] = ()
    """What is said of the language, most trusted first."""
    lines: frozenset[str] = frozenset()
    """Lines of the page these were read from: they are no part of the body."""
    lead: LexborNode | None = None
    """The element with the lead, where it lies outside of the body."""


def read_metadata(
    tree: LexborHTMLParser,
    claims: Claims,
    selectors: Selectors,
    density: Density,
    title: Title,
    body: LexborNode,
    url: str,
) -> Metadata:
    """Return the metadata of an article by its page and body.

    Args:
        tree: the page.
        claims: what it claims.
        selectors: where its site shows these; what they find comes first.
        density: the page, measured.
        title: its title.
        body: the element with the article's text.
        url: address of the page.
    """
    text, heading = title
    after, before, later = density.lines(heading, body)
    lines = [*after, *before]
    published, names, used = _shown(lines)
    if published is None:
        published, names, used = _shown(_with_few_words(later, _LATER_LINE_WORDS))
    chosen = _first_date([_select(tree, selectors.date)])
    published = _exact(chosen, _first_date(claims.published)) or published
    if published is None and not claims.page_published:
        last = _with_few_words(density.lines_of_body(body)[-_LAST_LINES:], _LAST_LINE_WORDS)
        published, _, used = _shown(last)
    published = published or _first_date(claims.page_published) or _url_date(url)
    html = tree.css_first("html")
    attributes = html.attributes if html is not None else {}
    sites = [*claims.site, *split_off_title(tree, text), host_of(url).removeprefix("www.").partition(".")[0]]
    newsroom = newsroom_words().union(comparison_key(word) for site in sites for word in _WORD.findall(site))
    author, bylines = _author(tree, claims, sites, lines)
    bylines += [line for line in lines if _is_newsroom(line, newsroom)]
    section = _section(tree, after)
    shown = [name for name in (*names, section) if not _is_newsroom(name, newsroom)]
    named = next((name for name in shown if comparison_key(name) != comparison_key(author)), "")
    category = _select(tree, selectors.category) or named or _category(claims) or _breadcrumb(tree, text)
    return Metadata(
        title=text,
        published=published,
        category=category,
        author=_select(tree, selectors.author) or author,
        image=next(iter(claims.image), ""),
        site=SEPARATOR.split(next(iter(claims.site), ""))[0] or host_of(url).removeprefix("www."),
        languages=(attributes.get("lang") or attributes.get("xml:lang") or "", *claims.language),
        lines=frozenset((text, category, section, *bylines, *used, *claims.author, *claims.site)),
        lead=density.lead(heading, body, frozenset(claims.description)),
    )


def _shown(lines: list[str]) -> tuple[datetime | None, list[str], list[str]]:
    """Return time and names in the lines around the title, and which lines have dates."""
    published, names, used = None, list[str](), list[str]()
    # A line of many words may be a caption, about another day.
    for written in sorted(lines, key=lambda line: len(_WORD.findall(line)) > _DATE_LINE_WORDS):
        line = patterns()["number"].sub("", written)
        if len(line) > _DATE_LINE_CHARACTERS or not patterns()["day"].search(line):
            continue
        parts = [stripped for part in _PARTS.split(line) if (stripped := part.strip())]
        together = " ".join(part for part in parts if _DIGIT.search(part))
        for part in dict.fromkeys((line, together, *parts)):
            if (moment := _date(part)) is None:
                continue
            used.append(clean_line(written))
            if published is None:
                published = moment
                names = [
                    clean_line(name)
                    for name in parts
                    if not _DIGIT.search(name) and len(name.split()) <= _CATEGORY_WORDS
                ]
            break
    return published, names, used


# Ablation: times below the first paragraph.
def _with_few_words(lines: list[str], most: int) -> list[str]:
    return [line for line in lines if len(_WORD.findall(line)) <= most and not line.endswith(".")]


def _exact(shown: datetime | None, claimed: datetime | None) -> datetime | None:
    """Return the time at a known place, or the claimed one if that is the same with a zone."""
    if shown is None or claimed is None or shown.tzinfo is not None or claimed.tzinfo is None:
        return shown or claimed
    return claimed if abs(claimed.replace(tzinfo=None) - shown) < timedelta(hours=15) else shown


def _date(text: str) -> datetime | None:
    """Return the moment in a text; None before the web, for the topic of a headline."""
    from reader.sources.dates.date_parser import parse_date

    moment = parse_date(text)
    return moment if moment is not None and moment.year >= EARLIEST.year else None


def _first_date(values: list[str]) -> datetime | None:
    return next((moment for value in values if (moment := _date(value)) is not None), None)


def _url_date(url: str) -> datetime | None:
    found = _URL_DATE.search(url)
    try:
        return datetime(int(found[1]), int(found[2]), int(found[3])) if found else None  # noqa: DTZ001 - a day, in no zone
    except ValueError:
        return None


def _category(claims: Claims) -> str:
    return next((c for c in claims.category if not _is_no_category(c) and len(c.split()) <= 6), "")


def _is_no_category(name: str) -> bool:
    """Whether a name is that of all sections: «home», «news»."""
    return patterns()["no-category"].fullmatch(fold(name)) is not None


def _section(tree: LexborHTMLParser, lines: list[str]) -> str:
    """Return the section named in the line after the title and in the menu."""
    short = [line for line in lines if len(line.split()) <= _CATEGORY_WORDS]
    if not short:
        return ""
    own = {node.mem_id for node in tree.css(_ARTICLE_HEADS)[:_MAX_MENU_LINKS]}
    menu = {text_of(node) for node in tree.css(_MENUS)[:_MAX_MENU_LINKS] if node.mem_id not in own}
    named = (line for line in short if line in menu and _WORD.search(line))
    return next((line for line in named if not _is_no_category(line) and _date(line) is None), "")


def _breadcrumb(tree: LexborHTMLParser, title: str) -> str:
    for node in reversed(tree.css("[class*=breadcrumb] a, [id*=breadcrumb] a, a[rel~=category]")[:12]):
        text = text_of(node)
        if text and text != title and not _is_no_category(text) and len(text.split()) <= _CATEGORY_WORDS:
            return text
    return ""


def _author(
    tree: LexborHTMLParser, claims: Claims, sites: list[str], lines: list[str]
) -> tuple[str, list[str]]:
    """Return the author, a person, and the lines that name authors."""
    labelled = [line for line in lines if patterns()["byline"].match(line) and not _DIGIT.search(line)]
    bylines = [part.strip() for node in tree.css(_AUTHORS)[:6] for part in _PARTS.split(text_of(node))]
    others = {comparison_key(name) for name in (*sites, *claims.category)}
    shown = [line for line in bylines if line and not _DIGIT.search(line)]
    used = [line for line in shown if len(line.split()) <= _BYLINE_WORDS]
    single = ""
    for line in (*claims.author, *shown, *labelled):
        name = patterns()["byline"].sub("", line, count=1)
        if line in shown:
            name = name.removeprefix(found[0]) if (found := _LABEL.match(name)) else name
        if name := _person(name.strip("()[] -–|"), others):
            if len(name.split()) > 1:
                of_name = [
                    each for each in lines if name in each and len(each) < len(name) + _ROLE_CHARACTERS
                ]
                return name, [line, *used, *of_name]
            # A name of one word is that of an account more often than of a person.
            single = single or name
    return single, used


def _is_newsroom(line: str, newsroom: frozenset[str]) -> bool:
    """Whether a line names only the newsroom: «special – the agency»."""
    words = {comparison_key(word) for word in _WORD.findall(line)}
    return bool(words) and words <= newsroom


def _person(line: str, others: set[str]) -> str:
    """Return the person in a line of authors, without a city; ``""`` without one.

    Args:
        line: a name, perhaps with a city or the newsroom.
        others: comparison keys of names that are no person: the site, its sections.
    """
    name, _, last = line.rpartition(",")
    if name and comparison_key(last) in others:
        line = name.strip()
    if not 1 < len(line) < 80 or _NO_AUTHOR.match(line) or comparison_key(line) in others:
        return ""
    parts = [part for part in _NAME_PARTS.split(line) if part]
    if parts and newsroom_words().issuperset(map(comparison_key, parts[0].split())):
        return ""  # what follows «special» or «agency» is the newsroom
    for part in parts:
        words = map(comparison_key, part.split())
        if comparison_key(part) in others or not newsroom_words().isdisjoint(words):
            continue
        if len(parts) == 1 or len(part.split()) > 1:
            return part if len(part.split()) > 1 or part.isascii() else ""
    return ""


def _select(tree: LexborHTMLParser, selector: str) -> str:
    if not selector:
        return ""
    node = tree.css_first(selector)
    if node is None:
        return ""
    for attribute in ("content", "datetime"):
        if value := node.attributes.get(attribute):
            return clean_line(value)
    return text_of(node)
