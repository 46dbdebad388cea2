"""A case is brought up to date: in any order, with any workers, whatever one plugin does."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from solferino import plugins
from solferino.model import Claim, Document, Extraction, FacilityValue, Reading, Span, Statement
from solferino.origins import copies
from solferino.pipeline import Progress, work
from solferino.ports import Gazetteer, Kit, Sample
from solferino.publish.contract import JsonExporter
from solferino.store.case import Case
from solferino.workers import here, pool

TEXTS = {
    "one.txt": "Rockets hit the Orrin clinic in Tesk on Monday, killing three nurses.",
    "two.txt": "The Tesk health office said that the Orrin clinic had been hit by rockets.",
    "three.txt": "Two people were injured when the Orrin clinic was shelled, its director said.",
}


@pytest.fixture(scope="module")
def kit() -> Kit:
    return plugins.kit(plugins.find())


def clock() -> str:
    return "2031-05-01T10:00:00Z"


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.create(tmp_path / "case", "Tesk", clock=clock, by="a tester") as made:
        yield made


def receive(case: Case, *names: str) -> None:
    for name in names:
        case.receive(name, TEXTS[name].encode())


def export(case: Case) -> bytes:
    out = BytesIO()
    JsonExporter().write(case.picture("test"), out)
    return out.getvalue()


def done(case: Case, kit: Kit) -> list[Progress]:
    with here() as workers:
        return list(work(case, kit, workers))


def test_every_file_is_read_and_mined_and_each_step_told(case: Case, kit: Kit) -> None:
    receive(case, *TEXTS)
    steps = done(case, kit)
    for stage in ("read", "extract"):
        told = [s for s in steps if s.stage == stage]
        assert [s.done for s in told] == [1, 2, 3]
        assert {s.total for s in told} == {3}
        assert {s.subject for s in told} == set(TEXTS)
    assert not case.unread()
    assert not case.unmined()


def test_each_step_of_deriving_is_told_and_how_far_it_is(
    case: Case, kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "SOME", 1)
    receive(case, *TEXTS)
    steps = [s for s in done(case, kit) if s.stage == "derive"]
    told = list(dict.fromkeys(s.subject for s in steps))
    assert told == ["entities", "copies", "origins", "incidents", "gradings", ""]
    assert len([s for s in steps if s.subject == "copies"]) > len(TEXTS)
    counts = [s.done for s in steps]
    assert counts == sorted(counts)
    assert {s.total for s in steps} == {counts[-1]}


def test_what_is_done_is_not_done_again(case: Case, kit: Kit) -> None:
    receive(case, "one.txt")
    done(case, kit)
    receive(case, "two.txt")
    assert {s.subject for s in done(case, kit) if s.stage == "read"} == {"two.txt"}
    assert not [s for s in done(case, kit) if s.stage in ("read", "extract")]


def test_step_by_step_and_at_once_give_the_same_bytes(tmp_path: Path, kit: Kit) -> None:
    exports: list[bytes] = []
    for order in (("one.txt", "two.txt", "three.txt"), ("three.txt", "one.txt", "two.txt")):
        for at_once in (True, False):
            folder = tmp_path / f"{order[0]}-{at_once}"
            with Case.create(folder, "Tesk", clock=clock, by="a tester") as case:
                for name in order:
                    receive(case, name)
                    if not at_once:
                        done(case, kit)
                done(case, kit)
                exports.append(export(case))
    assert len(set(exports)) == 1


def test_here_and_in_a_pool_the_same_bytes_come_out(tmp_path: Path, kit: Kit) -> None:
    exports: list[bytes] = []
    for executor in (here(), pool(2)):
        with (
            executor as workers,
            Case.create(tmp_path / str(len(exports)), "Tesk", clock=clock, by="a tester") as case,
        ):
            receive(case, *TEXTS)
            list(work(case, kit, workers))
            exports.append(export(case))
    assert exports[0] == exports[1]


def test_derived_afresh_the_case_is_the_same_bytes(case: Case, kit: Kit) -> None:
    receive(case, *TEXTS)
    done(case, kit)
    before = export(case)
    case.forget_derived()
    done(case, kit)
    assert export(case) == before


class Crashing:
    """A stranger's reader that wants every file and fails at one."""

    name = "crashing"
    version = "7"

    def bid(self, sample: Sample) -> int:
        return 100 if sample.name == "two.txt" else 0

    def read(self, sample: Sample) -> Reading:
        raise ZeroDivisionError(sample.name)


def test_a_reader_that_crashes_costs_its_one_file_and_is_shown(case: Case, kit: Kit) -> None:
    receive(case, *TEXTS)
    done(case, replace(kit, readers=(*kit.readers, Crashing())))
    assert {d.name for d in case.documents()} == {"one.txt", "three.txt"}
    (problem,) = case.problems()
    assert (problem.name, problem.stage) == ("two.txt", "read")
    assert "ZeroDivisionError" in problem.message
    assert problem.remedy


class Stumbling:
    """A stranger's extractor that fails at one document."""

    name = "stumbling"
    version = "1"

    def extract(self, document: Document, gazetteer: Gazetteer) -> Extraction:  # noqa: ARG002
        if document.name == "two.txt":
            raise LookupError
        return Extraction(document=document.id)


def test_an_extractor_that_crashes_leaves_what_the_others_found(case: Case, kit: Kit) -> None:
    receive(case, *TEXTS)
    done(case, kit)
    alone = {s.id for s in case.statements()}
    done(case, replace(kit, extractors=(*kit.extractors, Stumbling())))
    assert {s.id for s in case.statements()} == alone
    assert [(p.name, p.stage) for p in case.problems()] == [("two.txt", "extract")]


class Inventing:
    """A stranger's extractor whose words do not stand in the text."""

    name = "inventing"
    version = "1"

    def extract(self, document: Document, gazetteer: Gazetteer) -> Extraction:  # noqa: ARG002
        span = Span(document=document.id, start=0, end=5, text="never")
        statement = Statement(span=span, rule="invented", confidence="high")
        claim = Claim(
            span=span,
            statement=statement.id,
            value=FacilityValue(name="never", role="attacked", type="hospital"),
            rule="invented",
            confidence="high",
        )
        return Extraction(document=document.id, statements=(statement,), claims=(claim,))


def test_words_that_do_not_stand_in_the_text_are_refused_and_shown(case: Case, kit: Kit) -> None:
    receive(case, "one.txt")
    done(case, replace(kit, extractors=(Inventing(),)))
    assert not case.statements()
    assert [(p.name, p.stage) for p in case.problems()] == [("one.txt", "extract")]


def test_a_file_that_nobody_can_read_is_a_problem_with_a_remedy(case: Case, kit: Kit) -> None:
    receive(case, "one.txt")
    case.receive("empty.txt", b"")
    case.receive("noise.bin", bytes(range(256)) * 8)
    done(case, kit)
    assert {d.name for d in case.documents()} == {"one.txt"}
    assert {p.name for p in case.problems()} == {"empty.txt", "noise.bin"}
    assert all(p.message and p.remedy and p.receipt for p in case.problems())


def test_a_new_part_makes_the_case_be_read_again(case: Case, kit: Kit) -> None:
    receive(case, "one.txt")
    done(case, kit)
    steps = done(case, replace(kit, extractors=(*kit.extractors, Stumbling())))
    assert [s.subject for s in steps if s.stage == "read"] == ["one.txt"]
