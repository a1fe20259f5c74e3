"""Look up the time zone of a newsroom, for times written without one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache

from reader.sources.http.ssrf_guard import host_of

_BY_DOMAIN = {
    "ae": "Asia/Dubai",
    "af": "Asia/Kabul",
    "bh": "Asia/Bahrain",
    "dj": "Africa/Djibouti",
    "dz": "Africa/Algiers",
    "eg": "Africa/Cairo",
    "il": "Asia/Jerusalem",
    "iq": "Asia/Baghdad",
    "ir": "Asia/Tehran",
    "jo": "Asia/Amman",
    "krd": "Asia/Baghdad",
    "kw": "Asia/Kuwait",
    "lb": "Asia/Beirut",
    "ly": "Africa/Tripoli",
    "ma": "Africa/Casablanca",
    "mr": "Africa/Nouakchott",
    "om": "Asia/Muscat",
    "pk": "Asia/Karachi",
    "ps": "Asia/Gaza",
    "qa": "Asia/Qatar",
    "sa": "Asia/Riyadh",
    "sd": "Africa/Khartoum",
    "so": "Africa/Mogadishu",
    "sy": "Asia/Damascus",
    "tn": "Africa/Tunis",
    "tr": "Europe/Istanbul",
    "ye": "Asia/Aden",
}
_COUNTRY_OF = {
    "عراق": "iq",
    "امارات": "ae",
    "السعودية": "sa",
    "مصر": "eg",
    "الاردن": "jo",
    "فلسطين": "ps",
    "قطر": "qa",
    "تونس": "tn",
    "سورية": "sy",
    "عمان": "om",
    "المغرب": "ma",
    "اليمن": "ye",
    "الجزائر": "dz",
    "سودان": "sd",
    "البحرين": "bh",
    "موريتانيا": "mr",
    "ایران": "ir",
    "پاکستان": "pk",
    "ישראל": "il",
}
"""Countries of the internationalised top-level domains (IANA root zone)."""
_BY_LANGUAGE = {
    "ar": "Asia/Baghdad",
    "ckb": "Asia/Baghdad",
    "ku": "Asia/Baghdad",
    "fa": "Asia/Tehran",
    "he": "Asia/Jerusalem",
    "ur": "Asia/Karachi",
}
_ARABIA = timezone(timedelta(hours=3))


def in_utc(moment: datetime, zone: tzinfo) -> datetime:
    """Return a moment in UTC; one without a zone is taken by the clock of ``zone``.

    A midnight stays in its zone, lest a day without a clock be taken for an hour of the evening before.
    """
    moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    is_midnight = not (moment.hour or moment.minute or moment.second)
    return moment if is_midnight else moment.astimezone(UTC)


def zone_of(url: str, language: str) -> tzinfo:
    """Return the time zone of a newsroom: by catalogue country, domain, else language."""
    host = host_of(url).removeprefix("www.")
    country = _countries().get(host) or _country_of(host.rpartition(".")[2])
    name = _BY_DOMAIN.get(country) or _BY_LANGUAGE.get(language.split("-")[0])
    if name is None:
        return UTC
    import zoneinfo

    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, OSError):  # no time zone data on this machine
        return _ARABIA


def _country_of(domain: str) -> str:
    """Return the country of a top-level domain, in letters or in ASCII (RFC 5891)."""
    if domain.startswith("xn--"):
        try:
            domain = domain[4:].encode("ascii").decode("punycode")
        except UnicodeError:
            return domain
    return _COUNTRY_OF.get(domain, domain)


@cache
def _countries() -> dict[str, str]:
    from reader.sources.catalogue import builtin

    homes = ((url, s.country.lower()) for s in builtin() for url in (s.feed, s.listing, s.home) if url)
    return {host_of(url).removeprefix("www."): country for url, country in homes}
