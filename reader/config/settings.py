"""Define the settings and the configuration as values."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from reader.config.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any, Literal


class SmartList(NamedTuple):
    """A filter of headlines saved under a name."""

    name: str
    sources: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    unread: bool = False
    saved: bool = False
    days: int = 0
    """Not older than this many days; 0 for any age."""
    query: str = ""


class Rule(NamedTuple):
    """Actions on the entries that match a query.

    Hiding and highlighting apply to the whole library while the rule exists; other actions are done once, on
    new entries.
    """

    name: str
    query: str = ""
    """In the syntax of the search."""
    hide: bool = False
    read: bool = False
    """Mark as read."""
    highlight: bool = False
    save: bool = False
    tags: tuple[str, ...] = ()
    """Save under these tags."""
    notify: bool = False
    run: str = ""
    """Command line that gets the entries as JSON on its input."""


class Command(NamedTuple):
    """A command line or a row of actions of the reading screen, under a name and a key."""

    name: str
    key: str = ""
    """As in ``[keys]``; empty for a command that is chosen by its name."""
    run: str = ""
    """Command line; never a shell's."""
    input: str = "text"
    """Data on standard input, one of ``COMMAND_INPUTS``."""
    background: bool = False
    """Run behind the screen; otherwise in the terminal until the command ends."""
    actions: tuple[str, ...] = ()
    """Names of ``[keys]``, carried out one after another before ``run``."""


COMMAND_INPUTS = ("text", "json", "link")
"""The article as text, as JSON, or only its address."""


class Settings(NamedTuple):
    """Every setting with its default; ``schema.OPTIONS`` has their allowed values."""

    language: Literal["ar", "en", "ckb"] = "ar"
    digits: Literal["latn", "arab"] = "latn"
    theme: str = "auto"
    """``auto``: `dark_theme` or `light_theme`, by the ground of the terminal."""
    dark_theme: str = "dark"
    light_theme: str = "light"
    order: Literal["auto", "cells", "words", "fenced", "tinted"] = "auto"
    harakat: Literal["auto", "shown", "hidden"] = "auto"
    """``auto``: shown where the terminal draws marks in their place."""
    letterforms: Literal["presentation", "base"] = "presentation"
    justify: Literal["off", "spaces", "kashida"] = "off"
    density: Literal["auto", "compact", "normal", "summary"] = "auto"
    dateline: Literal["facts", "agency"] = "facts"
    article_width: int = 72
    """Cells of a full line of an article."""
    line_spacing: int = 0
    """Blank lines between the lines of a paragraph."""
    mark_read_seconds: int = 0
    """Seconds until an open article counts as read; 0 for at once."""
    mark_read_on_scroll: bool = False
    """Whether headlines the cursor passes on its way down count as read."""
    stories: bool = True
    """Whether an event that several newsrooms report is one row."""
    stories_read: Literal["event", "report"] = "event"
    """``event``: reading one report marks all reports of the event read, also later ones."""
    stories_away_hours: int = 6
    """Hours of absence after which a start shows the briefing first; 0 for never."""
    pack_megabytes: int = 50
    """Budget of the articles taken along from the screen; 0 for none."""
    hook_new: str = ""
    """Command line run when a refresh brought news."""
    hook_saved: str = ""
    """Command line run when an article was saved whole."""
    hook_refreshed: str = ""
    """Command line run when a refresh is done."""
    text_size: Literal["compact", "normal", "large"] = "normal"
    pictures: Literal["auto", "on", "off"] = "auto"
    graphics: Literal["auto", "kitty", "sixel", "iterm2", "blocks"] = "auto"
    notifications: Literal["off", "osc9", "osc777", "osc99", "bell"] = "off"
    screen_reader: bool = False
    browser: str = ""
    """Command line; empty for ``$BROWSER`` or the system's browser."""
    player: str = ""
    """Command line that plays sounds and films; empty for the browser."""
    downloads: str = ""
    """Folder of downloaded files; empty for ``downloads`` next to the library."""
    pager: str = ""
    """Command line; empty for ``$PAGER``."""
    ticker: bool = True
    ticker_paused: bool = False
    ticker_speed: int = 8
    """Cells a second."""
    refresh_minutes: int = 30
    """0: only on request."""
    concurrency: int = 32
    """Sources fetched at once."""
    proxy: str = ""
    """Address; empty for ``$HTTPS_PROXY``, ``$ALL_PROXY``."""
    keep_days: int = 365
    """Age at which a read, unsaved entry is deleted; 0 for never."""
    keep_entries: int = 0
    """Entries kept of one source; 0 for all."""
    keys: Mapping[str, str] = MappingProxyType({})
    """Action to comma-separated keys."""
    follow: tuple[str, ...] = ()
    """Ids of catalogue sources followed in addition to the first ones."""
    packs: tuple[str, ...] = ()
    """Packs of the catalogue that are followed."""
    leave: tuple[str, ...] = ()
    """Ids of catalogue sources not followed; overrides all other settings."""
    lists: tuple[SmartList, ...] = ()
    rules: tuple[Rule, ...] = ()
    commands: tuple[Command, ...] = ()
    account_kind: Literal["auto", "greader", "miniflux", "nextcloud", "ttrss", "fever"] = "auto"
    account_url: str = ""
    """Of the sync server; empty without one."""
    account_user: str = ""
    account_password_command: str = ""
    """Command line that prints the password."""
    account_password_file: str = ""
    """Empty for the one ``khabar account add`` writes."""
    account_ca_file: str = ""
    """Certificates to trust in addition to the system's."""
    account_client_cert: str = ""
    """A certificate with its key, for servers that ask for one."""
    account_headers: tuple[str, ...] = ()
    """``Name: value`` sent with every request to the server."""
    account_fetch: Literal["server", "direct"] = "server"
    """Where the account's feeds are fetched: by its server, or directly from the newsrooms."""
    account_stars: bool = True
    """Bookmarks and stars are one."""
    account_history_days: int = 0
    """Days of which items read elsewhere are downloaded, too; 0 for none."""


class Config(NamedTuple):
    """The configuration, as far as its file can be read."""

    settings: Settings = Settings()
    sources: tuple[dict[str, Any], ...] = ()
    """The ``[[source]]`` tables as written; ``sources.catalogue.source_from_table`` reads them."""
    problems: tuple[Problem, ...] = ()
    given: frozenset[str] = frozenset()
    """Fields of ``Settings`` the file sets."""
    stamp: tuple[int, int] = (0, 0)
    """Modification time and size, for ``changed_since``."""
    file: str = ""
    """Path of the file, which need not exist."""
    text: str = ""
    """Its content."""
    written: Settings | None = None
    """The settings of the file, where the command line has others."""

    @property
    def path(self) -> Path:
        """The file, which need not exist."""
        from pathlib import Path

        return Path(self.file)


def has_account(settings: Settings) -> bool:
    """Return whether an account on a sync server is configured."""
    return bool(settings.account_url)


def account_name(settings: Settings) -> str:
    """Return the name of the account for a person: the host of its server."""
    from urllib.parse import urlsplit

    url = account_address(settings)
    try:
        return urlsplit(url if "://" in url else f"https://{url}").hostname or url
    except ValueError:
        return url


def account_address(settings: Settings) -> str:
    """Return the address of the account's server without user and password, for display."""
    head, slashes, rest = settings.account_url.rpartition("://")
    host, slash, path = rest.partition("/")
    return f"{head}{slashes}{host.rpartition('@')[2]}{slash}{path}"
