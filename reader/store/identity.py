"""Decide which arriving items of a source are stored entries, which are new; pure.

Two mistakes are possible and are not equal: an entry shown twice costs a keystroke, a lost one costs trust.
So each match needs proof, no match is by title alone, other sources are not compared, and in doubt an item is
new. All items pass one rule before the next begins and a match must be the only one on both sides, so the
order of a document does not matter.

Rules, strongest first: 1 everything equal; 2 the given guid; 3 a guid that several items share, with more;
4 the link, for items without guid; 5 file, title, time and text; 6 the successor of an entry that left the
document; 7 many successors at once. Items from a sync server lack the guid of the feed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from typing import NamedTuple

from reader.store.link_key import link_key
from reader.store.text_comparison import (
    MIN_TEXT_WORDS,
    MIN_TITLE_WORDS,
    containment,
    dice,
    paragraphs,
    title_words,
    trigrams,
)

SECOND = 1_000_000
"""Microseconds; times are microseconds since the epoch."""
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
PLACE_TIME = 12 * HOUR
"""A link may be a place («نشرة اليوم»), not an article, if its time moved by this much."""
FETCH_TIME = 2 * MINUTE
"""A time this near to the fetch says when the feed was written, not when the entry was."""
MANY = 3
"""Pairs from which on a whole feed is taken to have moved."""
MANY_BY_TITLE = 5
MAX_NEAR = 100
"""Entries of one title, link, minute or weak guid, the newest, that an item is compared with.

A feed may give thousands of items one of each: compared with all, they take time quadratic in their number.
"""
MANY_SHARE = 0.6
"""Share of the unmatched items that must pair off."""
COPY = "remote:"
"""Begins the guid of an item that came by a sync server: its name there, for none gives the feed's own."""


class Item:
    """One item of a document, with all values used for identification."""

    def __init__(
        self,
        guid: str = "",
        url: str = "",
        title: str = "",
        published: int | None = None,
        text: str = "",
        file: str = "",
    ) -> None:
        """Keep the values of an item.

        Args:
            guid: as given by the feed; empty without one.
            url: of its page.
            title: plain text.
            published: as given by the feed, microseconds since the epoch.
            text: body, markup or plain.
            file: address of its enclosure.
        """
        self.guid = guid.strip()
        self.url = url
        self.title = title
        self.published = published
        self.text = text
        self.file = file.partition("?")[0]
        self.is_copy = self.guid.startswith(COPY)

    @cached_property
    def link(self) -> str:
        """The link key; empty without a link and for a home page."""
        return link_key(self.url)

    @cached_property
    def content(self) -> tuple[object, ...]:
        """All values compared for equality."""
        return self.guid, self.link, self.title, self.published, self.text, self.file

    @cached_property
    def title_words(self) -> tuple[str, ...]:
        """The folded words of the title without flags."""
        return title_words(self.title)

    @cached_property
    def trigrams(self) -> Counter[str]:
        """The letter trigrams of the title."""
        return trigrams(self.title_words)

    @cached_property
    def numbers(self) -> list[str]:
        """The numbers in the title."""
        return sorted(word for word in self.title_words if word.isdecimal())

    @cached_property
    def words(self) -> Counter[str]:
        """The words of the text."""
        return Counter(word for paragraph in paragraphs(self.text) for word in paragraph.split())

    @cached_property
    def path(self) -> str:
        """The link without its host; empty for a home page."""
        return self.link.partition("/")[2]

    @cached_property
    def order(self) -> bytes:
        """A digest of the content, for sorting items independently of document order."""
        return blake2b(repr(self.content).encode("utf-8", "surrogatepass"), digest_size=8).digest()


@dataclass(slots=True)
class Known:
    """A stored entry, or the mark of a pruned one."""

    id: int
    item: Item
    """As last seen."""
    guids: Collection[str] = ()
    """Every guid ever given to the entry; of a migrated entry, guids and links."""
    links: Collection[str] = ()
    """Every ``Item.link`` of the entry so far."""
    listed: bool = True
    """In one of the last three whole documents."""
    fetched: int | None = None
    """Time of arrival."""
    pruned: bool = False
    """Only guids, links, title and time are left."""
    migrated: bool = False
    """Stored by a version that did not keep guid and link apart."""

    @property
    def is_copy(self) -> bool:
        """Whether the entry came only from a sync server, so that its guid in the feed is unknown."""
        return bool(self.guids) and all(guid.startswith(COPY) for guid in self.guids)


class Match(NamedTuple):
    """The stored entry of an item (None: new) and the rule that decided (8: none holds)."""

    id: int | None
    rule: int


@dataclass(slots=True)
class Weak:
    """Guids and links that different items of one document shared; they identify no entry."""

    guids: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Identified:
    """Matches of a document's items, in their order, and the stability of its guids."""

    matches: list[Match]
    moved_by_link: bool = False
    """Rule 7 held for pairs of equal link: guids change while links stay."""
    no_guid_in_common: bool = False
    """No guid is known although links or titles pair off."""


def find_weak(names: Iterable[tuple[str, str, Hashable]]) -> Weak:
    """Return the guids and links that two different items of one document share.

    Args:
        names: guid, link and content of each item; an empty guid or link is none.
    """
    weak = Weak()
    guids: dict[str, Hashable] = {}
    links: dict[str, Hashable] = {}
    for guid, link, content in names:
        if guid and guids.setdefault(guid, content) != content:
            weak.guids.add(guid)
        if link and links.setdefault(link, content) != content:
            weak.links.add(link)
    return weak


def identify(
    known: Sequence[Known],
    items: Sequence[Item],
    *,
    weak: Weak | None = None,
    whole: bool = True,
    fetched: int | None = None,
    churning: bool = False,
    setting: str = "",
) -> Identified:
    """Return a match for each item of a document: its stored entry, or none for a new item.

    Args:
        known: of the same source, one for each id.
        items: different in ``content``.
        weak: guids and links that identify no entry, in this document (``find_weak``) or an earlier one.
        whole: the document is neither torn, cut nor older than the last; only then entries can have left it.
        fetched: time of the fetch, microseconds.
        churning: the source gives its items other guids at each fetch.
        setting: ``guid``, ``link`` or ``title`` when the reader chose the value that identifies an entry.
    """
    if not known:
        return Identified([Match(None, 8)] * len(items))
    return _Matching(known, items, weak or Weak(), whole, fetched, churning).run(setting)


class _Matching:
    """One document against the stored entries of its source."""

    def __init__(
        self,
        known: Sequence[Known],
        items: Sequence[Item],
        weak: Weak,
        whole: bool,
        fetched: int | None,
        churning: bool,
    ) -> None:
        self.known = known
        self.items = items
        self.weak = weak
        self.whole = whole
        self.fetched = fetched
        self.churning = churning
        self.matches: dict[int, Match] = {}
        self.open_items = set(range(len(items)))
        self.open_known = set(range(len(known)))
        self.moved_by_link = False
        self.has_migrated = any(entry.migrated for entry in known)
        self.by_guid = _index(known, lambda k: k.guids)
        self.by_link = _index(known, lambda k: k.links)
        self.by_title = _index(known, lambda k: [k.item.title_words])

    def run(self, setting: str) -> Identified:
        self._equal()
        if setting:
            self._by_setting(setting)
        else:
            self._guids()
            self._weak_guids()
            self._links()
            self._contents()
            self._copies_by_title()
            self._further_copies()
            stranger = self._has_no_guid_in_common()
            if self.whole:
                self._successors()
                self._many()
                if self.churning:
                    self._churn()
            return Identified(self._result(), self.moved_by_link, stranger)
        return Identified(self._result())

    def _result(self) -> list[Match]:
        return [self.matches.get(i, Match(None, 8)) for i in range(len(self.items))]

    def _take(self, i: int, k: int, rule: int) -> None:
        self.matches[i] = Match(self.known[k].id, rule)
        self.open_items.discard(i)
        self.open_known.discard(k)

    def _reject(self, i: int, rule: int) -> None:
        self.matches[i] = Match(None, rule)
        self.open_items.discard(i)

    def _among(self, found: Iterable[int]) -> list[int]:
        return [k for k in found if k in self.open_known]

    def _newest(self, found: Iterable[int]) -> list[int]:
        """Return the newest of these entries that are still open, at most ``MAX_NEAR``."""
        return sorted(self._among(found), key=lambda k: self.known[k].id)[-MAX_NEAR:]

    def _pair_off(self, fits: dict[int, list[int]], rule: int) -> None:
        """Match an item with an entry when each is the only fit of the other."""
        wanted = Counter(k for found in fits.values() for k in found)
        for i, found in fits.items():
            if len(found) == 1 and wanted[found[0]] == 1:
                self._take(i, found[0], rule)

    def _is_without_guid(self, item: Item, known: Known) -> bool:
        """Return whether guids say nothing of a pair: the item has none, or one is a server's name."""
        return not item.guid or item.is_copy != known.is_copy

    # The rules ------------------------------------------------------------------------------------------

    def _equal(self) -> None:
        """Apply rule 1: match items equal in guid, link, title, time, text and file."""
        same: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for k in sorted(self.open_known, key=lambda k: self.known[k].id, reverse=True):
            if not self.known[k].pruned and not self.known[k].migrated:
                same[self.known[k].item.content].append(k)
        for i in sorted(self.open_items):
            if found := same.get(self.items[i].content):
                self._take(i, found.pop(), 1)

    def _guids(self) -> None:
        """Apply rule 2: match by given guid, unless title, text and time all contradict."""
        fits: list[tuple[float, bytes, int, int]] = []
        contradicted = set()
        for i in self.open_items:
            item = self.items[i]
            if not item.guid or item.guid in self.weak.guids:
                continue
            for k in self._among(self.by_guid.get(item.guid, ())):
                if self._is_other(item, self.known[k]):
                    contradicted.add(i)
                else:
                    alike = _title_likeness(item, self.known[k].item)
                    fits.append((alike, item.order, i, k))
        self._best_first(fits, 2)
        for i in contradicted & self.open_items:
            self._reject(i, 2)

    def _best_first(self, fits: list[tuple[float, bytes, int, int]], rule: int) -> None:
        """Match pairs, those of the most alike titles first, then the newest entries."""
        for _, _, i, k in sorted(fits, key=lambda f: (-f[0], -self.known[f[3]].id, f[1])):
            if i in self.open_items and k in self.open_known:
                self._take(i, k, rule)

    def _is_other(self, item: Item, known: Known) -> bool:
        """Return whether title, text and time all contradict a match by guid or link."""
        old = known.item
        if item.published is None or old.published is None:
            is_later = bool(item.link) and bool(known.links) and item.link not in known.links
        else:
            step = PLACE_TIME if item.link and item.link in known.links else HOUR
            is_later = item.published - old.published >= step
        return (
            is_later
            and _title_likeness(item, old) < 0.3
            and (known.pruned or containment(item.words, old.words) < 0.5)
        )

    def _weak_guids(self) -> None:
        """Apply rule 3: weak guid and link, else title and time, else title, link and text.

        Others stay open: a feed may give all its items one guid for a day, which succeed their entries.
        """
        items = [i for i in self.open_items if self.items[i].guid in self.weak.guids]
        steps: list[Callable[[Item, Known], bool]] = [
            lambda item, k: self._has_link(item, k) and not self._is_other(item, k),
            lambda item, k: item.title_words == k.item.title_words and _same_time(item, k.item),
            lambda item, k: (
                item.title_words == k.item.title_words
                and item.link == k.item.link
                and not k.pruned
                and item.words == k.item.words
            ),
        ]
        guids = {self.items[i].guid for i in items}
        for fits_one in steps:
            fits = {}
            near = {guid: self._newest(self.by_guid.get(guid, ())) for guid in guids}
            for i in items:
                item = self.items[i]
                if i not in self.open_items:
                    continue
                found = near[item.guid]
                if migrated := self._migrated_near(item):
                    found = self._newest({*found, *migrated})
                fits[i] = [k for k in found if fits_one(item, self.known[k])]
            self._pair_off(fits, 3)

    def _migrated_near(self, item: Item) -> set[int]:
        """Return migrated entries with an item's link or title; their former guids are unknown."""
        if not self.has_migrated:
            return set()
        near = {*self.by_link.get(item.link, ()), *self.by_title.get(item.title_words, ())}
        return {k for k in near if self.known[k].migrated}

    def _has_link(self, item: Item, known: Known) -> bool:
        return bool(item.link) and item.link not in self.weak.links and item.link in known.links

    def _links(self) -> None:
        """Apply rule 4: match by link without guid, unless contradicted or the link is a place."""
        pairs: list[tuple[int, int]] = []
        seen = set()
        for i in self.open_items:
            item = self.items[i]
            if not item.link or item.link in self.weak.links:
                continue
            near = self._among(self.by_link.get(item.link, ()))
            if found := [k for k in near if self._is_without_guid(item, self.known[k])]:
                seen.add(i)
                pairs += [(i, k) for k in found]
        moved = sum(_is_later(self.items[i], self.known[k].item) for i, k in pairs)
        times_mean_nothing = len(pairs) >= MANY and moved > len(pairs) / 2
        fits: dict[int, list[int]] = {i: [] for i in seen}
        for i, k in pairs:
            item, known = self.items[i], self.known[k]
            place = not times_mean_nothing and self._is_place(item, known)
            if not place and not self._is_other(item, known):
                fits[i].append(k)
        for i, found in fits.items():
            if len(found) > 1:
                fits[i] = [k for k in found if self.known[k].item.title_words == self.items[i].title_words]
            if self.items[i].guid:  # a sync server may have an article twice
                fits[i] = self._newest(fits[i])[-1:]
        self._pair_off(fits, 4)
        for i in seen & self.open_items:
            if not self.items[i].guid:
                self._reject(i, 4)

    def _is_place(self, item: Item, known: Known) -> bool:
        """Return whether a link of the same title shows something else each day."""
        if item.title_words != known.item.title_words or not _is_later(item, known.item):
            return False
        if _shares_text(item, known.item):
            return False
        return not (_is_near(item.published, self.fetched) and _is_near(known.item.published, known.fetched))

    def _contents(self) -> None:
        """Apply rule 5: match items without guid and link by file, title, time and text.

        A title alone matches only when neither has a time.
        """
        items = [
            i for i in self.open_items
            if not self.items[i].link or self.items[i].link in self.weak.links
        ]  # fmt: skip
        if not items:
            return
        titles = Counter(item.title_words for item in self.items)
        steps: list[Callable[[Item, Known], bool]] = [
            lambda item, k: bool(item.file) and item.file == k.item.file and _same_time(item, k.item),
            lambda item, k: _same_time(item, k.item),
            lambda item, k: not k.pruned and _same_text(item, k.item),
            lambda item, k: (
                item.published is None
                and k.item.published is None
                and item.link == k.item.link
                and titles[item.title_words] == 1
                and len(self._among(self.by_title[k.item.title_words])) == 1
            ),
        ]
        for fits_one in steps:
            fits = {}
            near = {title: self._newest(self.by_title.get(title, ())) for title in titles if title}
            for i in items:
                item = self.items[i]
                if i in self.open_items and item.title_words:
                    fits[i] = [
                        k for k in near[item.title_words]
                        if self._is_without_guid(item, self.known[k])
                        and (not item.link or item.link in self.known[k].links)
                        and fits_one(item, self.known[k])
                    ]  # fmt: skip
            self._pair_off(fits, 5)

    def _copies_by_title(self) -> None:
        """Apply rule 5 to copies by title and time: the link from a sync server may differ."""
        fits = {}
        items = [i for i in self.open_items if len(self.items[i].title_words) >= MIN_TITLE_WORDS]
        titles = {self.items[i].title_words for i in items}
        near = {title: self._newest(self.by_title.get(title, ())) for title in titles}
        for i in items:
            item = self.items[i]
            fits[i] = [
                k for k in near[item.title_words]
                if item.is_copy != self.known[k].is_copy and _same_time(item, self.known[k].item)
            ]  # fmt: skip
        self._pair_off(fits, 5)

    def _further_copies(self) -> None:
        """Match duplicates on a sync server with one entry of the feed: title, link and time."""
        for i in list(self.open_items):
            item = self.items[i]
            if not (item.is_copy and item.link):
                continue
            for k in self.by_title.get(item.title_words, ())[-MAX_NEAR:]:
                known = self.known[k]
                is_of_feed = not known.is_copy and item.link in known.links
                if is_of_feed and (known.item.published is None or _same_time(item, known.item)):
                    self._take(i, k, 5)
                    break

    def _left(self) -> list[int]:
        """Return the entries that left the document."""
        return [k for k in self.open_known if self.known[k].listed]

    def _successors(self) -> None:
        """Apply rule 6: match one item with the only entry that left the document and fits."""
        left = self._left()
        if not left or not self.open_items:
            return
        near = _Near(self.known, left)
        fits = {
            i: [k for k in near.find(self.items[i]) if self._succeeds(self.items[i], self.known[k])]
            for i in self.open_items
        }
        self._pair_off(fits, 6)

    def _succeeds(self, item: Item, known: Known) -> bool:
        old = known.item
        same_title = item.title_words == old.title_words
        same_time = _same_time(item, old)
        if self._has_link(item, known) and (
            (same_title and (same_time or _same_text(item, old)))
            or (same_time and _title_likeness(item, old) >= 0.5)
        ):
            return True
        if not same_time:
            return False
        if same_title and len(item.title_words) >= MIN_TITLE_WORDS:
            return known.pruned or dice(item.words, old.words) >= 0.7
        if item.numbers != old.numbers or known.pruned:
            return False
        alike = _title_likeness(item, old)
        if _has_text(item, old) and dice(item.words, old.words) >= 0.8:
            return alike >= 0.3
        return alike >= 0.6 and _shares_text(item, old)

    def _many(self) -> None:
        """Apply rule 7: the whole feed moved; most unmatched items have a proven match."""
        left = self._left()
        open_before = len(self.open_items)
        if min(len(left), open_before) < MANY:
            return
        links = self._one_to_one(left, lambda item: item.link, lambda k: k.links, self._fits_moved)
        paths = self._one_to_one(left, lambda item: item.path, lambda k: [k.item.path], self._fits_moved)
        titles = self._one_to_one(
            left, lambda item: item.title_words, lambda k: [k.item.title_words],
            lambda item, k: _same_text(item, k.item),
        )  # fmt: skip
        pairs: dict[int, int] = {}
        paired: set[int] = set()
        for some in (links, paths, titles):
            for i, k in some.items():
                if i not in pairs and k not in paired:
                    pairs[i] = k
                    paired.add(k)
        proven = len(pairs) >= MANY and len(pairs) >= MANY_SHARE * open_before
        if not proven:
            pairs = self._one_to_one(
                left, lambda item: item.title_words, lambda k: [k.item.title_words], self._fits_fetch_time
            )
            if len(pairs) < MANY_BY_TITLE or len(pairs) < MANY_SHARE * open_before:
                return
        self.moved_by_link = proven and any(links.get(i) == k for i, k in pairs.items())
        for i, k in pairs.items():
            self._take(i, k, 7)

    def _fits_moved(self, item: Item, known: Known) -> bool:
        if item.link in self.weak.links or _title_likeness(item, known.item) < 0.5:
            return False
        return _same_time(item, known.item) or _shares_text(item, known.item)

    def _fits_fetch_time(self, item: Item, _: Known) -> bool:
        return len(item.title_words) >= MIN_TITLE_WORDS and _is_near(item.published, self.fetched)

    def _one_to_one(
        self,
        left: Iterable[int],
        key: Callable[[Item], object],
        keys: Callable[[Known], Iterable[object]],
        fits_one: Callable[[Item, Known], bool],
    ) -> dict[int, int]:
        """Return pairs of item and entry that share a key, fit, and are each other's only match."""
        near = defaultdict(list)
        for k in left:
            for value in keys(self.known[k]):
                if value:
                    near[value].append(k)
        for value, found in near.items():
            near[value] = self._newest(found)
        fits = {
            i: [k for k in near.get(key(self.items[i]), ()) if fits_one(self.items[i], self.known[k])]
            for i in self.open_items
        }
        wanted = Counter(k for found in fits.values() for k in found)
        return {i: found[0] for i, found in fits.items() if len(found) == 1 and wanted[found[0]] == 1}

    def _churn(self) -> None:
        """Apply rule 7 to single pairs, in a source with other guids at each fetch."""
        left = self._left()
        links = self._one_to_one(left, lambda item: item.link, lambda k: k.links, self._fits_moved)
        for i, k in links.items():
            self._take(i, k, 7)
        titles = self._one_to_one(
            self._left(), lambda item: item.title_words, lambda k: [k.item.title_words],
            lambda item, k: _same_time(item, k.item),
        )  # fmt: skip
        for i, k in titles.items():
            self._take(i, k, 7)

    def _has_no_guid_in_common(self) -> bool:
        """Return whether all items have guids and none is known, although links or titles are."""
        if not self.items or not all(item.guid for item in self.items):
            return False
        if any(match.id is not None and match.rule <= 3 for match in self.matches.values()):
            return False
        return any(
            self.known[k].listed and self.known[k].guids and not self.known[k].migrated
            for item in self.items
            for k in (
                *self.by_link.get(item.link, ())[-MAX_NEAR:],
                *self.by_title.get(item.title_words, ())[-MAX_NEAR:],
            )
        )

    def _by_setting(self, setting: str) -> None:
        """Match by the one value the reader chose."""
        for i in sorted(self.open_items, key=lambda i: self.items[i].order):
            item = self.items[i]
            if setting == "guid":
                found = self.by_guid.get(item.guid, ()) if item.guid else ()
            elif setting == "link":
                found = self.by_link.get(item.link, ()) if item.link else ()
            else:
                found = self.by_title.get(item.title_words, ())
            if there := self._among(found):
                self._take(i, max(there, key=lambda k: self.known[k].id), 2)


class _Near:
    """Entries by link, title and minute, so that a successor is searched among few."""

    def __init__(self, known: Sequence[Known], left: Iterable[int]) -> None:
        self._keys: dict[object, list[int]] = defaultdict(list)
        for k in sorted(left, key=lambda k: known[k].id):
            entry = known[k]
            for link in entry.links:
                self._keys["link", link].append(k)
            if entry.item.published is not None:
                minute = entry.item.published // MINUTE
                for near in (minute - 1, minute, minute + 1):
                    self._keys[near].append(k)

    def find(self, item: Item) -> set[int]:
        found = set(self._keys.get(("link", item.link), ())[-MAX_NEAR:]) if item.link else set()
        if item.published is not None:
            found.update(self._keys.get(item.published // MINUTE, ())[-MAX_NEAR:])
        return found


def _index(known: Sequence[Known], keys: Callable[[Known], Iterable[object]]) -> dict[object, list[int]]:
    found: dict[object, list[int]] = defaultdict(list)
    for k, entry in enumerate(known):
        for key in keys(entry):
            if key:
                found[key].append(k)
    return found


def _same_time(one: Item, other: Item) -> bool:
    """Return whether both times are given and equal to the minute."""
    if one.published is None or other.published is None:
        return False
    return abs(one.published - other.published) < MINUTE


def _is_later(new: Item, old: Item) -> bool:
    return (
        new.published is not None
        and old.published is not None
        and new.published - old.published >= PLACE_TIME
    )


def _is_near(time: int | None, fetched: int | None) -> bool:
    return time is not None and fetched is not None and abs(time - fetched) <= FETCH_TIME


def _title_likeness(one: Item, other: Item) -> float:
    """Return the share of trigrams, 0 to 1, that two titles have in common."""
    if one.title == other.title:  # as a rule, and trigrams are slow
        return 1.0
    return dice(one.trigrams, other.trigrams)


def _has_text(one: Item, other: Item) -> bool:
    return min(one.words.total(), other.words.total()) >= MIN_TEXT_WORDS


def _same_text(one: Item, other: Item) -> bool:
    """Return whether two texts of eight words and more are equal."""
    return _has_text(one, other) and one.words == other.words


def _shares_text(one: Item, other: Item) -> bool:
    """Return whether of two texts of eight words and more one contains half of the other."""
    return _has_text(one, other) and containment(one.words, other.words) >= 0.5
