"""Rows of WHO SSA and SHCC: exact columns and labels, nothing invented, words behind each cell."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import hxl
import pytest

from solferino.model import BlameValue, CasualtyValue, Claim, Counted, Incident, TimeValue
from solferino.ports import Picture
from solferino.publish.exchange.clerk import Clerk
from solferino.publish.exchange.shcc_file import ACTOR, NAMED, ShccExporter, shcc_row
from solferino.publish.exchange.ssa import SsaExporter, book, ssa_row
from solferino.publish.shcc_codebook import codebook
from solferino.publish.view import View


def table(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.fixture(scope="module")
def ssa(picture: Picture) -> dict[str, bytes]:
    return dict(SsaExporter().files(picture))


@pytest.fixture(scope="module")
def shcc(picture: Picture) -> dict[str, bytes]:
    return dict(ShccExporter().files(picture))


def shelling(picture: Picture) -> Incident:
    return next(i for i in picture.incidents if i.weapons == ("mortar", "shelling"))


def changed(picture: Picture, change: Callable[[Claim], Claim]) -> Picture:
    return replace(picture, claims=tuple(map(change, picture.claims)))


def test_the_columns_are_the_published_ones(ssa: dict[str, bytes], shcc: dict[str, bytes]) -> None:
    heads, first = table(ssa["ssa.csv"])[0], table(shcc["shcc.csv"])
    assert heads == list(book().columns)
    assert len(heads) == 23
    assert first[0] == list(codebook().columns)
    assert first[1] == list(codebook().columns.values())


def test_the_lists_are_those_of_the_standards(shared: Path) -> None:
    lists = json.loads((shared / "design/codelists.json").read_text())
    assert list(book().columns) == lists["ssa_columns"]
    assert {label for label, _ in book().attacks} | {"Unknown"} == set(lists["ssa_attack_type"])
    assert [name for name, _ in book().bands] == lists["ssa_time_bands"][1:]
    assert {label for label, *_ in book().facilities} == set(lists["ssa_facility_type"])


def rows(data: bytes, heads: int) -> Iterator[dict[str, str]]:
    first, *lines = table(data)
    for line in lines[heads - 1 :]:
        yield dict(zip(first, line, strict=True))


def test_an_ssa_row_tells_what_documents_tell(picture: Picture, ssa: dict[str, bytes]) -> None:
    found = list(rows(ssa["ssa.csv"], 1))
    assert len(found) == len(picture.incidents)
    row = next(r for r in found if r["Attack Date"] == "5/4/31 12:00 AM")
    assert row["Attack ID"] == ""
    assert row["Attack Time"] == "Time Unknown"
    assert row["Attack Type"].startswith("Violence with heavy weapons (requires more than one")
    assert row["Total Death"] == "4"
    assert row["Total Injured"] == ""
    assert row["HC Facilities"] == row["HC Patients"] == "YES"
    assert row["HC Transport"] == row["HC Personnel"] == "Unknown"


def test_no_flag_says_no_where_nothing_is_told(ssa: dict[str, bytes]) -> None:
    cells = [v for r in rows(ssa["ssa.csv"], 1) for c, v in r.items() if c.startswith("HC ")]
    assert set(cells) == {"YES", "Unknown"}


@pytest.mark.parametrize(
    ("clocks", "said"),
    [
        (["02:15"], "02:15"),
        (["02:15", "05:59"], "00:00-06:00"),
        (["18:00", "23:59"], "18:00-00:00"),
        (["05:59", "06:00"], "Time Unknown"),
        ([], "Time Unknown"),
    ],
)
def test_a_time_is_one_a_band_or_unknown(
    picture: Picture, clocks: Sequence[str], said: str
) -> None:
    given = iter(clocks)

    def timed(claim: Claim) -> Claim:
        if not isinstance(claim.value, TimeValue):
            return claim
        return replace(
            claim, value=replace(claim.value, clock=next(given, None)), proposed=claim.value
        )

    incident = shelling(picture)
    held = {c for a in picture.accounts if a.id in incident.accounts for c in a.claims}
    told = changed(picture, lambda c: timed(c) if c.id in held else c)
    assert ssa_row(incident, Clerk(View(told)))["Attack Time"].text == said


def test_a_number_that_nobody_tells_is_no_nought(picture: Picture) -> None:
    incident = replace(shelling(picture), casualties=())
    cells = ssa_row(incident, Clerk(View(picture)))
    assert cells["Total Death"].text == cells["Total Injured"].text == ""
    assert "not nought" in cells["Total Death"].remark


def test_who_is_held_by_words_that_say_how_hides_nobody_else(picture: Picture) -> None:
    ways = iter(["were arrested", "were led away"])

    def held(claim: Claim) -> Claim:
        if not isinstance(claim.value, CasualtyValue):
            return claim
        told = replace(claim.value, kind="detained", group="health_workers", min=2, max=2)
        span = replace(claim.span, text=f"two nurses {next(ways)}")
        return replace(claim, value=told, proposed=claim.value, span=span)

    incident = shelling(picture)
    claims = {c for a in picture.accounts if a.id in incident.accounts for c in a.claims}
    told = changed(picture, lambda c: held(c) if c.id in claims else c)
    cells = ssa_row(incident, Clerk(View(told)))
    arrest, abduction = cells["HW Arrest"], cells["HW Abduction"]
    assert (arrest.text, abduction.text) == ("2", "")
    assert "do not say how" in arrest.remark
    assert "do not say how" in abduction.remark


def test_where_documents_differ_the_least_stands_and_the_rest_is_told(picture: Picture) -> None:
    incident = shelling(picture)
    total = next(t for t in incident.casualties if t.group == "total")
    wide = replace(incident, casualties=(replace(total, min=4, max=9, qualifier="range"),))
    cell = ssa_row(wide, Clerk(View(picture)))["Total Death"]
    assert (cell.text, cell.claims) == ("4", total.figures[0].claims)
    assert "4 to 9" in cell.remark


def test_a_date_of_several_days_stays_empty(picture: Picture) -> None:
    wide = replace(shelling(picture), latest="2031-05-06")
    clerk = Clerk(View(picture))
    for cell in (ssa_row(wide, clerk)["Attack Date"], shcc_row(wide, clerk)["Date"]):
        assert cell.text == ""
        assert "2031-05-04 to 2031-05-06" in cell.remark


def test_each_filled_cell_has_its_words_in_the_file_beside_it(
    picture: Picture, ssa: dict[str, bytes], shcc: dict[str, bytes]
) -> None:
    texts = {d.name: d.text for d in picture.documents}
    plain = {"Unknown", "Time Unknown", "No Information", "No Information on the Weapon Used"}
    made = {"Certainty Level", "Conflict-Related Violence", "Geo Precision"}
    for files, name, heads in ((ssa, "ssa.csv", 1), (shcc, "shcc.csv", 2)):
        lines = list(rows(files["words.csv"], 1))
        told = {(line["Row"], line["Column"]) for line in lines if line["Claim id"]}
        for number, row in enumerate(rows(files[name], heads), 1):
            for column, cell in row.items():
                if cell and cell not in plain and column not in made:
                    assert (str(number), column) in told, column
        for line in (line for line in lines if line["Claim id"]):
            start, end = int(line["First character"]), int(line["Last character + 1"])
            assert line["Exact words"] == texts[line["Document"]][start:end]


def test_a_perpetrator_who_is_contested_stays_open(picture: Picture) -> None:
    incident = shelling(picture)
    clerk = Clerk(View(picture))
    assert shcc_row(incident, clerk)[NAMED].text == "River Guard"
    held = {c for a in picture.accounts if a.id in incident.accounts for c in a.claims}

    def other(claim: Claim) -> Claim:
        if not isinstance(claim.value, BlameValue) or claim.id not in held:
            return claim
        if claim.value.stance != "denied":
            return claim
        instead = replace(claim.value, actor="Hill Army", stance="alleged")
        return replace(claim, value=instead, proposed=claim.value)

    open_row = shcc_row(incident, Clerk(View(changed(picture, other))))
    assert open_row[ACTOR].text == open_row[NAMED].text == ""
    assert "blame different actors" in open_row[ACTOR].remark


def test_patients_have_no_column_of_health_workers(picture: Picture) -> None:
    row = shcc_row(shelling(picture), Clerk(View(picture)))
    assert row["Health Workers Killed"].text == ""
    assert "patients killed: 3" in row["Event Description"].text


def test_several_speakers_are_not_added_up(picture: Picture) -> None:
    incident = shelling(picture)
    told = changed(picture, _of_workers)
    tolls = tuple(
        replace(t, group="health_workers", min=3, max=4, qualifier="range")
        for t in incident.casualties[:1]
    )
    cell = shcc_row(replace(incident, casualties=tolls), Clerk(View(told)))["Health Workers Killed"]
    assert cell.text == "3"
    assert "3 to 4" in cell.remark


def test_one_is_counted_where_the_words_give_no_number_as_the_publisher_says(
    picture: Picture,
) -> None:
    incident = shelling(picture)
    vague = replace(
        incident.casualties[0], group="health_workers", min=None, max=None, qualifier="vague"
    )
    rule = Counted(
        incident=incident.id,
        kind="killed",
        group="health_workers",
        profile="shcc",
        min=1,
        max=None,
        rule="One is counted.",
    )
    told = replace(incident, casualties=(vague,))
    without = shcc_row(told, Clerk(View(picture)))["Health Workers Killed"]
    assert without.text == ""
    cell = shcc_row(told, Clerk(View(replace(picture, countings=(rule,)))))["Health Workers Killed"]
    assert cell.text == "1"
    assert "One is counted." in cell.remark


def _of_workers(claim: Claim) -> Claim:
    if not isinstance(claim.value, CasualtyValue) or claim.value.kind != "killed":
        return claim
    return replace(claim, value=replace(claim.value, group="health_workers"), proposed=claim.value)


def test_hxl_reads_the_shcc_file_by_its_corrected_tags(shcc: dict[str, bytes]) -> None:
    data = hxl.data(io.BytesIO(shcc["shcc.csv"]))
    assert hxl.validate(hxl.data(io.BytesIO(shcc["shcc.csv"])))["issues"] == []
    assert len(data.columns) == 36
    assert sorted(r.get("#date+occurred") for r in data) == ["2031-05-04", "2031-05-06"]
    assert "#affected+healthworker+arrested" in data.display_tags


def test_the_same_picture_gives_the_same_rows_in_any_order(
    picture: Picture, shuffle: Callable[[Picture], Picture]
) -> None:
    for exporter in (SsaExporter(), ShccExporter()):
        assert dict(exporter.files(picture)) == dict(exporter.files(shuffle(picture)))


def test_two_parties_may_swap_names(of_party: Callable[[str], Picture]) -> None:
    """The codebook gives classes by words of the actor; all else is the same for everybody."""
    first, second = (
        [shcc_row(i, Clerk(View(p))) for i in p.incidents]
        for p in (of_party("River Guard"), of_party("Hill Guard"))
    )
    for one, other in zip(first, second, strict=True):
        for column in set(one) - {ACTOR, NAMED}:
            assert one[column].text == other[column].text
