"""save, unsave, saved, export and import."""

import json
import zipfile

import pytest


@pytest.fixture
def fetched(agency, khabar):
    assert khabar("refresh").code == 0
    return agency


def rows(result):
    return [json.loads(line) for line in result.lines]


def test_save_keeps_the_whole_article(fetched, khabar):
    done = khabar("save", "6", "--tag", "بغداد", "--note", "مهم")
    assert (done.code, done.out) == (0, "Saved: 6\n")
    (row,) = rows(khabar("saved", "--json"))
    assert (row["id"], row["tags"], row["note"], row["pending"], row["offline"]) == (
        6,
        ["بغداد"],
        "مهم",
        False,
        True,
    )
    fetched.down()
    assert "هدية المدينة" in khabar("show", "6").out


def test_save_without_a_network_queues_and_completes_later(fetched, khabar):
    fetched.down()
    done = khabar("save", "6", "--json")
    assert done.code == 0
    assert [row["state"] for row in rows(done)] == ["saved", "queued"]
    assert "the rest is downloaded later" in done.err
    assert rows(khabar("saved", "--json"))[0]["pending"]
    assert khabar("saved", "--complete").code == 1
    fetched.up()
    assert khabar("saved", "--complete").code == 0
    assert not rows(khabar("saved", "--json"))[0]["pending"]


def test_save_any_page_by_its_address(newsroom, config, khabar):
    config()
    url = newsroom.add(
        "/about", "<html><title>صفحة</title><body><h1>عن الموقع</h1><p>سطر.</p></body></html>".encode()
    )
    done = khabar("save", url)
    assert done.code == 0
    (row,) = rows(khabar("saved", "--json"))
    assert (row["title"], row["source"], row["pending"]) == ("عن الموقع", "saved", False)
    assert "سطر." in khabar("show", url, "--offline").out


def test_save_of_an_unknown_id_fails_and_saves_the_others(fetched, khabar):
    done = khabar("save", "99", "6")
    assert done.code == 1
    assert "'99'" in done.err
    assert "Saved: 6" in done.out
    assert khabar("save", "javascript:alert(1)").code == 1


def test_unsave_of_a_bookmark_removes_it(fetched, khabar):
    khabar("save", "6")
    assert khabar("unsave", "6").out == "Removed from the bookmarks: 6\n"
    assert khabar("unsave", "6").code == 1
    assert khabar("unsave", "99").code == 1
    assert "No bookmarks" in khabar("saved").err


def test_saved_narrows_by_words_tags_and_archive(fetched, khabar):
    khabar("save", "6", "--tag", "أ", "--tag", "ب")
    khabar("save", "5", "--tag", "أ")
    khabar("save", "4", "--archive")
    assert [row["id"] for row in rows(khabar("saved", "--json"))] == [5, 6]
    assert [row["id"] for row in rows(khabar("saved", "--tag", "ب", "--json"))] == [6]
    assert [row["id"] for row in rows(khabar("saved", "--archived", "--json"))] == [4]
    assert [row["id"] for row in rows(khabar("saved", "التمور", "--json"))] == [5]


@pytest.fixture
def shelf(fetched, khabar):
    khabar("save", "6", "5")
    return fetched


def test_export_to_the_standard_output(shelf, khabar):
    assert khabar("export", "6").out.startswith("# بغداد تفتتح")
    assert khabar("export", "--format", "txt").out.count("الرافدين | ") == 2
    data = rows(khabar("export", "--format", "json"))
    assert [row["id"] for row in data] == [5, 6]
    assert data[1]["text"].endswith("إنجازه.")


def test_export_to_a_file_is_never_over_another(shelf, khabar, home):
    done = khabar("export", "-o", "news.epub")
    assert (done.code, done.out) == (0, "")
    assert "(2 articles)" in done.err
    assert zipfile.is_zipfile("news.epub")
    again = khabar("export", "-o", "news.epub")
    assert again.code == 1
    assert "already" in again.err
    assert khabar("export", "-o", "news.epub", "--force").code == 0


def test_export_pictures_inside_and_nothing_fetched(shelf, khabar, home):
    shelf.down()
    khabar("export", "6", "-o", "page.html")
    page = (home / "page.html").read_text()
    assert "data:image/png;base64," in page
    assert 'src="http' not in page


def test_export_to_a_folder(shelf, khabar, home):
    (home / "out").mkdir()
    assert khabar("export", "--format", "md", "-o", "out").code == 0
    assert len(list((home / "out").iterdir())) == 2


def test_export_of_an_unknown_id_or_folder_fails(shelf, khabar):
    assert khabar("export", "99").code == 1
    assert khabar("export", "-o", "no/such/folder.md").code == 1


def test_everything_moves_to_another_machine(shelf, khabar, home):
    khabar("save", "6", "--tag", "وسم", "--note", "ملاحظة")
    assert khabar("export", "--all", "-o", "library.jsonl").code == 0
    done = khabar("import", "library.jsonl", "--library", "other.db")
    assert done.code == 0
    assert "entries: 6" in done.out
    before, after = (rows(khabar("saved", "--json", *more)) for more in ([], ["--library", "other.db"]))
    assert after == before
    assert khabar("list", "--library", "other.db", "--json").out == khabar("list", "--json").out


def test_import_newsboat_urls_follows_them(config, khabar, home):
    path = config()
    (home / "urls").write_text('http://127.0.0.1:9/rss "~خبر"\nexec:evil\n')
    done = khabar("import", "urls")
    assert done.code == 0
    assert "runs a command" in done.err
    assert "يشغّل أمرًا" in khabar("import", "urls", "--lang", "ar").err
    assert "http://127.0.0.1:9/rss" in path.read_text()
    assert "evil" not in path.read_text()


def test_import_of_nothing_known(config, khabar, home):
    config()
    (home / "x").write_text("?")
    done = khabar("import", "x")
    assert done.code == 1
    assert "newsboat-urls" in done.err


def test_export_to_a_file_of_no_known_format_is_refused(fetched, khabar, home):
    khabar("save", "6")
    done = khabar("export", "-o", "news.pdf")
    assert done.code == 2
    assert "pdf" in done.err
    assert "epub" in done.err
    assert not (home / "news.pdf").exists()
    assert khabar("export", "-o", "news.pdf", "--format", "txt").code == 0


def test_show_has_the_tags_and_the_note_of_a_saved_article(agency, khabar):
    khabar("refresh")
    khabar("save", "4", "--tag", "جسور", "--tag", "بغداد", "--note", "راجع الكلفة")
    assert "★  #جسور  #بغداد  ✎ راجع الكلفة" in khabar("show", "4", "--plain").lines
    row = json.loads(khabar("show", "4", "--json").out)
    assert (row["tags"], row["note"]) == (["جسور", "بغداد"], "راجع الكلفة")
    assert not any(line.startswith("★") for line in khabar("show", "5", "--plain").lines)


def test_export_to_a_name_with_a_slash_at_its_end_makes_the_folder(shelf, khabar, home):
    assert khabar("export", "--format", "md", "-o", "new/").code == 0
    assert len(list((home / "new").iterdir())) == 2
    assert khabar("export", "-o", "no/such/").code == 1


@pytest.mark.parametrize("more", [["--format", "md"], ["6"]])
def test_export_of_all_with_an_article_or_another_format_is_refused(shelf, khabar, home, more):
    done = khabar("export", "--all", *more, "-o", "library.jsonl")
    assert (done.code, "--all" in done.err, (home / "library.jsonl").exists()) == (2, True, False)
    assert khabar("export", "--all", "--format", "json", "-o", "library.jsonl").code == 0
