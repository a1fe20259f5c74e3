import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.sources import decode

ARABIC = "أعلنت وزارة النقل اليوم عن افتتاح خط جديد بين بغداد والبصرة، وقال الوزير إن العمل بدأ صباح الخميس."
POINTED = "أَعْلَنَتْ وِزَارَةُ النَّقْلِ اليَوْمَ عَنِ افْتِتَاحِ خَطٍّ جَدِيدٍ بَيْنَ بَغْدَادَ وَالبَصْرَةِ وَقَالَ الوَزِيرُ"
PERSIAN = (
    "وزير راه امروز از آغاز کار خط تازه ميان تهران و مشهد خبر داد و گفت که پروژه تا پايان سال به پايان مي رسد"
)
HEBREW = "שר התחבורה הודיע היום על פתיחת קו חדש בין ירושלים לחיפה, והעבודות יחלו בבוקר יום חמישי."
RUSSIAN = "Министр транспорта сообщил сегодня об открытии новой линии между городами, работы начнутся утром."
FRENCH = (
    "Le ministère a annoncé la création d'une ligne à Alger ; l'été dernier, le président l'avait évoquée."
)


def page(text, declared=""):
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    return f"{declaration}<rss><channel><title>{text}</title></channel></rss>"


@pytest.mark.parametrize(
    "declared", ["", "windows-1256", "utf-8", "iso-8859-1", "windows-1252", "nonsense", "utf-7"]
)
@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ARABIC, "utf-8"),
        (ARABIC, "cp1256"),
        (ARABIC, "iso8859-6"),
        (POINTED, "cp1256"),
        (PERSIAN, "cp1256"),
        (HEBREW, "cp1255"),
        (HEBREW, "iso8859-8"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (FRENCH, "cp1252"),
    ],
)
def test_letters_decide_whatever_is_declared(text, encoding, declared):
    whole = page(text, declared)
    assert decode(whole.encode(encoding)) == whole
    assert decode(page(text).encode(encoding), f"text/xml; charset={declared}") == page(text)


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("windows-1256", "cp1256"),
        ("cp1256", "cp1256"),
        ("ISO-8859-6", "iso8859-6"),
        ("ASMO-708", "iso8859-6"),
        ("windows-1255", "cp1255"),
        ("iso-8859-8-i", "iso8859-8"),
    ],
)
def test_short_text_is_decoded_as_declared(declared, encoding):
    text = "خبر" if encoding in ("cp1256", "iso8859-6") else "שלום"
    assert decode(page(text, declared).encode(encoding)) == page(text, declared)


@pytest.mark.parametrize(("declared", "encoding"), [("windows-1256", "cp1256"), ("ISO-8859-6", "iso8859-6")])
@pytest.mark.parametrize("text", ["عنوان", "ايران", "نبأ", "كأس العرب", "بيان من المجلس النيابي"])
def test_few_letters_do_not_outweigh_the_declaration(text, declared, encoding):
    assert decode(page(text, declared).encode(encoding)) == page(text, declared)


@pytest.mark.parametrize("encoding", ["shift_jis", "euc_kr", "gb18030", "big5", "iso2022_jp", "euc_jp"])
def test_wide_encodings_are_believed(encoding):
    text = page(
        {"euc_kr": "한국어 뉴스 제목", "big5": "新聞標題", "gb18030": "新闻标题"}.get(
            encoding, "日本語のニュース"
        ),
        encoding,
    )
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-8-sig"]
)
@pytest.mark.parametrize("before", [b"", b"\r\n"])
def test_wide_letters_with_and_without_a_mark(encoding, before):
    if before and "sig" not in encoding:
        before = b""
    assert decode(before + page(ARABIC, "utf-8").encode(encoding)).lstrip() == page(ARABIC, "utf-8")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("北京市交通管理局今天发布了周末出行的有关提示", "gb2312"),
        (
            "서울시는 오늘 새로운 다리를 열었다고 밝혔다. 시민들은 내일 아침부터 이 다리를 이용할 수 있다.",
            "euc_kr",
        ),
        ("東京都は今日、新しい橋の開通を発表した。橋は明日の朝から利用できるようになる。", "euc_jp"),
    ],
)
def test_letters_of_two_bytes_are_known_without_a_declaration(text, encoding):
    assert text in decode(page(text).encode(encoding))


@pytest.mark.parametrize("words", ["من هل قد لم عن في ما لا إن كي أو لن يا بل", "كتاب جديد وزير يومين بيان"])
def test_words_of_even_length_stay_arabic(words):
    text = f"{ARABIC} {words}"
    assert text in decode(page(text).encode("cp1256"))


def test_mark_that_lies():
    assert ARABIC in decode(b"\xef\xbb\xbf" + page(ARABIC).encode("cp1256"))


def test_html_declares_in_meta():
    meta = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1256">'
    html = f"<html><head>{meta}</head>{ARABIC}"
    assert decode(html.encode("cp1256"), kind="html") == html
    assert decode('<meta charset="euc-kr">한국어'.encode("euc-kr"), kind="html").endswith("한국어")


def test_utf8_with_a_few_broken_letters_stays_utf8():
    data = page(ARABIC * 5, "utf-8").encode()
    broken = data[:200] + b"\xff" + data[200:]
    assert decode(broken).count("\ufffd") <= 3
    assert ARABIC in decode(broken)


def test_letter_cut_off_at_the_end_is_forgiven():
    data = page(ARABIC).encode()[: len("<rss><channel><title>") + 21]
    assert decode(data).startswith("<rss><channel><title>أعلنت")
    assert "\ufffd" not in decode(data)


def test_http_before_the_document():
    text = page("한국어 뉴스 제목", "big5")
    assert decode(text.encode("euc-kr"), "application/xml; charset=EUC-KR") == text


@given(st.binary(max_size=300), st.text(max_size=30), st.sampled_from(["xml", "html"]))
def test_decode_of_any_bytes_never_raises(data, content_type, kind):
    assert isinstance(decode(data, content_type, kind), str)
    assert isinstance(decode(data, f"text/html; charset={content_type}", kind), str)


@pytest.mark.parametrize(
    "data", [b"\xc7" * 4_000_000, b"\xff\xfe" * 2_000_000, b"<?xml " * 700_000, bytes(4_000_000)]
)
def test_time_is_linear(data):
    start = time.process_time()
    decode(data)
    decode(data, "text/html; charset=big5", "html")
    assert time.process_time() - start < 3


def test_decode_of_corpus_feeds_finds_their_charset(shared):
    folder = shared / "corpus" / "feeds" / "rtl_synth"
    for name in (
        "02_cp1256_declared",
        "03_cp1256_no_decl",
        "04_cp1256_says_utf8",
        "05_iso8859_6",
        "06_utf16_bom",
    ):
        text = decode((folder / f"{name}.xml").read_bytes())
        assert "بغداد اليوم" in text, name
        assert "\ufffd" not in text, name
