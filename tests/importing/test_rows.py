"""Rows that others coded: claims of their coder, each on the words of its cell; nothing is lost."""

import io
import json
from collections.abc import Sequence

import openpyxl  # type: ignore[import-untyped]
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.importing.conftest import Importing
from tests.importing.registers import (
    SHCC_HEAD,
    SHCC_ROWS,
    SHCC_TAGS,
    SSA_HEAD,
    SSA_ROWS,
    shcc,
    table,
)

from solferino.coding.headings import heading
from solferino.coding.mapping import read_mapping
from solferino.errors import UsageError
from solferino.importing.rows import Wish, draft, offer, take_out
from solferino.model import (
    BlameValue,
    CasualtyValue,
    Claim,
    Document,
    EventValue,
    PlaceValue,
    TimeValue,
)
from solferino.pipeline import work
from solferino.ports import Kit, Sample
from solferino.read.coded import tables
from solferino.store import check
from solferino.store.case import Case
from solferino.workers import here


def workbook(rows: Sequence[Sequence[str]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def by_row(case: Case, row: str) -> tuple[Document, list[Claim]]:
    document = next(d for d in case.documents() if d.name.endswith(f"row {row}"))
    return document, [c for c in case.claims() if c.span.document == document.id]


def test_a_row_is_its_coders_account_on_the_words_of_its_cells(
    case: Case, bring_in: Importing
) -> None:
    seen = bring_in("ii.csv", shcc()).preview
    assert (seen.mapping, seen.coder, seen.count("added")) == ("shcc", "Insecurity Insight", 2)
    document, claims = by_row(case, "3")
    values = {c.kind: c for c in claims}
    assert values["time"].span.text == "2031-04-30 00:00:00"
    assert values["weapon"].span.text == "Rocket"
    assert values["effect"].span.text.endswith("Reporting Damaged: 1")
    assert values["blame"].value == BlameValue(actor="Tesk Liberation Front", stance="alleged")
    assert values["casualty"].value == CasualtyValue(
        kind="killed", group="health_workers", min=2, max=2, qualifier="exact"
    )
    assert all(document.text[c.span.start : c.span.end] == c.span.text for c in claims)
    (account,) = (a for a in case.accounts() if a.document == document.id)
    assert set(account.claims) == {c.id for c in claims}
    assert check(case).findings == ()


def test_the_coder_is_the_voice_and_one_origin_of_kind_monitor(
    case: Case, bring_in: Importing
) -> None:
    bring_in("ii.csv", shcc())
    (origin,) = case.picture("").origins
    assert (origin.name, origin.kind) == ("Insecurity Insight", "monitor")
    assert {v.name for s in case.statements() for v in s.voice} == {"Insecurity Insight"}
    incident = next(i for i in case.picture("").incidents if i.responsibility)
    assert [a.by for a in incident.responsibility] == ["Insecurity Insight"]


def test_every_cell_and_the_file_itself_are_kept(case: Case, bring_in: Importing) -> None:
    bring_in("ii.csv", shcc())
    (receipt,) = case.receipts()
    assert case.data(receipt.original) == shcc()
    for row, number in zip(SHCC_ROWS, ("3", "4"), strict=True):
        text = by_row(case, number)[0].text
        assert all(cell in text for cell in row)


def test_a_count_of_none_makes_no_claim_and_what_is_unknown_is_named(
    case: Case, bring_in: Importing
) -> None:
    rows = [[*SHCC_ROWS[0][:8], "Catapult", *SHCC_ROWS[0][9:]], SHCC_ROWS[1]]
    seen = bring_in("ii.csv", shcc(rows)).preview
    assert [(u.column, u.words, u.rows) for u in seen.unknown] == [
        ("Weapon Carried/Used", "Catapult", 1)
    ]
    assert [r.fate for r in seen.rows] == ["doubtful", "added"]
    idle = {c.column for c in seen.columns if c.means.startswith("kept")}
    assert idle == {"Latitude", "Location"}
    assert not any(isinstance(c.value, CasualtyValue) and not c.value.max for c in case.claims())
    assert "Catapult" in by_row(case, "3")[0].text


def test_a_changed_row_tells_what_changed_and_what_is_not_understood(bring_in: Importing) -> None:
    bring_in("ii.csv", shcc())
    rows = [[*SHCC_ROWS[0][:8], "Catapult", *SHCC_ROWS[0][9:]], SHCC_ROWS[1]]
    first, _ = bring_in("later.csv", shcc(rows)).preview.rows
    assert first.fate == "changed"
    assert "«Rocket» is now «Catapult»" in first.why
    assert "not understood: Weapon Carried/Used: «Catapult»" in first.why


@pytest.mark.parametrize("form", ["workbook", "semicolons", "shuffled", "renamed"])
def test_the_same_rows_are_told_however_the_file_is_made(
    case: Case, bring_in: Importing, form: str
) -> None:
    rows = [SHCC_HEAD, SHCC_TAGS, *SHCC_ROWS]
    if form == "workbook":
        bring_in("ii.xlsx", workbook(rows))
    elif form == "semicolons":
        bring_in("ii.csv", b"\xef\xbb\xbf" + table(rows[0], rows[1:], ";"))
    elif form == "shuffled":
        turned = [[*row[5:], *row[:5]] for row in rows]
        bring_in("ii.csv", table(turned[0], turned[1:]))
    else:
        head = ["Attack date" if h == "Date" else h.upper() for h in SHCC_HEAD]
        head[13] = "Total health worker killed"
        bring_in("ii.csv", table(head, rows[2:]))
    times = [c.value for c in case.claims() if isinstance(c.value, TimeValue)]
    days = sorted(str(time.earliest) for time in times)
    assert days == ["2031-04-30", "2031-05-02"]
    actors = [c.value.actor for c in case.claims() if isinstance(c.value, BlameValue)]
    assert actors == ["Tesk Liberation Front"]
    harms = [c.value for c in case.claims() if isinstance(c.value, CasualtyValue)]
    assert sorted((h.kind, h.min) for h in harms) == [("detained", 1), ("killed", 2)]


def test_rows_of_a_public_ssa_export_need_no_description(case: Case, bring_in: Importing) -> None:
    bring_in("ssa.csv", table(SSA_HEAD, SSA_ROWS))
    events = {t for c in case.claims() if isinstance(c.value, EventValue) for t in c.value.types}
    assert events == {"heavy_weapons", "obstruction"}
    (time,) = (c for c in case.claims() if isinstance(c.value, TimeValue))
    assert time.span.text == "4/30/31 12:00 AM"
    assert isinstance(time.value, TimeValue)
    assert time.value.earliest == "2031-04-30"


def test_a_bulletin_tells_of_its_event(case: Case, bring_in: Importing) -> None:
    bulletin = {
        "class": "bulletin",
        "id": 71,
        "title": "Clinic in Veld",
        "description": "A film of the damaged clinic.",
        "source_link": "https://example.org/71",
        "events": [
            {"title": "Shelling", "from_date": "2031-05-02T10:00", "location": {"title": "Veld"}}
        ],
    }
    bring_in("b.json", json.dumps([bulletin]).encode(), coder="Veld Archive")
    words = {c.kind: (c.span.text, c.value) for c in case.claims()}
    assert words["place"] == ("Veld", PlaceValue(name="Veld", precision="town"))
    assert words["time"][0] == "2031-05-02T10:00"


def test_a_list_of_links_gives_sources_that_are_read_like_any_other(
    case: Case, bring_in: Importing
) -> None:
    note = "Rockets hit the Orrin clinic in Tesk on 30 April 2031, killing three nurses."
    bring_in("links.txt", f"https://example.org/a {note}\nhttps://example.org/b\n".encode())
    first, second = sorted(case.documents(), key=lambda d: d.name)
    assert (first.told.url or first.format_told.url) == "https://example.org/a"
    assert note in first.text
    assert any(isinstance(c.value, CasualtyValue) for c in case.claims())
    assert all(s.rule != "coded/row" for s in case.statements())
    assert "https://example.org/b" in second.text


def test_one_row_in_two_issues_of_a_register_is_one_incident(
    case: Case, bring_in: Importing
) -> None:
    bring_in("first.csv", shcc())
    later = [[*SHCC_ROWS[0][:13], "3", *SHCC_ROWS[0][14:]], SHCC_ROWS[1]]
    seen = bring_in("second.csv", shcc(later)).preview
    assert [r.fate for r in seen.rows] == ["changed", "known"]
    assert "Health Workers Killed: «2» is now «3»" in seen.rows[0].why
    picture = case.picture("")
    assert sorted(len(i.accounts) for i in picture.incidents) == [2, 2]


def test_two_rows_of_one_register_are_never_one_incident(case: Case, bring_in: Importing) -> None:
    twin = [*SHCC_ROWS[0][:15], "90003"]
    bring_in("ii.csv", shcc([SHCC_ROWS[0], twin]))
    assert len(case.picture("").incidents) == 2


def test_the_order_of_rows_and_of_files_changes_no_incident(
    case: Case, bring_in: Importing, kit: Kit
) -> None:
    bring_in("ii.csv", shcc())
    before = case.picture("")
    case.forget_derived()
    for _ in work(case, kit, here()):
        pass
    assert case.picture("") == before


def test_a_coding_that_is_taken_back_leaves_a_plain_table(
    case: Case, bring_in: Importing, kit: Kit
) -> None:
    bring_in("ii.csv", shcc())
    take_out(case, "ii.csv", "A. Person", "the wrong file")
    for _ in work(case, kit, here()):
        pass
    assert not any(c.rule.startswith("coded/") for c in case.claims())
    assert case.data(case.receipts()[0].original) == shcc()
    bring_in("ii.csv", shcc())
    assert any(c.rule.startswith("coded/") for c in case.claims())


def test_a_table_of_which_nothing_is_known_needs_a_mapping_and_a_coder(
    case: Case, kit: Kit
) -> None:
    file = ("t.csv", table(["Wann", "Was"], [["2031-05-02", "Ein Angriff auf die Klinik."]]))
    with pytest.raises(UsageError, match="no mapping fits"):
        offer(case, kit.readers, file, Wish(by="A. Person"))
    own = "name = 'own'\nneeds = ['Wann']\n[[column]]\nname = 'Wann'\nmeans = 'time'\n"
    with pytest.raises(UsageError, match="who coded"):
        offer(case, kit.readers, file, Wish(by="A. Person", mapping=own))
    seen = offer(case, kit.readers, file, Wish(by="A. Person", mapping=own, coder="Tesk Watch"))
    assert [r.fate for r in seen.preview.rows] == ["added"]


HEADINGS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["Date\nof event", "City\r\n", "Killed", "Source\x0blink", "Country\t"]),
)


@example("a", ["Date\nof event", "Mood\nof the day"], None)
@example("\x7f", ['The "mood"\x7f'], 'The "Watch" of Tesk')
@given(st.text(max_size=8), st.lists(HEADINGS, max_size=5), st.none() | st.text(max_size=8))
def test_a_draft_is_a_mapping_whatever_headings_and_names_hold(
    name: str, met: list[str], coder: str | None
) -> None:
    mapping = read_mapping(draft(name, met, coder))
    assert (mapping.name, mapping.coder) == (name, coder or None)
    assert mapping.fits([heading(n) for n in met])


def test_a_draft_of_a_mapping_can_be_used_and_is_remembered(bring_in: Importing) -> None:
    data = table(["Date", "City", "Killed", "Mood"], [["2031-05-02", "Veld", "4", "grim"]])
    (met,) = tables(Sample(name="t.csv", data=data))
    text = draft("veld", met.names, "Veld Watch")
    assert '# not understood: "Mood"' in text
    assert read_mapping(text).name == "veld"
    bring_in("t.csv", data, mapping=text)
    again = bring_in("u.csv", data.replace(b"02", b"03"))
    assert (again.preview.mapping, again.preview.coder) == ("veld", "Veld Watch")
