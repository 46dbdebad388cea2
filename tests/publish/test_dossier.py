"""The dossier: marked on every page, every value on its words, both sides side by side."""

import re
from collections.abc import Callable
from dataclasses import fields, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from lxml import html
from tests.publish.opened import (
    TITLE,
    section,
    text_of,
    written,
)

from solferino.model import Acquisition, Problem
from solferino.ports import Picture
from solferino.publish.dossier import Dossier, Edition
from solferino.publish.notice import notice
from solferino.weigh.legal import sheet

PRACTICE = "practice case: fiction"
UNREVIEWED = "machine-proposed, not reviewed, not for publication"


def test_there_is_an_index_and_one_page_for_each_incident(
    picture: Picture, pages: dict[str, bytes]
) -> None:
    expected = {f"incident-{i.id[:12]}.html" for i in picture.incidents} | {"index.html"}
    assert set(pages) == expected


def test_a_second_dossier_is_the_same_bytes_in_whatever_order_things_come(
    picture: Picture,
    pages: dict[str, bytes],
    shuffle: Callable[[Picture], Picture],
    tmp_path: Path,
) -> None:
    assert written(picture, tmp_path / "again") == pages
    assert written(shuffle(picture), tmp_path / "turned") == pages


def test_a_page_of_an_incident_that_is_gone_is_removed_and_nothing_else(
    picture: Picture, pages: dict[str, bytes], tmp_path: Path
) -> None:
    (tmp_path / "incident-000000000000.html").write_text("stale")
    (tmp_path / "notes.txt").write_text("mine")
    after = written(picture, tmp_path)
    assert set(after) == {*pages, "notes.txt"}


def test_every_page_says_at_top_and_bottom_that_nobody_reviewed_it(trees: dict[str, Any]) -> None:
    for page in trees.values():
        notices = page.xpath("//*[@class='notice']")
        assert [text_of(n) for n in notices] == [UNREVIEWED, UNREVIEWED]
        body = page.find("body")
        assert body[1] is notices[0]
        assert body[-1] is notices[1]


def test_what_people_reviewed_is_said_in_their_stead(picture: Picture) -> None:
    one, *others = picture.claims
    some = replace(picture, claims=(replace(one, review="accepted"), *others))
    whole = replace(picture, claims=tuple(replace(c, review="rejected") for c in picture.claims))
    for seen, told in (
        (picture, "not reviewed"),
        (some, f"reviewed in part (1 of {len(picture.claims)} values)"),
        (whole, "every value reviewed by a person"),
    ):
        assert told in notice(seen)
        page = Dossier(seen, "x").page("index.html").decode()
        assert f"<p>machine-proposed, {told}, not for publication</p>" in page


def test_every_printed_sheet_says_so_too(pages: dict[str, bytes]) -> None:
    for page in pages.values():
        style = page.decode().partition("@page")[2]
        for margin in ("@top-center", "@bottom-center"):
            assert f'{margin} {{ content: "{UNREVIEWED}"' in style


def test_a_practice_case_says_on_every_page_that_it_is_fiction(
    picture: Picture, pages: dict[str, bytes], tmp_path: Path
) -> None:
    for page in written(picture, tmp_path, practice=True).values():
        assert page.decode().count(PRACTICE) == 2
    assert not [page for page in pages.values() if PRACTICE.encode() in page]


def test_every_page_has_a_title_of_place_facility_and_date_and_never_an_actor(
    picture: Picture, trees: dict[str, Any]
) -> None:
    for incident in picture.incidents:
        page = trees[f"incident-{incident.id[:12]}.html"]
        assert page.findtext(".//title") == incident.title
        assert text_of(page.find(".//h1")) == incident.title
        assert "River Guard" not in page.findtext(".//title")


def test_headings_are_in_order_and_tables_say_what_their_cells_are(trees: dict[str, Any]) -> None:
    for page in trees.values():
        levels = [int(h.tag[1]) for h in page.xpath("//h1 | //h2 | //h3 | //h4")]
        assert levels[0] == 1
        assert levels.count(1) == 1
        for above, below in pairwise(levels):
            assert below - above <= 1
        for table in page.xpath("//table"):
            assert text_of(table.find("caption"))
            assert not table.xpath(".//th[not(@scope)]")
            columns = len(table.xpath("./thead/tr/th"))
            assert {len(row) for row in table.xpath("./tbody/tr")} == {columns}
        assert page.get("lang") == "en"
        for quoted in page.xpath("//blockquote | //q"):
            assert quoted.get("dir") == "auto"


def test_every_value_opens_on_its_exact_words(picture: Picture, shelling: Any) -> None:
    by_name = {d.name: d.text for d in picture.documents}
    cites = shelling.xpath("//blockquote/following-sibling::cite[1]")
    assert len(cites) > 20
    for cite in cites:
        match = re.fullmatch(
            r"\[\d+\] (.+?)(?:, page \d+(?:, line \d+)?)?, characters (\d+)–(\d+)", text_of(cite)
        )
        assert match is not None
        quote = cite.getprevious()
        exact = by_name[match[1]][int(match[2]) : int(match[3])]
        assert quote.find("mark").text_content() == exact
        assert quote.text_content().strip("…") in by_name[match[1]]


def test_every_claim_of_an_incident_is_on_its_page(picture: Picture, trees: dict[str, Any]) -> None:
    accounts = {a.id: a for a in picture.accounts}
    claims = {c.id: c for c in picture.claims}
    names = {d.id: d.name for d in picture.documents}
    for incident in picture.incidents:
        page = trees[f"incident-{incident.id[:12]}.html"]
        cited = {
            re.sub(r", page \d+(, line \d+)?", "", text_of(c).partition("] ")[2])
            for c in page.iter("cite")
        }
        for name in (c for a in incident.accounts for c in accounts[a].claims):
            span = claims[name].span
            assert f"{names[span.document]}, characters {span.start}–{span.end}" in cited


def test_blame_and_denial_stand_side_by_side(shelling: Any) -> None:
    (row,) = section(shelling, "actors").xpath(".//tbody/tr")
    actor, named, denied = (text_of(cell) for cell in row)
    assert actor == "River Guard"
    assert named.startswith("Dr. Anso Pell alleged")
    assert "denied any role" in denied
    assert "denied any role" not in named


def test_who_denies_what_nobody_alleges_still_has_a_row(picture: Picture, tmp_path: Path) -> None:
    denials = tuple(c for c in picture.claims if getattr(c.value, "stance", "denied") == "denied")
    kept = {c.id for c in denials}
    accounts = tuple(
        replace(a, claims=tuple(c for c in a.claims if c in kept)) for a in picture.accounts
    )
    renamed = {old.id: new.id for old, new in zip(picture.accounts, accounts, strict=True)}
    incidents = tuple(
        replace(
            i,
            accounts=tuple(renamed[a] for a in i.accounts),
            responsibility=(),
            casualties=(),
            contradictions=(),
        )
        for i in picture.incidents
    )
    pages = written(
        replace(picture, claims=denials, accounts=accounts, incidents=incidents), tmp_path
    )
    page = html.document_fromstring(pages[f"incident-{incidents[0].id[:12]}.html"].decode())
    (row,) = section(page, "actors").xpath(".//tbody/tr")
    assert text_of(row[1]) == "Nobody, for this incident"
    assert "denied any role" in text_of(row[2])


TRUST = "medium confidence, not measured (by hand)"


def test_figures_stand_as_stated_with_speaker_and_words(shelling: Any) -> None:
    rows = section(shelling, "figures").xpath(".//tbody/tr")
    told = [[text_of(cell) for cell in row] for row in rows]
    assert [(t[0], t[1], t[2]) for t in told] == [
        ("killed, patients", "3", f"Dr. Anso Pell {TRUST}"),
        ("killed, total", "4", f"nurses, according to Lantern Count {TRUST}"),
    ]
    assert [row.findtext(".//mark") for row in rows] == ["three patients", "four dead"]
    assert [t[4:] for t in told] == [["current", "Dr. Anso Pell"], ["current", "nurses"]]


def test_accounts_are_compared_field_by_field(shelling: Any) -> None:
    table = section(shelling, "comparison").find(".//table")
    columns = [text_of(th) for th in table.xpath("./thead/tr/th")]
    assert columns == ["Field", "[1] count-note.txt main", "[2] ledger-shells.txt main"]
    rows = {text_of(r[0]): r for r in table.xpath("./tbody/tr")}
    assert text_of(rows["Place"][1]) == ""
    assert rows["Killed, total"][1].findtext(".//mark") == "four dead"
    assert rows["Weapons"][2].findtext(".//mark") == "mortar shells"


def test_the_rest_has_its_place(shelling: Any) -> None:
    assert "fighters had been seen on the clinic's roof" in text_of(
        section(shelling, "circumstances")
    )
    assert "war crime" in text_of(section(shelling, "circumstances"))
    assert "Highland Red Lantern" in text_of(section(shelling, "appeals"))
    assert section(shelling, "appeals").xpath("//tr[th/bdi='River Guard']/td[.='not asked']")
    assert "beds: 12" in text_of(section(shelling, "care"))
    assert "may be shown with his name on it" in text_of(section(shelling, "exhibits"))
    assert "told the Ledger" in text_of(section(shelling, "origins"))
    assert "A. Keeper" in text_of(section(shelling, "sources"))


def test_the_index_lists_incidents_totals_documents_and_problems(trees: dict[str, Any]) -> None:
    index = trees["index.html"]
    titles = [text_of(r[0]) for r in section(index, "incidents").xpath(".//tbody/tr")]
    assert titles == [TITLE, "Brenholt, Saint Orla Clinic, 2031-05-06"]
    assert "2 origins (1 first-hand, 1 not known to be first-hand)" in text_of(
        section(index, "incidents")
    )
    (total,) = section(index, "totals").xpath(".//tbody/tr")
    assert text_of(total[1]) == "at least 31"
    assert len(total.xpath(".//mark")) == 2
    assert "Shares words with [2]: verbatim copy, 25 %" in text_of(section(index, "documents"))
    assert "Give a version with text" in text_of(section(index, "problems"))


def test_what_is_tied_to_no_incident_is_on_the_first_page(picture: Picture, tmp_path: Path) -> None:
    (page,) = written(replace(picture, incidents=(), gradings=()), tmp_path).values()
    apart = section(html.document_fromstring(page.decode()), "apart")
    marked = {m.text_content() for m in apart.iter("mark")}
    assert {"denied any role", "war crime", "12 beds", "A clip"} <= marked
    assert "fighters had been seen on the clinic's roof" in marked
    assert "asked the Highland Red Lantern for ambulances" in marked
    elsewhere = [c for c in picture.claims if c.kind in UNTABLED]
    assert f"{len(elsewhere)} further values belong to no incident" in text_of(apart)


UNTABLED = {"facility", "place", "time", "event", "weapon", "casualty", "effect", "profile"}


def test_a_running_total_is_on_no_incidents_page(trees: dict[str, Any]) -> None:
    for name, page in trees.items():
        marked = {m.text_content() for m in page.iter("mark")}
        assert ("at least 31 attacks" in marked) == (name == "index.html")


def test_an_empty_case_has_a_page_that_says_so(picture: Picture, tmp_path: Path) -> None:
    lists = [f.name for f in fields(Picture) if isinstance(getattr(picture, f.name), tuple)]
    nothing: dict[str, Any] = dict.fromkeys(lists, ())
    (page,) = written(replace(picture, **nothing), tmp_path).values()
    assert "No incident was found." in page.decode()


def test_another_name_for_the_party_changes_nothing_but_the_name(
    picture: Picture,
    pages: dict[str, bytes],
    of_party: Callable[[str], Picture],
    tmp_path: Path,
) -> None:
    """Digests of content change with a name that is content; all else must not."""
    other = of_party("Lower Watch")
    turned = written(other, tmp_path)
    pairs = list(zip(other.incidents, picture.incidents, strict=True))
    for name, page in turned.items():
        was, text = name, page.decode().replace("Lower Watch", "River Guard")
        for new, old in pairs:
            was = was.replace(new.id[:12], old.id[:12])
            text = text.replace(new.id, old.id).replace(new.id[:12], old.id[:12])
        assert DIGEST.sub("", text) == DIGEST.sub("", pages[was].decode())


DIGEST = re.compile(r'<dd class="digest">.*?</dd>')


def test_each_source_is_a_numbered_annex_with_a_statement_of_its_custody(picture: Picture) -> None:
    got = Acquisition(collector="L. Tarn", received_from="the clinic", method="e-mail")
    told = tuple(replace(d, acquisition=got) for d in picture.documents)
    dossier = Dossier(replace(picture, documents=told), "2031-05-09")
    page = dossier.page(dossier.names[0]).decode()
    assert "Annex 1: <bdi>" in page
    assert "Received on a day that nobody noted, from the clinic, collected by L. Tarn" in page
    assert re.search(r"page 1, line 1<span[^>]*>, characters", page)
    cut = (
        Dossier(picture, "2031-05-09", edition=Edition(held=False)).page(dossier.names[0]).decode()
    )
    assert "Received on" not in cut


def test_what_lawyers_ask_and_nobody_told_says_how_many_documents_were_read(
    picture: Picture, tmp_path: Path
) -> None:
    lost = tuple(
        Problem(stage="read", name=f"{n}.pdf", message="It is damaged.", remedy="Ask for it again.")
        for n in range(3)
    )
    every = sheet(picture.incidents, picture.accounts, picture.claims, picture.statements)
    seen = replace(picture, problems=lost, elements=every)
    some = [element for element in every if element.incident == seen.incidents[0].id]
    empty = [side for e in some for side in (e.speaks_for, e.speaks_against) if not side]
    assert 0 < len(empty) < 2 * len(some)
    pages = written(seen, tmp_path)
    page = html.fromstring(pages[f"incident-{seen.incidents[0].id[:12]}.html"])
    told = text_of(section(page, "facts"))
    missing = f"Not found in these {len(seen.documents)} documents; 3 not read"
    assert told.count(missing) == len(empty)
