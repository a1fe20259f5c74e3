"""Stories: the same event of several newsrooms, and what is only like it."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from core.learn_stories import item, load, load_examples
from core.story_score import score_groups

from reader.core.stories import Item, cluster
from reader.core.stories.document import Document, Story
from reader.core.stories.grouper import MEMBER_FEATURES, STORY_FEATURES, Grouper
from reader.core.stories.similarity import PAIR_FEATURES
from reader.core.stories.transliteration import consonants
from reader.core.stories.weights import MEMBER, PAIR, STORY

MORNING = datetime(2026, 5, 4, 6, tzinfo=UTC)


def news(hours, source, title, summary="", language="ar"):
    return Item(source, title, summary, MORNING + timedelta(hours=hours), language)


FIRE = [
    news(0, "alpha", "عاجل | حريق في معمل نسيج بالديوانية"),
    news(
        1,
        "beta",
        "الدفاع المدني يسيطر على حريق اندلع في معمل للنسيج وسط محافظة الديوانية",
        "قالت مديرية الدفاع المدني إن عشر فرق أخمدت النيران في معمل النسيج وسط الديوانية دون خسائر بشرية.",
    ),
    news(2.5, "gamma", "الديوانية: إخماد حريق معمل النسيج بعد ساعتين من اندلاعه"),
]
TREATY = [
    news(0.5, "alpha", "عاجل | العراق واليابان يوقعان اتفاقية لتحلية مياه البصرة"),
    news(
        1.5,
        "beta",
        "بغداد وطوكيو توقعان اتفاقية لإنشاء محطة تحلية في محافظة البصرة بقيمة 340 مليون دولار",
        "وقّع وزيرا المالية العراقي والياباني اتفاقية قرض لتمويل محطة التحلية.",
    ),
    news(4, "gamma", "قرض ياباني بـ340 مليون دولار لتحلية مياه البصرة"),
]
OTHERS = [
    news(0.2, "beta", "افتتاح معرض للزهور في متنزه الزوراء"),
    news(1.1, "alpha", "حريق يلتهم بستان نخيل في قضاء شط العرب"),
    news(2, "beta", "وزير الزراعة يعلن موعد تسويق محصول الحنطة"),
    news(3, "alpha", "اليابان تسجل أعلى درجة حرارة في تاريخها"),
    news(3.3, "gamma", "علماء يكتشفون نوعاً جديداً من الأسماك في بحر العرب"),
]


def test_cluster_of_two_stories_among_others_gives_two_groups():
    labels = cluster([*FIRE, *TREATY, *OTHERS])

    assert len(set(labels[:3])) == 1
    assert len(set(labels[3:6])) == 1
    assert len(set(labels)) == 2 + len(OTHERS)


def test_cluster_labels_follow_the_order_given():
    items = [*FIRE, *TREATY, *OTHERS]
    straight = cluster(items)
    order = list(range(len(items)))
    random.Random(4).shuffle(order)

    shuffled = cluster([items[place] for place in order])

    def groups(pairs):
        found = {}
        for place, label in pairs:
            found.setdefault(label, set()).add(place)
        return sorted(map(sorted, found.values()))

    assert groups(zip(order, shuffled, strict=True)) == groups(enumerate(straight))


def test_cluster_of_nothing_is_empty():
    assert cluster([]) == []


@pytest.mark.parametrize("title", ["", " ", "…", "عاجل", "123", "\u200c\u200f", "a" * 5000, "🙂 🙂"])
def test_cluster_odd_titles_get_a_label_each(title):
    labels = cluster([news(0, "alpha", title, language=""), news(1, "beta", "معرض الزهور في بغداد")])

    assert len(set(labels)) == 2


def test_cluster_prices_of_two_days_are_two_stories():
    first = [
        news(0, "alpha", "ارتفاع أسعار صرف الدولار في بغداد"),
        news(1, "beta", "أسعار صرف الدولار ترتفع في بغداد صباح اليوم الاثنين"),
    ]
    second = [
        news(24, "alpha", "ارتفاع أسعار صرف الدولار في بغداد"),
        news(25, "beta", "أسعار صرف الدولار ترتفع في بغداد صباح اليوم الثلاثاء"),
    ]

    labels = cluster([*first, *second])

    assert labels[0] == labels[1] != labels[2]
    assert labels[2] == labels[3]


def test_cluster_same_event_in_two_places_is_two_stories():
    labels = cluster(
        [
            news(0, "alpha", "إصابة خمسة أشخاص بحادث سير في واسط"),
            news(1, "beta", "إصابة خمسة أشخاص بحادث سير في دهوك"),
        ]
    )

    assert labels[0] != labels[1]


def test_cluster_of_the_same_event_in_other_words_is_a_story():
    labels = cluster(
        [
            news(0, "alpha", "مصرع تسعة أشخاص بغرق زورق قبالة سواحل ليبيا"),
            news(1, "beta", "وفاة 9 مهاجرين في غرق قارب قرب طرابلس الليبية"),
        ]
    )

    assert labels[0] == labels[1]


def test_cluster_kurdish_and_english_are_grouped_in_their_language():
    kurdish = [
        news(0, "alpha", "ئاگرکەوتنەوە لە بازاڕی گەورەی هەولێر", language="ckb"),
        news(1, "beta", "ئاگرێکی گەورە لە بازاڕی هەولێر کۆنترۆڵ کرا", language="ckb"),
    ]
    english = [
        news(0, "gamma", "Fire tears through main bazaar in Erbil", language="en"),
        news(1, "delta", "Firefighters contain blaze at Erbil bazaar", language="en"),
    ]

    labels = cluster([*kurdish, *english])

    assert labels[0] == labels[1]
    assert labels[2] == labels[3]


def test_grouper_arrivals_in_two_batches_join_the_story():
    grouper = Grouper()
    before = grouper.add([*FIRE[:2], *OTHERS[:3]])
    after = grouper.add([FIRE[2], *OTHERS[3:]])

    assert after[0].story is before[0].story
    assert after[1].story is not before[0].story


def test_grouper_items_older_than_the_window_are_let_go():
    grouper = Grouper()
    old = grouper.add(FIRE)
    new = grouper.add([item._replace(published=item.published + timedelta(hours=60)) for item in FIRE])

    assert {document.story for document in old}.isdisjoint(document.story for document in new)


def test_grouper_story_that_has_grown_without_a_weak_member_is_taken_out(monkeypatch):
    """A review looks at the whole story: what joined early may have been a stranger."""
    grouper = Grouper()
    first, second = grouper.add(FIRE[:2])
    assert first.story is second.story
    weak = [-100.0] + [0.0] * (len(MEMBER_FEATURES) - 1)
    strong = [100.0, *weak[1:]]
    monkeypatch.setattr(
        Grouper,
        "_support",
        lambda self, story: [(member, weak if member is first else strong) for member in story.members],
    )

    (third,) = grouper.add(FIRE[2:])

    assert third.story is second.story is not first.story
    assert first.story.members == [first]
    assert second.story.members == [second, third]
    assert first.story.event is not second.story.event


def test_cluster_of_examples_without_a_review_has_more_strangers(labelled, monkeypatch):
    rows = load_examples() + labelled[1]
    items = [item(row) for row in rows]

    reviewed = score_groups(rows, cluster(items))
    monkeypatch.setattr("reader.core.stories.grouper.KEEP", -100.0)
    unreviewed = score_groups(rows, cluster(items))

    assert reviewed.pair_precision > unreviewed.pair_precision
    assert reviewed.purity > unreviewed.purity


def test_document_words_of_one_root_keep_their_forms():
    harvest, wins = Document(news(0, "alpha", "حصيد القمح")), Document(news(0, "beta", "يحصد الذهب"))
    (stem,) = harvest.stems.keys() & wins.stems.keys()

    assert harvest.forms[stem] != wins.forms[stem]


def test_story_of_two_documents_leaves_the_words_of_both_as_they_were():
    one, other = Document(FIRE[1]), Document(TREATY[1])
    before = [(set(each.places), set(each.numbers), dict(each.stems)) for each in (one, other)]
    story = Story(0)

    story.add(one)
    story.add(other)

    assert story.places == one.places | other.places
    assert before == [(each.places, each.numbers, each.stems) for each in (one, other)]


def test_cluster_titles_without_a_word_of_their_own_are_two_stories():
    """A date is no headline; that leads share everyday words says nothing."""
    labels = cluster(
        [
            news(0, "alpha", "April 30th, 2024", "We have been working with you on what comes next.", "en"),
            news(1, "beta", "We're Hiring: Senior Editor", "We are looking for you to work with us.", "en"),
        ]
    )

    assert labels[0] != labels[1]


def test_weights_have_a_number_for_each_feature():
    assert len(PAIR) == len(PAIR_FEATURES)
    assert len(STORY) == len(STORY_FEATURES)
    assert len(MEMBER) == len(MEMBER_FEATURES)


@pytest.fixture(scope="module")
def labelled(shared):
    folder = shared / "stories"
    gold = load(folder / "dev.jsonl")
    noise = [{**row, "background": True} for row in load(folder / "background-dev.jsonl")]
    return gold, noise


def test_cluster_examples_learned_from_reach_the_goal():
    rows = load_examples()

    scores = score_groups(rows, cluster([item(row) for row in rows]))

    assert scores.precision >= 0.95, scores
    assert scores.f1 >= 0.92, scores
    assert scores.purity >= 0.85, scores


def test_document_letters_of_a_name_spelt_in_two_ways_are_mostly_shared():
    one, other, stranger = (
        Document(news(0, "alpha", title)) for title in ("ريتشارد هاملتن", "ريتشرد هاملتون", "معرض الزهور")
    )

    assert len(one.letters & other.letters) > len(one.letters) / 2
    assert not one.letters & stranger.letters


def test_cluster_labelled_set_reaches_its_goal(labelled):
    gold, _ = labelled

    scores = score_groups(gold, cluster([item(row) for row in gold]))

    assert scores.precision >= 0.95, scores
    assert scores.f1 >= 0.92, scores
    assert scores.purity >= 0.85, scores


def test_cluster_labelled_set_among_unrelated_headlines_reaches_its_goal(labelled):
    gold, noise = labelled

    scores = score_groups(gold + noise, cluster([item(row) for row in gold + noise]))

    assert scores.precision >= 0.95, scores
    assert scores.f1 >= 0.90, scores
    assert scores.pair_precision >= 0.85, scores
    assert scores.pair_recall >= 0.65, scores
    assert scores.purity >= 0.85, scores


def test_cluster_same_event_in_four_languages_is_one_story():
    quake = [
        news(0, "alpha", "هزة أرضية بقوة 4.8 تضرب حلبجة ويشعر بها سكان بغداد"),
        news(0.5, "beta", "زلزال بقوة 4.8 درجات يضرب حلبجة", "شعر سكان بغداد بالهزة."),
        news(1, "gamma", "Magnitude 4.8 quake shakes Halabja, felt in Baghdad", language="en"),
        news(1.2, "delta", "بوومەلەرزەیەکی 4.8 پلەیی هەڵەبجەی لەرزاند", language="ckb"),
    ]
    match = [
        news(0.3, "gamma", "Parliament opens autumn session in Erbil", language="en"),
        news(0.4, "delta", "نرخی نان لە سلێمانی گران بوو", language="ckb"),
    ]

    labels = cluster([*quake, *match, *OTHERS])

    assert len(set(labels[:4])) == 1
    assert labels[4] not in labels[:4]
    assert labels[5] not in labels[:4]


def test_cluster_other_event_of_the_same_place_in_another_language_is_another_story():
    labels = cluster(
        [
            news(0, "alpha", "البصرة: افتتاح محطة لتحلية المياه"),
            news(1, "gamma", "Gunmen kill two in a market of Basra", language="en"),
        ]
    )

    assert labels[0] != labels[1]


def test_cluster_with_an_item_of_another_language_groups_the_others_as_before():
    arabic = [*FIRE, *TREATY, *OTHERS]
    english = [news(1, "river", "Book fair opens in Cairo", language="en")]

    labels = cluster([*arabic, *english])

    assert [labels[:3], len(set(labels[3:6]))] == [[labels[0]] * 3, 1]
    assert len(set(labels)) == 3 + len(OTHERS)


def test_cluster_labelled_set_across_languages_reaches_its_goal(labelled):
    gold, noise = labelled
    rows = gold + noise

    labels = cluster([item(row) for row in rows])

    pairs = [
        (one["story"] == other["story"], labels[i] == labels[j])
        for i, one in enumerate(rows)
        for j, other in enumerate(rows[:i])
        if one["language"] != other["language"]
    ]
    found = sum(is_found for _, is_found in pairs)
    right = sum(is_same and is_found for is_same, is_found in pairs)
    assert right / found >= 0.9
    assert right / sum(is_same for is_same, _ in pairs) >= 0.25


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Baghdad", "بغداد"),
        ("Halabja", "وحلبجه"),
        ("Karbala", "كربلا"),
        ("Trump", "ترمب"),
        ("Muscat", "مسقط"),
    ],
)
def test_consonants_of_a_name_are_the_same_in_both_alphabets(one, other):
    assert consonants(one) == consonants(other) != ""


def test_consonants_of_a_short_word_are_nothing():
    assert consonants("Ali") == consonants("علي") == ""
