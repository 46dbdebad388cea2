"""What the measure counts as right, wrong and missed. All texts are fiction."""

import copy
import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from solferino.errors import UsageError
from solferino.measure.score import ROWS, Scores, b_cubed, read_gold, score
from solferino.measure.sheet import Row, Sheet

TEXT = "Rockets hit the Orrin clinic in Tesk. Dr. Vann said three nurses were killed."
SAID = "three nurses were killed"


def gold(**changes: Any) -> dict[str, Any]:
    return {
        "incidents": [
            {
                "key": "tesk-orrin",
                "role": "main",
                "facility": "Orrin clinic",
                "facility_alt": [],
                "place": "Tesk",
                "country": None,
                "date_from": "2031-05-01",
                "date_to": "2031-05-01",
                "event_types": ["heavy_weapons"],
                "weapons": ["rocket"],
                "casualties": [
                    {"kind": "killed", "min": 3, "max": 3, "group": "health_workers"},
                ],
                "facility_effect": "damaged",
                "responsibility": [
                    {"actor": "Upland Front", "stance": "alleged", "by": "Dr. Vann"},
                ],
                **changes,
            }
        ],
        "claims": [{"speaker": "Dr. Vann", "text": SAID, "stance": "asserts"}],
    }


def account(**changes: Any) -> dict[str, Any]:
    return {
        "document": "d",
        "role": "main",
        "facility": "the Orrin clinic",
        "facility_alt": [],
        "facility_entity": None,
        "place": "Tesk",
        "country": None,
        "earliest": "2031-05-01",
        "latest": "2031-05-01",
        "event_types": ["heavy_weapons"],
        "weapons": ["missile"],
        "effects": ["damaged"],
        "casualties": [{"kind": "killed", "min": 3, "max": 3, "group": "health_workers"}],
        "responsibility": [
            {"actor": "the Front", "entity": "f", "stance": "alleged", "by": "Vann"},
        ],
        **changes,
    }


def statement(**changes: Any) -> dict[str, Any]:
    start = TEXT.index(SAID)
    return {
        "document": "d",
        "start": start,
        "end": start + len(SAID),
        "text": SAID,
        "act": "asserts",
        "voice": [{"name": "Dr. Vann", "text": "Dr. Vann", "entity": None}],
        **changes,
    }


def export(*accounts: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "schema": "solferino.case/1",
        "documents": [{"id": "d", "name": "one.txt", "text": TEXT}],
        "statements": [statement()],
        "entities": [{"id": "f", "name": "Upland Front", "names": [{"text": "Front"}]}],
        "incidents": [{"id": f"i{n}", "accounts": [a]} for n, a in enumerate(accounts)],
        **changes,
    }


def scored(given: dict[str, Any], *answers: dict[str, Any]) -> Scores:
    return score(given, dict(zip(("one", "two"), answers, strict=False)))


def row(scores: Scores, name: str) -> Row:
    return next(r for r in scores.rows if r.name == name)


def counts(scores: Scores, name: str) -> tuple[int, int, int]:
    found = row(scores, name)
    return found.true, found.false, found.missed


EXPECTED_ROWS = (
    "incident",
    "facility",
    "place",
    "date",
    "event types",
    "weapons",
    "effect",
    "casualties",
    "casualties with group",
    "responsibility",
    "responsibility with speaker",
    "statement",
    "speaker",
    "act",
)


def test_a_right_answer_scores_one_in_every_row() -> None:
    scores = scored(export(account()), gold())
    assert {name: row(scores, name).f1 for name in EXPECTED_ROWS} == dict.fromkeys(
        EXPECTED_ROWS, 1.0
    )
    assert scores.overall == 1.0
    assert (scores.broken, scores.spans, scores.notes) == (0, 1, ())
    assert scores.linking == (1.0, 1.0, 1.0)


@pytest.mark.parametrize(
    ("name", "wrong", "expected"),
    [
        ("facility", {"facility": "Lammer hospital"}, (0, 1, 1)),
        ("facility", {"facility": None}, (0, 0, 1)),
        ("place", {"place": "Ossavar"}, (0, 1, 1)),
        ("date", {"earliest": "2031-04-01", "latest": "2031-04-01"}, (0, 1, 1)),
        ("date", {"earliest": "2031-04-01", "latest": "2031-06-01"}, (0, 1, 1)),
        ("date", {"earliest": "2031-04-30", "latest": "2031-05-02"}, (1, 0, 0)),
        ("date", {"earliest": None, "latest": None}, (0, 0, 1)),
        ("event types", {"event_types": ["heavy_weapons", "arson"]}, (1, 1, 0)),
        ("weapons", {"weapons": ["gunfire"]}, (0, 1, 1)),
        ("effect", {"effects": ["destroyed"]}, (0, 1, 1)),
        ("effect", {"effects": ["damaged", "evacuated", "occupied"]}, (1, 1, 0)),
        ("casualties", {"casualties": []}, (0, 0, 1)),
        ("responsibility", {"responsibility": []}, (0, 0, 1)),
    ],
)
def test_a_wrong_field_counts_in_its_row_alone(
    name: str, wrong: dict[str, Any], expected: tuple[int, int, int]
) -> None:
    scores = scored(export(account(**wrong)), gold())
    assert counts(scores, name) == expected
    for other in set(EXPECTED_ROWS) - {
        name,
        f"{name} with group",
        f"{name} with speaker",
    }:
        assert row(scores, other).f1 == 1.0, other


def test_a_figure_with_another_number_is_false_and_missed() -> None:
    wrong = [{"kind": "killed", "min": 4, "max": 4, "group": "health_workers"}]
    assert counts(scored(export(account(casualties=wrong)), gold()), "casualties") == (0, 1, 1)


def test_a_group_counts_only_in_the_row_with_groups() -> None:
    wrong = [{"kind": "killed", "min": 3, "max": 3, "group": "patients"}]
    scores = scored(export(account(casualties=wrong)), gold())
    assert counts(scores, "casualties") == (1, 0, 0)
    assert counts(scores, "casualties with group") == (0, 1, 1)


def test_blame_in_the_wrong_mouth_counts_only_in_the_row_with_speakers() -> None:
    wrong = [{"actor": "Upland Front", "stance": "alleged", "by": None}]
    scores = scored(export(account(responsibility=wrong)), gold())
    assert counts(scores, "responsibility") == (1, 0, 0)
    assert counts(scores, "responsibility with speaker") == (0, 1, 1)


def test_a_denial_is_no_allegation() -> None:
    wrong = [{"actor": "Upland Front", "stance": "denied", "by": "Vann"}]
    assert counts(scored(export(account(responsibility=wrong)), gold()), "responsibility") == (
        0,
        1,
        1,
    )


def test_where_the_gold_gives_no_date_none_is_right() -> None:
    undated = gold(date_from=None, date_to=None)
    right = scored(export(account(earliest=None, latest=None)), undated)
    wrong = scored(export(account()), undated)
    assert counts(right, "date abstention") == (1, 0, 0)
    assert counts(wrong, "date abstention") == (0, 0, 1)
    assert counts(wrong, "date") == (0, 0, 0)


def test_an_invented_incident_is_false() -> None:
    scores = scored(export(account(), account(facility="Lammer", place="Ossavar")), gold())
    assert counts(scores, "incident") == (1, 1, 0)


def test_a_second_account_of_one_incident_is_false() -> None:
    assert counts(scored(export(account(), account()), gold()), "incident") == (1, 1, 0)


def test_what_belongs_to_the_background_is_no_incident() -> None:
    aside = scored(export(account(role="background")), gold(role="background"))
    assert counts(aside, "incident") == (0, 0, 0)
    assert counts(scored(export(account()), gold(role="background")), "incident") == (0, 1, 0)
    assert counts(scored(export(account(role="background")), gold()), "incident") == (0, 0, 1)


def test_a_missed_incident_misses_all_its_fields() -> None:
    scores = scored(export(), gold())
    for name in ("incident", "facility", "place", "date", "weapons", "effect", "casualties"):
        assert counts(scores, name) == (0, 0, 1), name
    assert row(scores, "incident").f1 == 0.0


def test_a_document_that_tells_of_no_attack_is_left_alone_or_not() -> None:
    negative = {**gold(), "is_about_attack": False, "incidents": []}
    row_name = "negative document left alone"
    assert counts(scored(export(), negative), row_name) == (1, 0, 0)
    assert counts(scored(export(account()), negative), row_name) == (0, 0, 1)


def test_a_document_that_is_not_in_the_export_is_missed_and_told() -> None:
    scores = scored(export(account()), gold(), gold())
    assert counts(scores, "incident") == (1, 0, 1)
    assert any("two" in note for note in scores.notes)


def test_a_statement_by_somebody_else_has_the_wrong_speaker() -> None:
    wrong = statement(voice=[{"name": "Lenk Harro", "text": "Harro", "entity": None}])
    scores = scored(export(account(), statements=[wrong]), gold())
    assert counts(scores, "speaker") == (0, 1, 1)
    assert counts(scores, "act") == (1, 0, 0)


def test_giving_two_speakers_for_one_span_counts_the_worse() -> None:
    rival = statement(voice=[{"name": "Lenk Harro", "text": "Harro", "entity": None}])
    scores = scored(export(account(), statements=[statement(), rival]), gold())
    assert counts(scores, "speaker") == (0, 1, 1)
    assert counts(scores, "statement") == (1, 1, 0)


def test_a_statement_as_long_as_a_page_points_at_nothing() -> None:
    long = statement(text=SAID + " and more" * 100)
    assert counts(scored(export(account(), statements=[long]), gold()), "statement") == (0, 1, 1)


def test_a_span_that_is_not_its_characters_is_broken() -> None:
    moved = statement()
    moved["end"] -= 1
    assert scored(export(account(), statements=[moved]), gold()).broken == 1


def test_spans_inside_spans_are_verified_against_the_document_around_them() -> None:
    told = statement(cue={"start": 0, "end": 7, "text": "Rockets"})
    assert scored(export(account(), statements=[told]), gold()).spans == 2
    told["cue"] = {"start": 1, "end": 8, "text": "Rockets"}
    assert scored(export(account(), statements=[told]), gold()).broken == 1


def test_something_else_than_an_export_is_refused_with_a_remedy() -> None:
    with pytest.raises(UsageError, match=r"not a solferino\.case/1 export") as error:
        score({"schema": "other"}, {})
    assert "export" in error.value.remedy


def test_gold_that_is_no_json_and_a_folder_without_gold_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no gold"):
        read_gold(tmp_path)
    (tmp_path / "case.json").write_text('{"incidents": []}')
    with pytest.raises(UsageError, match="no gold"):
        read_gold(tmp_path)
    (tmp_path / "two.json").write_text('{"doc": "two.txt"}')
    assert list(read_gold(tmp_path)) == ["two"]
    (tmp_path / "one.json").write_text("{")
    with pytest.raises(UsageError, match=r"one\.json"):
        read_gold(tmp_path)


def test_linking_is_perfect_when_incidents_and_keys_agree() -> None:
    assert b_cubed([("a", "1"), ("a", "1"), ("b", "2")]) == (1.0, 1.0, 1.0)


def test_joining_what_differs_costs_precision_and_parting_the_same_costs_recall() -> None:
    assert b_cubed([("a", "1"), ("b", "1")]) == (0.5, 1.0, 0.667)
    assert b_cubed([("a", "1"), ("a", "2")]) == (1.0, 0.5, 0.667)


def test_nothing_linked_scores_nothing() -> None:
    assert b_cubed([]) == (0.0, 0.0, 0.0)


def test_bags_are_compared_with_their_multiplicity() -> None:
    sheet = Sheet()
    assert sheet.compare("row", ["a", "a", "b"], ["a", "c"])
    assert (sheet.row("row").true, sheet.row("row").false, sheet.row("row").missed) == (1, 1, 2)


def theirs(shared: Path) -> Any:
    """Load the reference scorer of the development data."""
    spec = importlib.util.spec_from_file_location("reference_score", shared / "score" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def reference(shared: Path, folder: Path, given: dict[str, Any], capsys: Any) -> dict[str, Any]:
    (folder / "export.json").write_text(json.dumps(given))
    arguments = ["score.py", str(folder / "export.json"), str(folder / "gold"), "--json"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", arguments)
        theirs(shared).main()
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


VARIANTS: list[dict[str, Any]] = [
    {},
    {"facility": "Lammer hospital", "weapons": ["gunfire", "arson"]},
    {"facility": None, "earliest": None, "latest": None},
    {"effects": ["damaged", "evacuated", "occupied"], "country": "SY"},
    {"casualties": [], "responsibility": []},
    {"role": "background"},
    {"place": "Ossavar", "earliest": "2031-04-30", "latest": "2031-05-02"},
]


def test_the_figures_agree_with_the_reference_scorer(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = {"one": gold(), "two": copy.deepcopy(gold(country="SY"))}
    (tmp_path / "gold").mkdir()
    for name, answer in answers.items():
        (tmp_path / "gold" / f"{name}.json").write_text(json.dumps(answer))
    for changes in VARIANTS:
        given = export(account(**changes), account(facility="Lammer", place="Ossavar"))
        assert_same(score(given, answers), reference(shared, tmp_path, given, capsys))


def assert_same(ours: Scores, their: dict[str, Any]) -> None:
    for found in ours.rows[: len(ROWS)]:
        told = their[found.name]
        assert (found.true, found.false, found.missed) == (
            told["true"],
            told["false"],
            told["missed"],
        ), found.name
        assert (found.precision, found.recall, found.f1) == (
            told["precision"],
            told["recall"],
            told["f1"],
        ), found.name
    assert ours.overall == their["overall"]
    assert (ours.spans, ours.broken) == (their["spans"], their["broken_spans"])
    linking = their["incident linking (B3)"]
    assert ours.linking == (linking["precision"], linking["recall"], linking["f1"])
