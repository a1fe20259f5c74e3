"""The table of commands and options that the parser, help, man page and completion are made from."""

from __future__ import annotations

from reader.cli.parser import Command, Option

EVERYWHERE = (
    Option("--config", "option.config", "FILE", kind="file"),
    Option("--library", "option.library", "FILE", kind="file"),
    Option(
        "--lang",
        "option.lang",
        "LANG",
        choices=("ar", "en", "ckb"),
    ),
    Option("--version", "option.version"),
    Option("--help", "option.help", short="-h"),
)
_JSON = Option("--json", "option.json")
_OUT = Option(
    "--output",
    "option.output",
    "PATH",
    "-o",
    "file",
)
_FORCE = Option("--force", "option.force", short="-f")

HEADLINE_FIELDS = (
    ("id", "field.id"),
    ("title", "field.title"),
    ("url", "field.url"),
    ("source, source_name", "field.source"),
    ("category, author", "field.category"),
    ("published, fetched", "field.published"),
    ("language", "field.language"),
    ("image", "field.image"),
    ("read, saved, offline, breaking, sample", "field.flags"),
    ("story", "field.story"),
    ("corrected", "field.corrected"),
)
_ARTICLE_FIELDS = (
    *HEADLINE_FIELDS,
    (
        "site, direction, whole",
        "field.show.site",
    ),
    ("text", "field.show.text"),
    ("blocks", "field.show.blocks"),
)
_SHELF_FIELDS = (
    ("saved_at", "field.saved_at"),
    ("tags, note", "field.saved.tags"),
    ("archived, pending", "field.saved.archived"),
    ("newer", "field.saved.newer"),
)
_ITEM = "command.item"

COMMANDS = (
    Command(
        "refresh",
        "command.refresh",
        "refresh:run_refresh",
        "[SOURCE…]",
        (
            Option(
                "--full",
                "option.refresh.full",
            ),
            Option("--due", "option.refresh.due"),
            Option("--force", "option.refresh.force"),
            Option("--days", "option.refresh.days", "N", kind="number"),
            Option("--size", "option.refresh.size", "SIZE"),
            Option("--quiet", "option.refresh.quiet"),
            Option("--strict", "option.refresh.strict"),
            _JSON,
        ),
        (
            ("khabar refresh", "example.refresh.all"),
            ("khabar refresh baghdadtoday --full", "example.refresh.source"),
        ),
        (
            ("source, name", "field.source"),
            ("new", "field.new"),
            ("error, note", "field.refresh.error"),
            (
                "stage, done, total, size",
                "field.refresh.stage",
            ),
        ),
    ),
    Command(
        "list",
        "command.list",
        "headlines:show_headlines",
        "",
        (
            Option(
                "--source",
                "option.list.source",
                "ID",
                repeat=True,
            ),
            Option(
                "--category",
                "option.list.category",
                "NAME",
                repeat=True,
            ),
            Option("--unread", "option.list.unread"),
            Option("--saved", "option.list.saved"),
            Option(
                "--since",
                "option.list.since",
                "TIME",
            ),
            Option(
                "--limit",
                "option.list.limit",
                "N",
                "-n",
                "number",
            ),
            _JSON,
        ),
        (
            ("khabar list --unread --since 1d", "example.list.unread"),
            (
                "khabar list --category رياضة --json | jq -r .url",
                "example.list.script",
            ),
        ),
        HEADLINE_FIELDS,
        "command.list.more",
    ),
    Command(
        "stories",
        "command.stories",
        "stories:show_stories",
        "",
        (
            Option("--since", "option.stories.since", "TIME"),
            Option("--unread", "option.list.unread"),
            Option("--limit", "option.list.limit", "N", "-n", "number"),
            _JSON,
        ),
        (("khabar stories --since 8h", "example.stories"),),
        (
            ("id", "field.story"),
            ("newsrooms, unread", "field.stories.counts"),
            ("headlines", "field.stories.headlines"),
        ),
        "command.stories.more",
    ),
    Command(
        "digest",
        "command.digest",
        "stories:write_digest",
        "",
        (
            Option("--since", "option.stories.since", "TIME"),
            Option("--format", "option.export.format", "FORMAT", choices=("md", "html", "epub")),
            Option("--limit", "option.digest.limit", "N", "-n", "number"),
            _OUT,
            _FORCE,
        ),
        (("khabar digest --since 1d -o today.epub", "example.digest"),),
        more="command.digest.more",
    ),
    Command(
        "show",
        "command.show",
        "show:show_item",
        "ITEM",
        (
            Option("--plain", "option.show.plain"),
            _JSON,
            Option("--offline", "option.show.offline"),
            Option("--refetch", "option.show.refetch"),
            Option("--changes", "option.show.changes"),
            Option("--width", "option.show.width", "N", "-w", "number"),
            Option("--no-pager", "option.show.no_pager"),
        ),
        (
            ("khabar show 12", "example.show.id"),
            ("khabar show https://news.example/a --plain", "example.show.url"),
            ("khabar show 12 --changes", "example.show.changes"),
        ),
        _ARTICLE_FIELDS,
        _ITEM,
    ),
    Command(
        "search",
        "command.search",
        "headlines:search_headlines",
        "QUERY…",
        (
            Option(
                "--limit",
                "option.search.limit",
                "N",
                "-n",
                "number",
            ),
            _JSON,
        ),
        (
            (
                "khabar search الموازنة",
                "example.search.word",
            ),
            (
                "khabar search '\"مجلس النواب\" is:unread after:2026-01-01'",
                "example.search.phrase",
            ),
        ),
        (
            *HEADLINE_FIELDS,
            (
                "snippet, title_hits, snippet_hits",
                "field.search.snippet",
            ),
        ),
        "command.search.more",
    ),
    Command(
        "save",
        "command.save",
        "bookmarks:save",
        "ITEM…",
        (
            Option("--tag", "option.save.tag", "TAG", repeat=True),
            Option("--note", "option.save.note", "TEXT"),
            Option("--archive", "option.save.archive"),
            _JSON,
        ),
        (
            ("khabar save 12 --tag اقتصاد", "example.save.tag"),
            ("khabar save https://example.org/page", "example.save.page"),
        ),
        (
            (
                "id, state, why, pictures",
                "field.save",
            ),
        ),
        "command.save.more",
    ),
    Command(
        "unsave",
        "command.unsave",
        "bookmarks:unsave",
        "ITEM…",
        (),
        (("khabar unsave 12", "example.unsave"),),
    ),
    Command(
        "saved",
        "command.saved",
        "bookmarks:saved",
        "[QUERY…]",
        (
            Option(
                "--tag",
                "option.saved.tag",
                "TAG",
                repeat=True,
            ),
            Option("--archived", "option.saved.archived"),
            Option("--complete", "option.saved.complete"),
            _JSON,
        ),
        (
            ("khabar saved", "example.saved.all"),
            ("khabar saved --tag اقتصاد --json", "example.saved.tag"),
        ),
        (*HEADLINE_FIELDS, *_SHELF_FIELDS),
    ),
    Command(
        "export",
        "command.export",
        "bookmarks:export",
        "[ITEM…]",
        (
            Option(
                "--format",
                "option.export.format",
                "FORM",
                choices=("md", "html", "epub", "txt", "json"),
            ),
            _OUT,
            _FORCE,
            Option(
                "--all",
                "option.export.all",
            ),
        ),
        (
            ("khabar export -o news.epub", "example.export.book"),
            ("khabar export 12 --format md", "example.export.article"),
            ("khabar export --all -o library.jsonl", "example.export.all"),
        ),
        (*_ARTICLE_FIELDS, *_SHELF_FIELDS),
        "command.export.more",
    ),
    Command(
        "import",
        "command.import",
        "bookmarks:import_records",
        "FILE",
        (
            Option(
                "--format",
                "option.import.format",
                "FORM",
                choices=(
                    "khabar",
                    "articles",
                    "newsboat-urls",
                    "newsboat-cache",
                    "pocket-csv",
                    "pocket-html",
                    "instapaper",
                    "wallabag",
                ),
            ),
        ),
        (
            ("khabar import library.jsonl", "example.import.machine"),
            ("khabar import ~/.newsboat/cache.db", "example.import.newsboat"),
        ),
    ),
    Command(
        "sources",
        "command.sources",
        "sources:show_sources",
        "",
        (_JSON,),
        (("khabar sources", "example.sources"),),
        (
            ("id, name, feed, listing, category, language, enabled", "field.sources.settings"),
            ("total, unread", "field.sources.counts"),
            ("last_success, last_fetch, due", "field.sources.times"),
            ("error, failures, entries_per_day", "field.sources.health"),
        ),
    ),
    Command(
        "sources add",
        "command.sources_add",
        "sources:add",
        "[URL…]",
        (
            Option("--name", "option.add.name", "NAME"),
            Option("--category", "option.add.category", "NAME"),
            Option(
                "--pack",
                "option.add.pack",
                "PACK",
            ),
            Option(
                "--force",
                "option.add.force",
                short="-f",
            ),
            Option("--account", "option.add.account"),
        ),
        (
            (
                "khabar sources add https://news.example/",
                "example.add.url",
            ),
            ("khabar sources add --pack iraq", "example.add.pack"),
            ("khabar sources add rudaw", "example.add.id"),
        ),
    ),
    Command(
        "sources remove",
        "command.sources_remove",
        "sources:remove",
        "ID…",
        (),
        (("khabar sources remove alsumaria", "example.unsave"),),
    ),
    Command(
        "sources test",
        "command.sources_test",
        "sources:test",
        "[ID…]",
        (_JSON,),
        (
            (
                "khabar sources test baghdadtoday",
                "example.test",
            ),
        ),
        (
            ("id, name", "field.source"),
            ("way", "field.test.way"),
            ("url, entries, characters, error, note", "field.test.result"),
        ),
    ),
    Command(
        "sources discover",
        "command.sources_discover",
        "sources:discover",
        "URL",
        (_JSON,),
        (
            (
                "khabar sources discover https://news.example/",
                "example.discover",
            ),
        ),
        (("kind, url, title, entries", "field.discover"),),
    ),
    Command(
        "sources catalogue",
        "command.sources_catalogue",
        "sources:catalogue",
        "",
        (_JSON,),
        (("khabar sources catalogue --json", "example.catalogue"),),
        (("id, name, pack, feed, listing, country, language, followed", "field.catalogue"),),
    ),
    Command(
        "sources import",
        "command.sources_import",
        "sources:import_list",
        "FILE",
        (),
        (("khabar sources import feeds.opml", "example.sources_import"),),
    ),
    Command(
        "sources export",
        "command.sources_export",
        "sources:export",
        "",
        (_OUT, _FORCE),
        (("khabar sources export -o feeds.opml", "example.sources_export"),),
    ),
    Command(
        "account",
        "command.account",
        "account:show_account",
        "",
        (_JSON,),
        (("khabar account", "example.account"),),
        (
            ("kind, url, user", "field.account"),
            ("feeds, queued", "field.account.counts"),
            ("synced, error", "field.account.synced"),
        ),
    ),
    Command(
        "account add",
        "command.account_add",
        "account:add_account",
        "URL",
        (
            Option("--user", "option.account.user", "NAME"),
            Option("--password-command", "option.account.password_command", "COMMAND"),
            Option("--ca-file", "option.account.ca_file", "FILE", kind="file"),
        ),
        (("khabar account add https://rss.example", "example.account_add"),),
        more="command.account_add.more",
    ),
    Command(
        "account remove",
        "command.account_remove",
        "account:remove_account",
        "",
        (Option("--force", "option.account.force", short="-f"),),
        (("khabar account remove", "example.account_remove"),),
    ),
    Command(
        "sync",
        "command.sync",
        "account:run_sync",
        "",
        (Option("--confirm-removals", "option.sync.confirm"), _JSON),
        (("khabar sync", "example.sync"),),
        (("feeds, new, pulled, pushed, refused, waiting, requests", "field.sync"),),
        "command.sync.more",
    ),
    Command(
        "text",
        "command.text",
        "filter:text",
        "[FILE]",
        (
            Option(
                "--width",
                "option.text.width",
                "N",
                "-w",
                "number",
            ),
            Option(
                "--order",
                "option.text.order",
                "ORDER",
                choices=("auto", "visual", "logical"),
            ),
            Option("--justify", "option.text.justify"),
        ),
        (
            ("git log | khabar text", "example.text.pipe"),
            ("khabar text --width 40 letter.txt", "example.text.file"),
        ),
    ),
    Command(
        "doctor",
        "command.doctor",
        "doctor:run_checks",
        "",
        (
            Option(
                "--repair",
                "option.doctor.repair",
            ),
            _JSON,
        ),
        (("khabar doctor", "example.doctor"),),
        (("check, state, words", "field.doctor"),),
    ),
    Command(
        "config",
        "command.config",
        "config_commands:config",
        "",
        (Option("--init", "option.config.init"), _JSON),
        (("khabar config --init", "example.config"),),
        (("line, message", "field.config"),),
    ),
    Command(
        "completion",
        "command.completion",
        "config_commands:completion",
        "[SHELL]",
        (
            Option(
                "--values",
                "option.completion.values",
                "KIND",
                choices=("sources", "catalogue", "packs", "categories", "tags", "entries", "bookmarks"),
            ),
        ),
        (
            (
                "khabar completion bash > ~/.local/share/bash-completion/completions/khabar",
                "example.completion",
            ),
        ),
        values=("bash", "zsh", "fish"),
    ),
    Command(
        "help",
        "command.help",
        "help:show_topic",
        "[TOPIC…]",
        (),
        (
            ("khabar help keys", "example.help.keys"),
            ("khabar help sources add", "example.help.command"),
        ),
        more="command.help.more",
        values=("keys", "search", "config", "terminals", "files"),
    ),
    Command(
        "man",
        "command.man",
        "config_commands:man",
        "",
        (),
        (("khabar man | man -l -", "example.man"),),
    ),
)
