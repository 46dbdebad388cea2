"""A draft is marked by what documents say: with origins, fairly, and without entering the case."""

from collections.abc import Iterator

import pytest

from solferino import plugins
from solferino.model import Description
from solferino.pipeline import check_text, picture, work
from solferino.ports import Kit, Picture
from solferino.publish.drafts import Checked, Mark
from solferino.store.case import Case
from solferino.workers import here

STORY = (
    "TESK (Wire) - Rockets hit the Orrin clinic in Tesk on 30 April 2031, killing {} nurses, the "
    "clinic's director Mara Velk said.\n\nThe Harrow army denied that it had fired on the clinic. "
    "Officials said that the road to the north had been closed since Monday and that nobody was "
    "able to reach the town before the evening."
)
TEXTS = {
    "agency.txt": ("2031-05-01", STORY.format("three")),
    "reprint.txt": ("2031-05-02", STORY.format("eight")),
}


@pytest.fixture(scope="module")
def kit() -> Kit:
    return plugins.kit(plugins.find())


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory, kit: Kit) -> Iterator[Picture]:
    path = tmp_path_factory.mktemp("check") / "case"
    with (
        Case.create(path, "Check", clock=lambda: "2031-06-01T10:00:00Z", by="t") as made,
        here() as workers,
    ):
        for name, (day, text) in TEXTS.items():
            made.receive(name, text.encode(), Description(published=day, language="en"))
        list(work(made, kit, workers))
        yield picture(made, "test")


def marks(checked: Checked, words: str) -> list[Mark]:
    return [m for m in checked.marks if words in m.words]


def draft(number: str, speaker: str = "Mara Velk", facility: str = "Orrin clinic") -> str:
    return (
        f"Rockets hit the {facility} in Tesk on 30 April 2031. "
        f"{number} nurses were killed, {speaker} said."
    )


def figure(kit: Kit, seen: Picture, text: str) -> Mark:
    checked = check_text(text, kit, seen, "en")
    (mark,) = [m for m in checked.marks if m.label.startswith("killed") and "nurses" in m.words]
    return mark


def test_what_documents_say_is_supported_with_its_origins(kit: Kit, seen: Picture) -> None:
    mark = figure(kit, seen, draft("Three"))
    assert mark.state == "disputed"
    assert {name for s in mark.same for name in s.origins} == {"Mara Velk"}
    assert mark.first is not None
    assert mark.first.day == "2031-05-01"
    assert {s.value for s in mark.other} == {"8"}
    facility = marks(check_text(draft("Three"), kit, seen, "en"), "Orrin clinic")
    assert {m.state for m in facility} == {"supported"}


def test_what_only_a_copy_says_is_marked_so(kit: Kit, seen: Picture) -> None:
    assert figure(kit, seen, draft("Eight")).state == "copy"


def test_another_figure_is_contradicted_and_never_called_false(kit: Kit, seen: Picture) -> None:
    mark = figure(kit, seen, draft("Twelve"))
    assert mark.state == "contradicted"
    assert {s.value for s in mark.other} == {"3", "8"}
    assert mark.same == ()


def test_a_figure_that_leaves_room_contradicts_nothing(kit: Kit, seen: Picture) -> None:
    assert figure(kit, seen, draft("At least two")).state == "absent"


def test_who_is_not_heard_saying_it_is_told_who_is(kit: Kit, seen: Picture) -> None:
    mark = figure(kit, seen, draft("Three", speaker="Doren Halst"))
    assert mark.state == "others"
    assert {s.by for s in mark.same} == {"Mara Velk"}


def test_of_what_no_document_tells_it_says_so(kit: Kit, seen: Picture) -> None:
    checked = check_text(draft("Three", facility="Brannoch hospital"), kit, seen, "en")
    assert {m.state for m in marks(checked, "Brannoch hospital")} == {"absent"}
    assert (checked.read, checked.unread) == (2, 0)


def test_no_number_is_passed_over_in_silence(kit: Kit, seen: Picture) -> None:
    checked = check_text("The road has 17 bends and 4 bridges.", kit, seen, "en")
    assert [m.words for m in checked.marks] == ["17", "4"]
    assert {m.state for m in checked.marks} <= {"unread", "absent"}


def test_a_text_that_is_not_understood_says_so(kit: Kit, seen: Picture) -> None:
    assert check_text("قصفت طائرة مسيرة المستشفى في تسك.", kit, seen, "ar").problems


def test_marks_are_exact_and_the_picture_stays_as_it_was(kit: Kit, seen: Picture) -> None:
    text = draft("Three") + " 🏥 " + draft("Five")
    checked = check_text(text, kit, seen, "en")
    assert checked.text == text
    assert all(text[m.start : m.end] == m.words for m in checked.marks)
    assert check_text(text, kit, seen, "en") == checked
    known = {d.id for d in seen.documents}
    assert {s.document for m in checked.marks for s in (*m.same, *m.other, *m.later)} <= known
