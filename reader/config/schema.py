"""The table of configuration keys and values, used by validation, template and help.

The catalogues of ``reader.locale`` describe each key as ``setting.PATH``.
"""

from __future__ import annotations

from typing import NamedTuple


class Option(NamedTuple):
    """The allowed values of one key of the file."""

    path: str
    """As in the file: ``ticker.speed`` is ``speed`` in the table ``[ticker]``."""
    field: str
    """Of ``Settings``."""
    choices: tuple[str, ...] = ()
    low: int = 0
    high: int = 0
    """For numbers: the largest allowed."""


OPTIONS = (
    Option("language", "language", ("ar", "en", "ckb")),
    Option("digits", "digits", ("latn", "arab")),
    Option("theme", "theme"),
    Option("dark_theme", "dark_theme"),
    Option("light_theme", "light_theme"),
    Option("order", "order", ("auto", "cells", "words", "fenced", "tinted")),
    Option("harakat", "harakat", ("auto", "shown", "hidden")),
    Option("letterforms", "letterforms", ("presentation", "base")),
    Option("justify", "justify", ("off", "spaces", "kashida")),
    Option("density", "density", ("auto", "compact", "normal", "summary")),
    Option("article_width", "article_width", low=40, high=100),
    Option("line_spacing", "line_spacing", high=1),
    Option("mark_read_seconds", "mark_read_seconds", high=600),
    Option("mark_read_on_scroll", "mark_read_on_scroll"),
    Option("dateline", "dateline", ("facts", "agency")),
    Option("text_size", "text_size", ("compact", "normal", "large")),
    Option("pictures", "pictures", ("auto", "on", "off")),
    Option("graphics", "graphics", ("auto", "kitty", "sixel", "iterm2", "blocks")),
    Option("notifications", "notifications", ("off", "osc9", "osc777", "osc99", "bell")),
    Option("screen_reader", "screen_reader"),
    Option("browser", "browser"),
    Option("player", "player"),
    Option("downloads", "downloads"),
    Option("pager", "pager"),
    Option("ticker.enabled", "ticker"),
    Option("ticker.paused", "ticker_paused"),
    Option("ticker.speed", "ticker_speed", low=1, high=60),
    Option("refresh.minutes", "refresh_minutes", high=10080),
    Option("refresh.concurrency", "concurrency", low=1, high=64),
    Option("refresh.proxy", "proxy"),
    Option("refresh.pack_megabytes", "pack_megabytes", high=100_000),
    Option("stories.enabled", "stories"),
    Option("stories.read", "stories_read", ("event", "report")),
    Option("stories.away_hours", "stories_away_hours", high=720),
    Option("hooks.new", "hook_new"),
    Option("hooks.saved", "hook_saved"),
    Option("hooks.refreshed", "hook_refreshed"),
    Option("retention.days", "keep_days", high=36500),
    Option("retention.entries", "keep_entries", high=1_000_000),
    Option("follow.sources", "follow"),
    Option("follow.packs", "packs"),
    Option("follow.leave", "leave"),
    Option("account.kind", "account_kind", ("auto", "greader", "miniflux", "nextcloud", "ttrss", "fever")),
    Option("account.url", "account_url"),
    Option("account.user", "account_user"),
    Option("account.password_command", "account_password_command"),
    Option("account.password_file", "account_password_file"),
    Option("account.ca_file", "account_ca_file"),
    Option("account.client_cert", "account_client_cert"),
    Option("account.headers", "account_headers"),
    Option("account.fetch", "account_fetch", ("server", "direct")),
    Option("account.stars", "account_stars"),
    Option("account.history_days", "account_history_days", high=3650),
)
