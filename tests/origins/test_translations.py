"""Translations of one article are found by figures, names and their order. All is fiction."""

from collections.abc import Callable

import pytest

from solferino.model import Description, Document, Part
from solferino.origins.copies import find_copies
from solferino.origins.tongues import anchors, skeleton, tongue_of

Make = Callable[..., Document]

ENGLISH = """\
Shells hit the fever ward in Denmoor

Four shells struck the fever ward of the Ostrava clinic in Denmoor on 14 March 2031, the head nurse,
Ilka Sorren, told the Tarvel agency. She said that 17 patients were asleep and that eleven of them
were hurt.

The Marleth army denied that it had fired. "We had no orders to shoot on that night," said its
spokesman, Robert Falken. He said that 230 soldiers had left the town on 12 March.

Since January the Velmar Observatory has counted 48 attacks in the Denmoor valley.
"""
ARABIC = """\
قذائف تصيب جناح الحمى في دنمور

أصابت أربع قذائف جناح الحمى في عيادة أوسترافا في دنمور في 14 مارس 2031، بحسب ما قالت كبيرة الممرضات
إيلكا سورين لوكالة تارفل. وقالت إن 17 مريضا كانوا نائمين وإن أحد عشر منهم أصيبوا.

ونفى جيش مارليث أن يكون قد أطلق النار. وقال المتحدث باسمه روبرت فالكن: "لم تكن لدينا أوامر في تلك
الليلة". وقال إن 230 جنديا غادروا البلدة في 12 مارس.

ومنذ يناير أحصى مرصد فيلمار 48 هجوما في وادي دنمور.
"""
GERMAN = """\
Granaten treffen die Fieberstation in Denmoor

Vier Granaten trafen die Fieberstation der Klinik Ostrava in Denmoor am 14. März 2031, sagte die
Oberschwester Ilka Sorren der Agentur Tarvel. Sie sagte, dass 17 Kranke schliefen und elf von ihnen
verletzt wurden.

Die Armee von Marleth bestritt das. „Wir hatten in der Nacht keinen Befehl und der Posten war von
uns nicht besetzt“, sagte ihr Sprecher Robert Falken. Nach ihm sind 230 Soldaten am 12. März mit
Wagen aus der Stadt und dem Tal gefahren.

Seit Januar hat die Beobachtungsstelle Velmar 48 Angriffe auf das Tal von Denmoor gezählt.
"""
ELSEWHERE = """\
وقعت في 3 أبريل 2031 حادثة في بلدة أخرى على الطريق من الجبل الى البحر. قال السائق إن 6 من الركاب
كانوا في الحافلة التي احترقت، وإن 14 شخصا كانوا على الطريق، وإن المصابين نقلوا الى المستشفى
في المدينة. وقالت الممرضة إن 9 منهم عادوا الى بيوتهم في 5 أبريل، وإن هذا كان كل ما تعرفه عن الحادثة.
"""


def pair(make: Make, old: str, new: str) -> tuple[Document, Document]:
    return make("old.txt", old, published="2031-03-15"), make(
        "new.txt", new, published="2031-03-16"
    )


@pytest.mark.parametrize("text", [ARABIC, GERMAN])
def test_a_translation_is_found_and_repeats_the_earlier_text(make: Make, text: str) -> None:
    old, new = pair(make, ENGLISH, text)
    (copy,) = find_copies([old, new])
    assert (copy.document, copy.other, copy.kind) == (new.id, old.id, "translation")
    assert len(copy.passages) >= 3
    assert copy.changes == ()


@pytest.mark.parametrize(
    ("text", "words", "other", "expected"),
    [
        (ARABIC, "17 مريضا", "19 مريضا", ("17 patients", "19 مريضا")),
        (ARABIC, "230 جنديا", "320 جنديا", ("230 soldiers", "320 جنديا")),
        (GERMAN, "elf von", "zwölf von", ("eleven of", "zwölf von")),
    ],
)
def test_a_figure_that_the_translation_changed_is_listed_with_both_texts(
    make: Make, text: str, words: str, other: str, expected: tuple[str, str]
) -> None:
    assert words in text
    (copy,) = find_copies(list(pair(make, ENGLISH, text.replace(words, other))))
    (change,) = copy.changes
    assert change.kind == "number_changed"
    assert change.before is not None
    assert change.after is not None
    assert change.before.text.startswith(expected[0])
    assert change.after.text.startswith(expected[1])
    assert (change.before.document, change.after.document) == (copy.other, copy.document)


@pytest.mark.parametrize("other", [ARABIC, GERMAN, ELSEWHERE])
def test_another_story_is_no_translation(make: Make, other: str) -> None:
    story = """\
    Rain broke the dam above Halbury on 14 March, and the people of the lower town spent the night
    on the roofs. The mayor, Teodor Marsch, said that 17 houses were gone. "We were warned in 2029,"
    said the keeper of the dam, Anna Velling, who had written to the province three times.
    """
    assert find_copies(list(pair(make, story, other))) == ()


def test_two_texts_of_one_language_are_no_translations(make: Make) -> None:
    retold = ENGLISH.replace("struck", "landed upon").replace("told the", "informed the")
    kinds = {copy.kind for copy in find_copies(list(pair(make, ENGLISH, retold)))}
    assert kinds == {"altered"}


def test_translations_are_judged_by_their_two_texts_alone(make: Make) -> None:
    texts = [ENGLISH, ARABIC, GERMAN, ELSEWHERE]
    documents = [make(f"{n}.txt", text) for n, text in enumerate(texts)]
    together = set(find_copies(documents))
    alone = {
        copy
        for i, left in enumerate(documents)
        for right in documents[:i]
        for copy in find_copies([left, right])
    }
    assert together == alone
    assert len(together) == 3


@pytest.mark.parametrize(
    ("latin", "other"),
    [("falken", "فالكن"), ("ostrava", "اوسترافا"), ("marleth", "مارليث"), ("velmar", "велмар")],
)
def test_a_name_has_one_skeleton_in_every_script(latin: str, other: str) -> None:
    assert skeleton(latin) == skeleton(other)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("the twenty three of them and the four that were of the 12", ["23", "4", "12"]),
        ("قتل في ذلك ثلاثة عشر شخصا من بين خمسة وعشرين كانوا في البيت على الطريق", ["13", "25"]),
        ("عثر في البيت على تسع جثث من بين ٤٠ شخصا", ["9", "40"]),
    ],
)
def test_figures_are_read_in_words_and_digits(text: str, numbers: list[str]) -> None:
    tongue = tongue_of(text)
    assert tongue is not None
    assert [a.key for a in anchors(text, tongue) if a.key.isdigit()] == numbers


def test_a_text_of_no_known_language_is_left_alone() -> None:
    assert tongue_of("Zwa brinoth keldar mish orten.") is None


POST = "The ambulance from Tesk was shot at on the mill bridge last night and nine are dead."
HEARD = POST.replace("and nine", "and people say that perhaps nine") + " I was not there."


def collection(make: Make, *posts: str) -> Document:
    text, parts = "", []
    for number, post in enumerate(posts):
        start = len(text)
        text += f"{post}\n— Author {number} (@author{number})"
        parts.append(
            Part(
                kind="post",
                start=start,
                end=len(text),
                author=f"Author {number}",
                handle=f"@author{number}",
                date=f"2031-03-1{number}",
            )
        )
        text += "\n\n"
    return make("posts.json", text, tuple(parts))


def test_a_post_that_repeats_another_is_a_copy_within_the_document(make: Make) -> None:
    document = collection(make, POST, POST)
    (copy,) = find_copies([document])
    assert (copy.document, copy.other, copy.kind) == (document.id, document.id, "verbatim")
    (passage,) = copy.passages
    here, there = document.parts[1], document.parts[0]
    assert here.start <= passage.start < passage.end <= here.end
    assert there.start <= passage.other_start < passage.other_end <= there.end
    assert copy.changes == ()


def test_what_a_repeated_post_changed_is_in_the_document_itself(make: Make) -> None:
    document = collection(make, HEARD, POST)
    (copy,) = find_copies([document])
    kinds = {change.kind for change in copy.changes}
    assert {"hedge_dropped", "left_out"} <= kinds
    for change in copy.changes:
        for span in (change.before, change.after):
            assert span is None or document.text[span.start : span.end] == span.text
            assert span is None or span.document == document.id


def test_different_posts_are_no_copies(make: Make) -> None:
    assert find_copies([collection(make, POST, "The bridge at Orm is shut.")]) == ()


def test_description_of_a_collection_is_left_alone(make: Make) -> None:
    document = collection(make, POST, HEARD)
    find_copies([document])
    assert document.told == Description()
