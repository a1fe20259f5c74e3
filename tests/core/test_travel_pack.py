"""The travel pack: what fits, in which order, within its budget, broken off and gone on with."""

from datetime import UTC, datetime, timedelta

from reader.core import Session
from reader.core.offline import Pack, download_for_offline, order_by_event, plan_pack
from reader.core.refresh import refresh_sources
from reader.model import Filter, Headline

NOW = datetime(2026, 5, 4, 20, tzinfo=UTC)


def headline(id, hours, story=None, newsrooms=1):
    return Headline(
        id, "a", "a", str(id), published=NOW - timedelta(hours=hours), story=story, newsrooms=newsrooms
    )


def offline(library):
    return [each for each in library.entries.headlines() if each.offline]


async def fetched(library, sources):
    session = Session(library, sources)
    async for _ in refresh_sources(session):
        pass
    return session


async def download(session, **budget):
    ids = [source.id for source in session.sources]
    return [step async for step in download_for_offline(session, ids, **budget)]


def test_order_by_event_newest_and_most_reported_first_repeats_last():
    new, told, old = headline(1, 1), headline(2, 10, story=2, newsrooms=5), headline(3, 8)
    again = headline(4, 2, story=2, newsrooms=5)

    ordered = order_by_event([new, again, old, told])

    assert [each.id for each in ordered] == [4, 1, 3, 2]


def test_pack_fits_as_many_articles_as_its_budget_holds():
    headlines = tuple(headline(id, 1, story=id % 2 + 1) for id in range(10))
    assert Pack(headlines).fitting == 10
    pack = Pack(headlines, max_bytes=1000, typical_bytes=300)
    assert (pack.fitting, pack.expected_bytes, pack.events) == (3, 900, 2)
    assert Pack(headlines, max_bytes=1000, typical_bytes=300, taken_bytes=1000).fitting == 0


async def test_download_says_first_what_fits_and_counts_pages_and_pictures(library, source, newsroom):
    session = await fetched(library, [source()])
    steps = await download(session, days=0, max_bytes=10 << 20)

    assert (steps[0].done, steps[0].available) == (0, steps[0].total)
    assert steps[0].expected > 0
    stored = sum(library.articles.stored_bytes(each.id) for each in offline(library))
    assert steps[-1].size == stored > 0
    assert steps[-1].finished
    with_picture = next(each for each in offline(library) if each.image)
    picture = library.articles.image(library.articles.get(with_picture.id).image)
    assert picture
    assert library.articles.stored_bytes(with_picture.id) > len(picture)
    await session.close()


async def test_pack_broken_off_goes_on_with_the_rest_of_its_budget(library, source, newsroom):
    session = await fetched(library, [source()])
    budget = 10 << 20
    steps = download_for_offline(session, ["alpha"], days=3000, max_bytes=budget)
    async for step in steps:
        if step.done and not step.source:
            break
        if step.done >= 2:
            break
    await steps.aclose()
    taken = len(offline(library))
    assert taken > 0

    library.facts.set("pack", library.facts.get("pack") or "{}")
    pack = plan_pack(session, ["alpha"], days=3000, max_bytes=budget)
    assert not {each.id for each in pack.headlines} & {each.id for each in offline(library)}
    rest = await download(session, days=3000, max_bytes=budget)
    unread = library.entries.headlines(Filter(unread=True))
    assert len(offline(library)) == len(unread)
    assert all(step.done <= len(unread) - taken for step in rest)
    await session.close()


def test_plan_pack_counts_what_was_taken_before_only_for_the_same_budget(library):
    session = Session(library, [])
    at = datetime.now(UTC).isoformat()
    library.facts.set("pack", f'{{"days": 3, "bytes": 1000, "taken": 400, "at": "{at}"}}')
    assert plan_pack(session, [], days=3, max_bytes=1000).taken_bytes == 400
    assert plan_pack(session, [], days=3, max_bytes=2000).taken_bytes == 0
    library.facts.set("pack", '{"days": 3, "bytes": 1000, "taken": 400, "at": "2020-01-01T00:00:00+00:00"}')
    assert plan_pack(session, [], days=3, max_bytes=1000).taken_bytes == 0
    library.facts.set("pack", "no record")
    assert plan_pack(session, [], days=3, max_bytes=1000).taken_bytes == 0


async def test_full_pack_stops_at_its_budget_and_the_next_starts_again(library, source, newsroom):
    session = await fetched(library, [source()])
    await download(session, max_bytes=1)
    assert 1 <= len(offline(library)) <= 8
    assert plan_pack(session, ["alpha"], max_bytes=1).taken_bytes == 0
    await session.close()


def test_typical_bytes_of_few_articles_is_unknown(library):
    assert library.articles.typical_bytes() == 0
