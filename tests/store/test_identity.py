# ruff: noqa: E501 - one case a line
"""Which arriving items are stored entries: a table of cases, and properties of every document.

The numbers are those of the cases collected with the issue; the words are our own.
"""

import random
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.store.identity import HOUR, MINUTE, Item, Known, Weak, find_weak, identify

DAY = 24 * HOUR
T0 = 1_764_000_000_000_000
TEXT = "افتتح رئيس الوزراء اليوم سد الوادي الجديد في شمال المدينة بحضور عدد من الوزراء والسفراء وأهالي القرى القريبة"
OTHER = "أعلنت شركة النفط أرباحها الفصلية وقالت إن الإنتاج ارتفع رغم انخفاض الأسعار في الأسواق العالمية خلال الصيف"
TITLE = "افتتاح سد الوادي الجديد شمال المدينة"
UNLIKE = "شركة النفط تعلن أرباحا قياسية"
URL = "https://wadi.example/news/dam"
A = {"guid": "g1", "url": URL, "title": TITLE, "published": T0, "text": TEXT}
NEW, SAME = "new", "same"


def stored(id=1, *, gone=False, fetched=T0, **fields):
    """Return a stored entry; ``gone``: the document under test does not hold it (or it would be matched)."""
    item = Item(**{**A, **fields})
    return Known(
        id,
        item,
        {item.guid} - {""},
        {item.link} - {""},
        listed=gone,
        fetched=fetched,
    )


def one(b, a=None, *, gone=False, **options):
    """Return what one arriving item is to one stored entry; both differ from ``A`` as said."""
    found = identify([stored(gone=gone, **(a or {}))], [Item(**{**A, **(a or {}), **b})], **options)
    return SAME if found.matches[0].id == 1 else NEW


NO = {"guid": ""}
BARE = {"guid": "", "url": ""}
CASES = [
    # number, what B has otherwise, what A has otherwise than A, A is gone, verdict
    (1, {}, {}, False, SAME),
    (2, {"title": TITLE.replace("المدينة", "القرية")}, {}, False, SAME),
    (3, {"title": TITLE.replace("شمال", "جنوب"), "url": URL + "-south"}, {}, False, SAME),
    (4, {"published": T0 + HOUR}, {}, False, SAME),
    (5, {"url": URL + "2", "title": UNLIKE, "text": OTHER, "published": T0 + DAY}, {}, False, NEW),
    (6, {"title": UNLIKE, "text": OTHER, "published": T0 + DAY}, {}, False, NEW),
    (7, {"title": UNLIKE, "text": f"{OTHER} {TEXT}"}, {}, False, SAME),
    (8, {"title": "أفضل 10 كتب", "published": T0 + 730 * DAY}, {"title": "أفضل 7 كتب"}, False, SAME),
    (9, {"title": "بث: افتتاح سد الوادي", "published": T0 + 3 * DAY, "text": ""}, {"title": "قريبا بث: افتتاح سد الوادي", "text": ""}, False, SAME),
    (10, {"guid": "g2"}, {}, True, SAME),
    (11, {"guid": "g2"}, {}, False, NEW),
    (12, {"guid": "g2", "url": "https://wadi.example/show/55667788/two", "title": UNLIKE}, {"url": "https://wadi.example/show/55667788/one"}, True, NEW),
    (13, {"guid": "g2", "text": "", "published": T0 + DAY}, {"title": "نشرة الأخبار", "text": ""}, True, NEW),
    (14, {"guid": "g2", "title": UNLIKE, "text": OTHER, "published": T0 + DAY}, {"url": "https://wadi.example/today.html"}, True, NEW),
    (15, {"guid": "g2", "url": URL + "#u2"}, {"url": URL + "#u1"}, False, NEW),
    (16, {"guid": "http://wadi.example/news/dam", "url": "http://wadi.example/news/dam"}, {"guid": URL}, True, SAME),
    (18, {"guid": "h1", "url": "https://other.example/news/dam"}, {}, True, SAME),
    (20, {"guid": "random"}, {}, True, SAME),
    (21, {"guid": "random", "published": T0 + DAY}, {}, True, SAME),
    (22, {"guid": "random", "published": T0 + DAY}, {"text": ""}, True, NEW),
    (23, {"guid": URL + "?lm=2", "title": "سد الوادي، 35 ردود"}, {"guid": URL + "?lm=1", "title": "سد الوادي، 33 ردود"}, True, SAME),
    (29, {"guid": "  g1\n"}, {}, False, SAME),
    (30, {"guid": "abC"}, {"guid": "AbC"}, False, NEW),
    (31, {"guid": "", "title": UNLIKE}, {"guid": ""}, False, SAME),
    (32, {"guid": "g-kirkuk", "url": URL + "-kirkuk", "title": TITLE.replace("المدينة", "كركوك")}, {}, True, SAME),
    (33, {"guid": "g-kirkuk", "url": URL + "-kirkuk", "title": TITLE.replace("المدينة", "كركوك")}, {}, False, NEW),
    (34, {"title": "بعد افتتاح السد الوزير يقدم توضيحا", "text": TEXT + " " + OTHER}, NO, False, SAME),
    (37, {"published": T0 + 3 * HOUR}, NO, False, SAME),
    (39, {"url": "http://www.wadi.example/news/dam/?utm_source=x"}, NO, False, SAME),
    (40, {"url": "https://wadi.example/n?id=13", "title": UNLIKE}, {"guid": "", "url": "https://wadi.example/n?id=12"}, False, NEW),
    (41, {"url": "https://wadi.example/123456-new"}, {"guid": "", "url": "https://wadi.example/123456-old"}, True, SAME),
    (41, {"url": "https://wadi.example/123456-new"}, {"guid": "", "url": "https://wadi.example/123456-old"}, False, NEW),
    (42, {"url": URL + "2", "published": T0 + DAY, "text": OTHER}, {"guid": "", "title": "أسعار صرف الدولار اليوم"}, True, NEW),
    (44, {"title": UNLIKE, "published": T0 + DAY}, {**BARE, "file": "https://wadi.example/a.mp3"}, False, NEW),
    (45, {"file": "https://wadi.example/a.mp3?stamp=2"}, {**BARE, "file": "https://wadi.example/a.mp3?stamp=1"}, False, SAME),
    (46, {"guid": "g2", "url": URL + "2", "text": OTHER}, {}, False, NEW),
    (47, {"guid": "g2", "url": URL + "2", "published": T0 + 365 * DAY, "text": OTHER}, {}, True, NEW),
    (48, {"guid": "g2", "published": T0 + DAY}, {}, True, SAME),
    (48, {"guid": "g2", "published": T0 + DAY}, {"text": ""}, True, NEW),
    (49, {"published": T0 + DAY, "text": OTHER}, BARE, False, NEW),
    (50, {"title": TITLE.replace("المدينة", "القرية")}, BARE, True, SAME),
    (50, {"title": TITLE.replace("المدينة", "القرية")}, {**BARE, "published": None}, True, NEW),
    (55, {"guid": "tag:wadi.example,2026:1"}, {}, True, SAME),
    (64, {"published": T0 + 2 * DAY}, {}, False, SAME),
    (73, {"guid": "g2", "title": "انفجار وسط المدينة", "text": TEXT}, {"title": "عاجل | انفجار وسط المدينة", "text": ""}, True, SAME),
    (74, {"url": URL + "2", "title": UNLIKE, "text": OTHER, "published": T0 + 30 * MINUTE}, {}, False, SAME),
    (75, {"guid": "g2", "url": URL + "2", "title": "انفجار يهز وسط المدينة ويصيب ثلاثة", "text": TEXT, "published": T0 + 20 * MINUTE}, {"title": "عاجل انفجار وسط المدينة", "text": ""}, True, NEW),
    (83, {"published": T0 + DAY}, {"guid": "", "title": "نشرة الصباح", "text": "", "url": "https://wadi.example/today"}, False, NEW),
    (85, {"guid": "g2", "url": URL + "2", "title": "حلقة 2 من مسلسل الوادي"}, {"title": "حلقة 1 من مسلسل الوادي"}, True, NEW),
]  # fmt: skip


@pytest.mark.parametrize(("number", "b", "a", "gone", "verdict"), CASES)
def test_identify_gives_the_verdict_of_each_case(number, b, a, gone, verdict):
    assert one(b, a, gone=gone) == verdict


def test_identify_with_the_link_as_name_of_several_fixed_pages_at_the_time_of_each_fetch_is_same():
    """37: the feed gives the time of the fetch."""
    found = identify(
        [stored(guid="", published=T0, fetched=T0 + MINUTE)],
        [Item(**{**A, "guid": "", "published": T0 + DAY, "text": ""})],
        fetched=T0 + DAY + MINUTE,
    )
    assert found.matches[0].id == 1


def many(count, **fields):
    """Return items that differ in everything; ``fields`` are functions of the number."""
    items = []
    for n in range(count):
        values = {
            "guid": f"g{n}",
            "url": f"{URL}/{n}",
            "title": f"خبر الوادي {n} عن السدود والمياه",
            "published": T0 + n * HOUR,
            "text": f"{TEXT} {n}",
        }
        items.append(Item(**{**values, **{name: make(n) for name, make in fields.items()}}))
    return items


def keep(items, known=(), matches=None, first=1):
    """Return the stored entries after a document was taken in."""
    known = [replace(k, listed=False) for k in known]
    by_id = {k.id: k for k in known}
    free = max(by_id, default=first - 1) + 1
    for i, item in enumerate(items):
        id = matches[i].id if matches else None
        if id is None:
            by_id[free] = Known(free, item, {item.guid} - {""}, {item.link} - {""})
            free += 1
        else:
            old = by_id[id]
            by_id[id] = replace(
                old,
                item=item,
                guids={*old.guids, item.guid} - {""},
                links={*old.links, item.link} - {""},
                listed=True,
            )
    return list(by_id.values())


def weak_of(items):
    """Return the guids and links that two different ones of these items share."""
    return find_weak((item.guid, item.link, item.content) for item in items)


def ids(known, items, **options):
    weak = options.pop("weak", weak_of(items))
    return [match.id for match in identify(known, items, weak=weak, **options).matches]


class TestDocuments:
    def test_alias_of_an_earlier_scheme_is_known(self):
        """17: back to http in the next hour."""
        first = [Item(**{**A, "guid": URL})]
        second = [Item(**{**A, "guid": "http://wadi.example/news/dam"})]
        known = keep(first)
        known = keep(second, known, identify(known, second).matches)
        assert ids(known, first) == [1]
        assert len(known) == 1

    @pytest.mark.parametrize("corrected", [False, True])
    def test_moved_domain_with_a_corrected_title_is_same(self, corrected):
        """18 and 19."""
        known = keep(many(3))
        title = lambda n: f"خبر الوادي {n} عن السدود والمياه" + (" الجديدة" if corrected and n == 1 else "")  # noqa: E731
        moved = many(
            3, guid=lambda n: f"h{n}", url=lambda n: f"https://other.example/news/dam/{n}", title=title
        )
        assert ids(known, moved) == [1, 2, 3]

    def test_guid_of_all_items_is_weak_and_items_are_new(self):
        """24, and 26: a new one on top."""
        document = many(3, guid=lambda n: "one")
        weak = weak_of(document)
        assert weak.guids == {"one"}
        known = keep(document)
        longer = [*many(4, guid=lambda n: "one")[3:], *document]
        assert ids(known, longer, weak=weak_of(longer)) == [None, 1, 2, 3]

    def test_guid_and_link_of_all_items_yield_to_title_and_time(self):
        """25."""
        same = {"guid": lambda n: "one", "url": lambda n: URL}
        known = keep(many(3, **same))
        assert ids(known, many(4, **same, text=lambda n: "")) == [1, 2, 3, None]

    def test_guid_of_two_items_is_weak_for_these_only(self):
        """27 and 28: once weak, a guid stays weak, and its entries are known by their links."""
        guid = lambda n: "g0" if n < 2 else f"g{n}"  # noqa: E731
        document = many(30, guid=guid)
        known = keep(document)
        later = document[1:]
        assert ids(known, later, weak=Weak({"g0"})) == list(range(2, 31))

    def test_guid_of_all_items_for_a_day_is_same_before_and_after(self):
        """28: good, repeated for a day, good again."""
        good, repeated = many(5), many(5, guid=lambda n: "one")
        known = keep(good)
        for document in (repeated, repeated, good):
            found = identify(known, document, weak=Weak({"one"}))
            assert [match.id for match in found.matches] == [1, 2, 3, 4, 5]
            known = keep(document, known, found.matches)

    @pytest.mark.parametrize("published", [lambda n: T0 + n * HOUR, lambda n: T0])
    def test_link_of_all_items_without_guids_yields_to_the_title(self, published):
        """35 and 36."""
        same = {"guid": lambda n: "", "url": lambda n: URL, "published": published}
        known = keep(many(4, **same))
        assert ids(known, many(6, **same)) == [1, 2, 3, 4, None, None]

    def test_link_with_a_new_token_at_each_fetch_is_same(self):
        """38."""
        token = lambda k: lambda n: f"{URL}/{n}?token={k}"  # noqa: E731
        known = keep(many(5, guid=lambda n: "", url=token(1)))
        assert ids(known, many(5, guid=lambda n: "", url=token(2))) == [1, 2, 3, 4, 5]

    def test_headline_repeated_by_five_stories_is_new_each_time(self):
        """43."""
        same = {"guid": lambda n: "", "title": lambda n: "العراق يمدد إغلاق أجوائه 72 ساعة إضافية"}
        known = []
        for n in range(5):
            item = many(5, **same, published=lambda n: T0 + n * 4 * DAY)[n : n + 1]
            known = keep(item, known, identify(known, item).matches)
        assert len(known) == 5

    def test_pruned_mark_is_known_by_link_after_a_move(self):
        """61, and 60: a guid used again for something else is new."""
        mark = replace(stored(gone=True), pruned=True, item=Item(**{**A, "text": ""}))
        moved = {"guid": "http://wadi.example/news/dam", "url": "http://wadi.example/news/dam"}
        assert ids([mark], [Item(**{**A, **moved})]) == [1]
        again = {"url": URL + "2", "title": UNLIKE, "text": OTHER, "published": T0 + DAY}
        assert ids([mark], [Item(**{**A, **again})]) == [None]

    def test_torn_document_makes_nothing_gone(self):
        """62."""
        known = keep(many(30))
        assert ids(known, many(10), whole=False) == list(range(1, 11))
        other = many(10, guid=lambda n: f"h{n}", url=lambda n: f"{URL}/h{n}")
        assert ids(known, other, whole=False) == [None] * 10

    def test_ten_thousand_guids_changed_at_once_are_same(self):
        """65."""
        known = keep(many(10_000))
        assert ids(known, many(10_000, guid=lambda n: f"h{n}")) == list(range(1, 10_001))

    def test_bulletins_on_fixed_pages_are_new_each_day(self):
        """84."""
        same = {"title": lambda n: f"نشرة {['صباح', 'ظهر', 'مساء'][n]} الأخبار", "text": lambda n: ""}
        known = keep(many(3, **same))
        later = many(3, **same, guid=lambda n: f"h{n}", published=lambda n: T0 + DAY + n * HOUR)
        assert ids(known, later) == [None] * 3

    def test_guids_that_change_at_each_fetch_are_noticed(self):
        known = keep(many(5))
        found = identify(known, many(5, guid=lambda n: f"h{n}"))
        assert found.no_guid_in_common
        assert [match.rule for match in found.matches] == [6] * 5
        moved = many(
            5, guid=lambda n: f"i{n}", title=lambda n: f"خبر الوادي {n} عن السدود والأمطار", text=lambda n: ""
        )
        assert identify(keep(many(5, text=lambda n: "")), moved).matches[0].id == 1

    @pytest.mark.parametrize("setting", ["guid", "link", "title"])
    def test_identity_with_a_setting_follows_it(self, setting):
        b = {"guid": "g2", "url": URL + "2", "title": UNLIKE, "published": T0 + DAY, "text": OTHER}
        b |= {"guid": {"guid": "g1"}, "link": {"url": URL}, "title": {"title": TITLE}}[setting]
        assert one(b, setting=setting) == SAME
        assert one({"guid": "x", "url": URL + "x", "title": "غيره"}, setting=setting) == NEW


FIELD = st.sampled_from(["", "a", "b", "c"])
ITEMS = st.lists(
    st.builds(
        Item,
        guid=FIELD,
        url=st.sampled_from(["", URL, URL + "/2", "https://wadi.example/"]),
        title=st.sampled_from(["", TITLE, UNLIKE, "نشرة الأخبار"]),
        published=st.sampled_from([None, T0, T0 + DAY]),
        text=st.sampled_from(["", TEXT, OTHER]),
        file=st.sampled_from(["", "https://wadi.example/a.mp3"]),
    ),
    unique_by=lambda item: item.content,
    max_size=8,
)


@given(ITEMS)
def test_first_document_loses_nothing(items):
    assert ids([], items) == [None] * len(items)


@given(ITEMS)
def test_second_fetch_changes_nothing(items):
    known = keep(items)
    assert ids(known, items) == [k.id for k in known]


@given(ITEMS, ITEMS, st.randoms())
def test_order_of_a_document_does_not_matter(before, after, chance):
    known = keep(before)
    shuffled = list(range(len(after)))
    chance.shuffle(shuffled)
    weak = weak_of([*before, *after])
    straight = ids(known, after, weak=weak)
    mixed = ids(known, [after[i] for i in shuffled], weak=weak)
    assert [mixed[shuffled.index(i)] for i in range(len(after))] == straight


@given(ITEMS, ITEMS)
def test_stored_entry_matches_at_most_a_single_item(before, after):
    found = [id for id in ids(keep(before), after) if id is not None]
    assert len(found) == len(set(found))


@given(ITEMS, st.integers(0, 8))
def test_torn_and_whole_again_is_the_same(items, count):
    known = keep(items)
    torn = items[:count]
    matches = identify(known, torn, weak=weak_of(items), whole=False).matches
    assert [m.id for m in matches] == [k.id for k in known[:count]]
    assert ids(keep(torn, known, matches), items) == [k.id for k in known]


def test_histories_with_new_items_on_top_lose_nothing():
    """A feed of 25, a hundred documents: what is new is found, what is known is known."""
    chance = random.Random(17)
    history = many(300)
    known, count = [], 25
    while count < len(history):
        document = history[count - 25 : count][::-1]
        known = keep(document, known, identify(known, document, weak=weak_of(document)).matches)
        count += chance.randint(0, 5)
    numbers = sorted(int(k.item.guid[1:]) for k in known)
    assert numbers == list(range(numbers[-1] + 1))


@pytest.mark.parametrize("shared", ["guid", "url"])
def test_thousands_of_items_of_one_name_take_linear_time(shared):
    """A feed that means harm gives them anew with each fetch; the library cannot be written to meanwhile."""

    def fields(n, times):
        own = {"guid": "", "url": f"{URL}/{n}", "title": f"{TITLE} {n} {times}", "published": T0 + n * MINUTE}
        return {**own, "text": f"{TEXT} {n}", shared: "https://wadi.example/one"}

    known = [stored(n + 1, gone=True, **fields(n, 1)) for n in range(4_000)]
    items = [Item(**fields(n, 2)) for n in range(4_000)]
    weak = find_weak((item.guid, item.link, item.content) for item in items)
    started = time.process_time()
    found = identify(known, items, weak=weak)
    assert time.process_time() - started < 5
    assert len(found.matches) == 4_000
