"""The history of a newsroom's feed, invented: hourly documents, corrections; nothing lost, nothing twice.

Its figures are those of a public history of a feed of 25, from January to August: 2,951 documents, 73,775
items, 3,182 entries, of which 5.7 % were corrected within a day, at most two of a document at once.
"""

import random
import shutil
from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from reader.model import Entry
from reader.store import Library
from reader.store.entry_rows import prepare
from reader.store.upsert import SourceUpdate, take_in

from .conftest import NOW, SOURCE

LISTED = 25
HOUR = timedelta(hours=1)
NAMES = """
بغداد كركوك أربيل البصرة الموصل السليمانية دهوك كربلاء النجف الأنبار ديالى واسط ميسان بابل
""".split()  # noqa: SIM905 - a table, not code
DEEDS = "يفتتح يغلق يوسع يراجع يعلن يقر يرفض يناقش يزور يستقبل".split()  # noqa: SIM905
THINGS = """
السد الجسر المطار الميناء المستشفى الجامعة السوق الملعب المصفى المتحف الطريق الحقل
""".split()  # noqa: SIM905
DAILY = "أسعار صرف الدولار اليوم في الأسواق المحلية"


@dataclass
class Story:
    """One thing a newsroom reported, as its feed says it now."""

    number: int
    title: str
    text: str
    hour: int
    url: str
    changes: int = 0

    def entry(self):
        """Return it as an item of the feed: with a link, without a guid."""
        published = NOW + timedelta(hours=self.hour, seconds=self.number % 3000)
        return Entry(self.url, self.title, self.url, published, content=f"<p>{self.text}</p>")


def invent(number, hour, chance):
    """Return a story; one in twelve has the headline of every day."""
    title = " ".join(["وزير من", *map(chance.choice, (NAMES, DEEDS, THINGS, NAMES, THINGS))])
    text = " ".join(chance.choice(NAMES + DEEDS + THINGS) for _ in range(chance.randint(30, 80)))
    if number % 12 == 0:
        title = DAILY
    return Story(number, title, f"{text} رقم {number}", hour, f"https://wadi.example/news/{number}.html")


def history(documents, entries, seed=17):
    """Yield for each hour the stories its document lists, newest first; some were changed since the last."""
    chance = random.Random(seed)
    stories = [invent(number, -1, chance) for number in range(LISTED)]
    for hour in range(documents):
        due = LISTED + (entries - LISTED) * hour // (documents - 1)
        stories += [invent(number, hour, chance) for number in range(len(stories), due)]
        listed = stories[-LISTED:]
        for story in chance.sample(listed, 2):
            if story.changes < 3 and 0 < hour - story.hour < 20 and chance.random() < 0.034:
                story.changes += 1
                if chance.random() < 0.43:
                    story.title = (
                        f"{story.title} {chance.choice(['بعد', 'قبل'])} {chance.randint(2, 90)} يوما"
                    )
                else:
                    story.text += " " + " ".join(chance.choice(NAMES) for _ in range(12)) + f" {hour}"
        yield hour, listed[::-1]


def take(library, stories, hour):
    now = NOW + timedelta(hours=hour)
    update = SourceUpdate(SOURCE, None, prepare(SOURCE, [story.entry() for story in stories], now))
    (added,) = take_in(library._database, [update], now)
    return added


def run(library, documents, entries):
    """Take a history in, each document twice; return counts and what was seen."""
    seen = Counter()
    shown = {}
    corrected = set()
    for hour, listed in history(documents, entries):
        added = take(library, listed, hour)
        again = take(library, listed[::-1] if hour % 2 else listed, hour + 0.5)
        seen["items"] += len(listed)
        seen["changed on the second fetch"] += len(again.new) + again.updated + len(again.corrected)
        seen["corrections"] += len(added.corrected)
        corrected.update(added.corrected)
        shown.update((story.number, story) for story in listed)
    headlines = library.entries.headlines()
    seen["entries"] = len(headlines)
    seen["lost"] = len({story.url for story in shown.values()} - {h.url for h in headlines})
    seen["twice"] = len(headlines) - len({h.url for h in headlines})
    current = {h.url: h.title for h in headlines}
    seen["stale titles"] = sum(current.get(story.url) != story.title for story in shown.values())
    return seen, corrected, shown


def check(library, documents, entries):
    seen, corrected, shown = run(library, documents, entries)
    assert seen["items"] == documents * LISTED
    assert seen["entries"] == len(shown) == entries
    wrong = ("lost", "twice", "changed on the second fetch", "stale titles")
    assert {name: seen[name] for name in wrong} == dict.fromkeys(wrong, 0)
    assert len(corrected) == sum(story.changes > 0 for story in shown.values())
    assert {h.id for h in library.entries.headlines() if h.corrected} == corrected
    return seen


def test_history_of_a_fortnight_loses_nothing_and_a_second_fetch_changes_nothing(library):
    check(library, 200, 220)


@pytest.mark.whole
def test_history_of_seven_months_loses_nothing_and_a_second_fetch_changes_nothing(library):
    seen = check(library, 2951, 3182)
    assert seen["items"] == 73_775
    assert 100 < seen["corrections"] < 300


@pytest.mark.whole
@pytest.mark.parametrize("change", ["guid at each fetch", "host once", "one guid", "tracking"])
def test_history_with_unsteady_names_loses_nothing(empty, tmp_path, change):
    """The same feed with names that change: twice may be shown what has no proof, lost is nothing."""
    with Library.open(shutil.copy(empty, tmp_path)) as library:
        shown = set()
        for hour, listed in history(300, 340):
            now = NOW + timedelta(hours=hour)
            entries = [change_names(story.entry(), hour, change) for story in listed]
            take_in(library._database, [SourceUpdate(SOURCE, None, prepare(SOURCE, entries, now))], now)
            shown |= {story.number for story in listed}
        found = Counter(int(h.url.split("/news/")[1].split(".")[0]) for h in library.entries.headlines())
        assert set(found) == shown
        assert found.total() == len(shown)


def change_names(entry, hour, change):
    """Return an entry as a feed with unsteady names gives it."""
    if change == "guid at each fetch":
        return replace(entry, guid=f"{hour}-{entry.url}", id=f"{hour}-{entry.url}")
    if change == "host once" and hour > 150:
        url = entry.url.replace("wadi.example", "news.example")
        return replace(entry, url=url, id=url)
    if change == "one guid":
        return replace(entry, guid="one", id="one")
    if change == "tracking":
        return replace(entry, url=f"{entry.url}?utm_source=rss{hour}", id=f"{entry.url}?utm_source=rss{hour}")
    return entry
