# ruff: noqa: E501 - one case a line
"""What is a correction of an entry and what is noise; the numbers are those of the cases of the issue."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.store.corrections import Change, Version, choose_kept, compare, find_noise, keeps_longer

TEXT = "افتتح رئيس الوزراء اليوم سد الوادي الجديد في شمال المدينة بحضور الوزراء والسفراء وأهالي القرى"
LONG = " ".join(f"{TEXT} {n}" for n in "أبتثجحخد")
NOISE, SMALL, CORRECTION, SUBSTANTIAL = Change


def change(old, new):
    """Return how a title, or a (title, text), changed."""
    old, new = ((v, TEXT) if isinstance(v, str) else v for v in (old, new))
    return compare(Version(*old), Version(*new))


@pytest.mark.parametrize(
    ("number", "old", "new", "expected"),
    [
        (2, "حريق في سوق بغداد القديم", "حريق في سوق كركوك القديم", CORRECTION),
        (7, ("مباشر: الجلسة", TEXT), ("مباشر: الجلسة بدأت", f"{TEXT} ثم بدأت"), CORRECTION),
        (23, "سد الوادي، 33 ردود", "سد الوادي، 35 ردود", NOISE),
        (66, "اعلان النتائج النهائية في مدرسة", "إعلان النتائج النهائية في مدرسه", SMALL),
        (66, "فتوى المرجع الأعلى", "فتوي المرجع الاعلى", SMALL),
        (66, "كتاب جديد", "کتاب جديد", SMALL),
        (67, "إعلان النتائج", "إعـــلان النتائجِ", NOISE),
        (67, 'قال "نعم" 12 مرة', "قال «نعم» ١٢ مرة", NOISE),
        (67, "می‌شود", "میشود", NOISE),
        (68, "12 قتيلا في انفجار", "21 قتيلا في انفجار", SUBSTANTIAL),
        (69, "لن نتراجع عن القرار", "نتراجع عن القرار", SUBSTANTIAL),
        (69, "الوزير نفى الخبر", "الوزير أكد الخبر", SUBSTANTIAL),
        (70, "مرجع ديني يدعو إلى الهدوء", "مرجعاً دينياً يدعو إلى الهدوء", CORRECTION),
        (71, ("عاجل | انفجار وسط بغداد", ""), ("انفجار وسط بغداد", LONG), SUBSTANTIAL),
        (72, "عاجل | انفجار وسط بغداد", "انفجار وسط بغداد", SMALL),
        (77, ("السد يفتتح", LONG), ("السد يفتتح (تحديث)", f"{LONG} ثم غادر"), CORRECTION),
        (78, ("السد", "خبر قصير"), ("السد", LONG), SUBSTANTIAL),
        (79, ("السد", TEXT), ("السد", ""), NOISE),
        (80, ("السد", f"<p>{TEXT}</p><p>12 تعليقا</p>"), ("السد", f"<p>{TEXT}</p><p>15 تعليقا</p>"), NOISE),
        (80, ("السد", f"منذ 5 دقائق {TEXT}"), ("السد", f"منذ ساعة {TEXT}"), NOISE),
        (80, ("السد", f"<p>{TEXT}</p><p>اقرأ أيضاً: خبر</p>"), ("السد", f"<p>{TEXT}</p><p>اقرأ أيضا: غيره</p>"), NOISE),
        (0, ("السد", f"<p>{TEXT}</p>"), ("السد", f"<div><b>{TEXT}</b></div>"), NOISE),
        (0, ("السد", TEXT), ("السد", f"{TEXT} https://x.example/a"), NOISE),
        (0, ("السد", LONG), ("السد", TEXT), NOISE),
        (0, ("السد", LONG), ("السد", "سحب هذا الخبر بعد اعتراض"), SUBSTANTIAL),
        (0, ("السد", TEXT), ("السد", TEXT.replace("شمال", "جنوب")), CORRECTION),
        (0, "وزير المالية يستقيل من منصبه", "الحكومة تعلن موازنة العام المقبل", SUBSTANTIAL),
    ],
)  # fmt: skip
def test_compare_versions_gives_the_change_of_the_case(number, old, new, expected):
    assert change(old, new) is expected


def test_paragraph_that_changed_in_a_third_of_the_document_is_noise():
    pairs = [(f"<p>{TEXT} {n}</p><p>إعلان أول</p>", f"<p>{TEXT} {n}</p><p>إعلان ثان</p>") for n in range(3)]
    noise = find_noise(pairs)
    old, new = pairs[0]
    assert compare(Version("ا", old, noise), Version("ا", new, noise)) is NOISE
    assert find_noise(pairs[:2]) == set()
    own = (f"<p>{TEXT} 9</p>", f"<p>{TEXT} 10</p>")
    noise = find_noise([*pairs, own])
    assert compare(Version("ا", own[0], noise), Version("ا", own[1], noise)) is CORRECTION


def test_longer_text_is_kept_when_the_feed_gives_its_beginning():
    assert keeps_longer(Version("ا", LONG), Version("ا", TEXT))
    assert keeps_longer(Version("ا", LONG), Version("ا", ""))
    assert not keeps_longer(Version("ا", TEXT), Version("ا", LONG))
    assert not keeps_longer(Version("ا", ""), Version("ا", ""))


def test_choose_kept_keeps_pinned_and_the_most_different():
    assert choose_kept([1] * 9, [0, 0.1, 0.9, 0.2, 0.8, 0.3, 0.7, 0.6, 0.5], [0, 8], 64, 5) == [
        0,
        2,
        4,
        5,
        6,
        7,
        8,
    ]
    assert choose_kept([10, 10, 10], [0, 0.5, 0.9], [0], 20, 5) == [0, 2]
    assert choose_kept([], [], [], 20, 5) == []


@given(st.text(), st.text())
def test_compare_any_text_with_itself_is_noise(title, text):
    assert compare(Version(title, text), Version(title, text)) is NOISE
    assert Version(title, text).fingerprint == Version(title, text).fingerprint


@given(st.text(), st.text(), st.text(), st.text())
def test_compare_never_fails(title, text, other, words):
    compare(Version(title, text), Version(other, words))
