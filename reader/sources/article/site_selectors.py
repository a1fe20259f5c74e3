"""Look up the selectors known for the pages of some newsrooms (``sites.toml``)."""

from __future__ import annotations

from functools import lru_cache

from reader.model import Selectors
from reader.sources.catalogue import read_data, selectors_from_table
from reader.sources.http.ssrf_guard import host_of


def listings(url: str) -> tuple[Selectors, ...]:
    """Return the descriptions of the listings at an address, newest first."""
    return tuple(listing for listing, _ in _known(url) if listing.link)


def articles(url: str) -> tuple[Selectors, ...]:
    """Return the descriptions of the articles at an address, newest first."""
    return tuple(article for _, article in _known(url) if article != Selectors())


def _known(url: str) -> tuple[tuple[Selectors, Selectors], ...]:
    """Return the site descriptions for an address's host, else for its parent domains."""
    host = host_of(url)
    while "." in host:
        if host in _sites():
            return _sites()[host]
        host = host.partition(".")[2]
    return ()


@lru_cache(maxsize=1)
def _sites() -> dict[str, tuple[tuple[Selectors, Selectors], ...]]:
    found: dict[str, tuple[tuple[Selectors, Selectors], ...]] = {}
    for table in read_data("article/sites.toml")["site"]:
        known = selectors_from_table(table.get("listing", {})), selectors_from_table(table.get("article", {}))
        for host in table["hosts"]:
            found[host] = (*found.get(host, ()), known)
    return found
