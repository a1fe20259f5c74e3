"""A refresh tells which headlines came, and whether their source ever gave any before."""

from contextlib import aclosing
from dataclasses import replace

import agency

from reader.core.queries import get_headline, list_headlines
from reader.core.refresh import refresh_sources


async def only_step(session):
    async with aclosing(refresh_sources(session)) as steps:
        (step,) = [step async for step in steps]
    return step


async def test_refresh_step_says_whether_it_is_the_first(session, source, newsroom):
    session.set_sources([source("a")])
    first = await only_step(session)
    assert first.first
    assert sorted(first.headlines) == sorted(each.id for each in list_headlines(session))
    newsroom.publish(replace(agency.STORIES[0], id=999, slug="new", title="عاجل: خبر جديد"))
    second = await only_step(session)
    assert not second.first
    assert [get_headline(session, id).title for id in second.headlines] == ["عاجل: خبر جديد"]
    assert get_headline(session, second.headlines[0]).breaking


async def test_source_that_only_failed_still_has_its_first_refresh(session, source, newsroom):
    session.set_sources([source("a", "/late.xml")])
    failed = await only_step(session)
    assert failed.error
    newsroom.add("/late.xml", agency.rss(newsroom.url, newsroom.now, newsroom.stories))
    assert (await only_step(session)).first
