"""What to fetch and when: pure, so every rule is checked by values."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core import schedule
from reader.locale.message import Message
from reader.model import Entry, Source, SourceHealth

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ALPHA = Source("alpha", "ألف", feed="https://a.example/rss")
BETA = Source("beta", "باء", listing="https://b.example/")
OFF = Source("off", "مغلق", feed="https://o.example/", enabled=False)
SAMPLE = Source("sample", "نموذج", feed="https://s.example/", sample=True)
BROKEN = Message.verbatim("broken")


def health(source, **values):
    return SourceHealth(source.id, url=schedule.address(source), **values)


def entries(*ages):
    return [Entry(str(age), "ع", published=NOW - timedelta(hours=age)) for age in ages]


def test_everything_that_is_on_is_fetched_when_a_person_asks():
    late = {"alpha": health(ALPHA, due=NOW + timedelta(hours=1))}
    plan = schedule.plan_refresh([ALPHA, BETA, OFF, SAMPLE], late, NOW)
    assert plan.fetch == (ALPHA, BETA)
    assert schedule.plan_refresh([ALPHA, OFF], {}, NOW, ids=["off"]).fetch == (OFF,)


def test_plan_of_due_sources_leaves_out_the_others():
    healths = {"alpha": health(ALPHA, due=NOW + timedelta(hours=1)), "beta": health(BETA, due=NOW)}
    assert schedule.plan_refresh([ALPHA, BETA], healths, NOW, due=True).fetch == (BETA,)
    assert schedule.plan_refresh([ALPHA], {}, NOW, due=True).fetch == (ALPHA,)


def test_server_that_asked_to_be_left_alone_is_even_when_a_person_asks():
    until = NOW + timedelta(minutes=5)
    plan = schedule.plan_refresh([ALPHA, BETA], {"alpha": health(ALPHA, wait_until=until)}, NOW)
    assert plan == schedule.Plan((BETA,), ((ALPHA, until),))
    assert schedule.plan_refresh([ALPHA], {"alpha": health(ALPHA, wait_until=NOW)}, NOW).fetch == (ALPHA,)


def test_schedule_of_another_address_forgets_the_old_one():
    old = SourceHealth(
        "alpha", url="https://old.example/", etag="e", digest="d", moved_to="https://m.example/",
        last_success=NOW, failures=3, due=NOW + timedelta(days=1), wait_until=NOW + timedelta(days=1),
    )  # fmt: skip
    assert schedule.plan_refresh([ALPHA], {"alpha": old}, NOW, due=True).fetch == (ALPHA,)
    assert schedule.current_health(ALPHA, old) == health(ALPHA, last_success=NOW, due=old.due)
    same = health(ALPHA, etag="e", moved_to="https://m.example/")
    assert schedule.current_health(ALPHA, same) is same
    assert schedule.current_health(ALPHA, None) == health(ALPHA)


def test_success_clears_failures_and_keeps_validators():
    before = health(ALPHA, failures=4, error=BROKEN, wait_until=NOW, moved_to="https://m.example/")
    after = schedule.after_success(
        before, NOW, entries=entries(1, 2, 3), etag="e", last_modified="l", digest="d", moved_to=""
    )
    assert (after.failures, after.error, after.wait_until, after.last_success) == (0, None, None, NOW)
    assert (after.etag, after.last_modified, after.digest) == ("e", "l", "d")
    assert after.moved_to == "https://m.example/"
    assert after.entries_per_day == pytest.approx(24)


def test_success_without_entries_keeps_the_rate():
    after = schedule.after_success(health(ALPHA, entries_per_day=7.0), NOW, entries=None)
    assert after.entries_per_day == 7.0


def test_failures_double_the_wait_up_to_a_day():
    one = schedule.after_failure(health(ALPHA), NOW, BROKEN)
    two = schedule.after_failure(one, NOW, BROKEN)
    assert (one.failures, two.failures, one.error) == (1, 2, BROKEN)
    assert (two.due - NOW) == 2 * (one.due - NOW)
    assert schedule.back_off(60) == schedule.MAX_BACK_OFF


def test_retry_after_is_obeyed_but_not_for_ever():
    after = schedule.after_failure(health(ALPHA), NOW, BROKEN, retry_after=timedelta(hours=2))
    assert after.wait_until == NOW + timedelta(hours=2)
    assert after.due >= after.wait_until
    absurd = schedule.after_failure(health(ALPHA), NOW, BROKEN, retry_after=timedelta(days=4000))
    assert absurd.wait_until == NOW + schedule.MAX_BACK_OFF


def test_failure_forgets_where_the_source_had_moved():
    assert schedule.after_failure(health(ALPHA, moved_to="https://m.example/"), NOW, BROKEN).moved_to == ""


def test_failure_without_a_network_counts_against_no_source():
    before = health(ALPHA, failures=1, moved_to="https://m.example/", etag="e")
    after = schedule.after_failure(before, NOW, BROKEN, offline=True)
    assert (after.failures, after.moved_to, after.etag, after.error) == (
        1,
        "https://m.example/",
        "e",
        BROKEN,
    )
    assert after.due - NOW < timedelta(minutes=3)


def test_rate_is_that_of_the_last_days():
    assert schedule.entries_per_day(entries(), NOW) == 0.0
    assert schedule.entries_per_day(entries(5), NOW) == 0.0
    assert schedule.entries_per_day(entries(1, 12, 24), NOW) == pytest.approx(3)
    assert schedule.entries_per_day(entries(1, 12, 24, 24 * 300), NOW) == pytest.approx(3)
    assert schedule.entries_per_day([Entry("1", "ع"), Entry("2", "ع")], NOW) == 0.0
    assert schedule.entries_per_day(entries(-24, -48), NOW) == 0.0


def test_busy_are_asked_often_and_the_quiet_seldom():
    assert schedule.interval(0.0) == schedule.DEFAULT_INTERVAL
    assert schedule.interval(10_000) == schedule.MIN_INTERVAL
    assert schedule.interval(0.1) == schedule.MAX_INTERVAL
    assert schedule.interval(24) == timedelta(minutes=30)


@given(st.floats(0, 1e6), st.text(max_size=20))
def test_waits_are_bounded_and_spread_by_a_tenth_at_most(rate, id):
    wait = schedule.interval(rate)
    assert schedule.MIN_INTERVAL <= wait <= schedule.MAX_INTERVAL
    assert wait <= schedule.spread(wait, id) <= wait * 1.1


@given(st.lists(st.floats(-100, 1000), max_size=40))
def test_rate_of_any_dates_is_finite(ages):
    assert 0 <= schedule.entries_per_day(entries(*ages), NOW) <= 24 * max(1, len(ages))


def test_title_an_address_or_a_text_is_something():
    assert not schedule.has_content(Entry("1", ""))
    some = ({"title": "x"}, {"url": "https://a.example"}, {"summary": "x"}, {"content": "x"})
    assert all(schedule.has_content(Entry(**{"id": "1", "title": "", **fields})) for fields in some)


@pytest.mark.parametrize("ahead", [timedelta(days=2), timedelta(days=400), timedelta(days=400_000)])
def test_wait_of_a_clock_that_was_ahead_counts_for_nothing(ahead):
    source = Source("x", "x", feed="https://x.example/rss")
    state = SourceHealth("x", url=source.feed, wait_until=NOW + ahead, due=NOW + ahead)
    assert schedule.plan_refresh([source], {"x": state}, NOW, due=True).fetch == (source,)
    assert schedule.plan_refresh([source], {"x": state}, NOW).fetch == (source,)


def test_fetch_every_few_days_goes_without_validators():
    state = SourceHealth("x", last_fetch=NOW, etag='"a"')
    days = [NOW + timedelta(days=n) for n in range(1, 2 * schedule.UNCONDITIONAL_DAYS + 1)]
    assert sum(schedule.is_unconditional(state, day) for day in days) == 2
    assert not any(schedule.is_unconditional(replace(state, last_fetch=day), day) for day in days)
