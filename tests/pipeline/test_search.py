"""Searching a case: by words and by what documents say, with what people answered on top."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solferino import plugins
from solferino.model import Assessment, Description, assess
from solferino.model.asking import Asked, SavedSearch
from solferino.pipeline import work
from solferino.store.case import Case
from solferino.store.passages import results
from solferino.store.search import Found, answered, kept, matching, search
from solferino.text.sought import holds, read_sought
from solferino.workers import here

DRONE = (
    "A drone hit the Orrin clinic in Tesk on 30 April 2031, killing three nurses, its director "
    "Mara Velk said.\n\nThe Harrow army denied that it had fired on the clinic."
)
LATER = (
    "Residents of Tesk blamed the Harrow army for the attack on the Orrin clinic on 30 April "
    "2031. Four nurses were killed, according to Mara Velk."
)
TEXTS = {
    "drone.txt": ("2031-05-02", DRONE),
    "later.txt": ("2031-05-04", LATER),
    "fire.txt": ("2031-04-01", "Shells hit the Ostel hospital in Karn on 12 March 2031."),
    "arabic.txt": ("2031-05-03", "قصفت طائرة مسيرة المستشفى في تسك يوم الأربعاء."),
    "undated.txt": (None, "The market in Tesk was quiet; the clinic was closed."),
}
TYPED = ("clinic", "Tesk", "nurses", "-market", "-Harrow", "drone*", "مستشفى")


def _told(name: str, day: str | None) -> Description:
    language = "ar" if name == "arabic.txt" else "en"
    return Description(published=day, title=f"About {name}", language=language)


def clock() -> str:
    return "2031-06-01T10:00:00Z"


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    path = tmp_path_factory.mktemp("search") / "case"
    with Case.create(path, "Search", clock=clock, by="tester") as made, here() as workers:
        for name, (day, text) in TEXTS.items():
            made.receive(name, text.encode(), _told(name, day))
        list(work(made, plugins.kit(plugins.find()), workers))
        yield made


def found(case: Case, asked: Asked, page: int = 1, size: int = 20) -> Found:
    with case.derived.database.transaction() as connection:
        people = answered(connection, case.rulings(Assessment))
        return search(connection, asked, people, page, size)


def names(case: Case, **told: str) -> list[str]:
    return [hit.name for hit in found(case, Asked(**told)).hits]  # type: ignore[arg-type]


def test_words_are_found_the_latest_published_first(case: Case) -> None:
    assert names(case, words="clinic") == ["later.txt", "drone.txt", "undated.txt"]
    assert names(case, words="clinic -closed -residents") == ["drone.txt"]
    assert names(case, words='"Orrin clinic" nurses') == ["later.txt", "drone.txt"]
    assert names(case, words="hosp*") == ["fire.txt"]
    assert names(case, words="about") == [
        "later.txt",
        "arabic.txt",
        "drone.txt",
        "fire.txt",
        "undated.txt",
    ]
    assert names(case, words="...") == []


def test_arabic_is_found_without_its_article(case: Case) -> None:
    assert names(case, words="مستشفي") == ["arabic.txt"]
    assert names(case, language="ar") == ["arabic.txt"]


def test_fields_of_incidents_and_of_values(case: Case) -> None:
    assert names(case, facility="orrin clinic") == ["later.txt", "drone.txt"]
    assert names(case, facility="Ostel") == ["fire.txt"]
    assert names(case, first="2031-04-01") == ["later.txt", "drone.txt"]
    assert names(case, last="2031-03-31") == ["fire.txt"]
    assert names(case, first="2031-04-01", last="2031-04-29") == []
    assert names(case, speaker="Velk", kind="casualty") == ["later.txt", "drone.txt"]
    assert names(case, speaker="Velk", kind="effect") == []
    assert names(case, blamed="Harrow army", words="residents") == ["later.txt"]
    assert names(case, blamed="nobody of this name") == []


def test_pages_part_what_is_found_without_loss(case: Case) -> None:
    whole = [h.name for h in found(case, Asked(words="tesk")).hits]
    parts = [h.name for page in (1, 2, 3) for h in found(case, Asked(words="tesk"), page, 1).hits]
    assert parts == whole
    assert found(case, Asked(words="tesk")).total == len(whole)


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from([*["clinic", "Tesk", "nurses", "-market", "-Harrow", "drone*"], "مستشفى"])
    )
)
def test_the_index_finds_what_reading_finds(asked: list[str]) -> None:
    words = " ".join(asked)
    sought = read_sought(words)
    if not sought.present:
        assert matching(words) == ""
        return
    assert CASE
    told = set(names(CASE[0], words=words))
    assert told == {n for n, (_, text) in TEXTS.items() if holds(f"About {n}\n{text}", sought)}


CASE: list[Case] = []


@pytest.fixture(autouse=True)
def _known(case: Case) -> None:
    CASE[:] = [case]


def test_what_people_answered_is_found_by_it(case: Case) -> None:
    said = {s.id: s for s in case.statements()}
    figure = next(
        c for c in case.claims() if c.kind == "casualty" and "three" in c.span.text.lower()
    )
    before = names(case, kind="casualty", status="proposed")
    assert names(case, status="accepted") == []
    case.decide(assess(figure, said[figure.statement], "accept", by="tester"))
    assert names(case, status="accepted") == ["drone.txt"]
    assert names(case, status="accepted", speaker="Velk") == ["drone.txt"]
    assert names(case, kind="casualty", status="proposed") == [
        n for n in before if n != "drone.txt"
    ]
    assert names(case, kind="casualty") == before


def test_passages_are_the_exact_words(case: Case) -> None:
    texts = {d.id: d.text for d in case.documents()}
    for asked in (Asked(words="orrin nurses"), Asked(kind="casualty"), Asked(words="مستشفى")):
        with case.derived.database.transaction() as connection:
            people = answered(connection, case.rulings(Assessment))
            hits = search(connection, asked, people).hits
            for result in results(connection, asked, people, hits):
                assert result.passages
                for p in result.passages:
                    assert p.exact == texts[result.hit.document][p.start : p.end]
                    assert p.exact


def test_a_text_that_is_told_another_day_is_found_once(tmp_path: Path) -> None:
    with (
        Case.create(tmp_path / "case", "Once", clock=clock, by="tester") as case,
        here() as workers,
    ):
        kit = plugins.kit(plugins.find())
        for day in ("2031-01-01", "2031-02-01"):
            case.receive("one.txt", b"The Orrin clinic in Tesk.", Description(published=day))
            list(work(case, kit, workers))
            hits = found(case, Asked(words="orrin")).hits
            assert [(h.name, h.published) for h in hits] == [("one.txt", day)]
        case.adopt_kit(("another",))
        assert found(case, Asked(words="orrin")).hits == ()


def test_of_two_searches_of_one_name_the_later_one_stands() -> None:
    first = SavedSearch(name="Tesk", asked=Asked(words="tesk"), by="a")
    later = SavedSearch(name="Tesk", asked=Asked(words="tesk clinic"), by="b")
    undone = SavedSearch(name="Tesk", asked=later.asked, by="b", retracts=later.id)
    assert kept([first, later]) == {"Tesk": later}
    assert kept([first, later, undone]) == {"Tesk": first}
