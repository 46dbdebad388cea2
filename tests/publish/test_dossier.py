"""The dossier: marked on every page, no contact in any byte, nothing reaches outside."""

import re
from collections.abc import Callable
from dataclasses import fields, replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from solferino.model import Description, Document
from solferino.ports import Picture
from solferino.publish.dossier import BANNER, PRACTICE, visible, write_dossier

AT = "2031-05-08T09:00:00+00:00"
PHONE_DIGITS = "5550147"
VOID = {"meta", "br", "hr", "link", "img", "input"}
VISIBLE_MARK = re.compile(r"‹U\+[0-9A-F]{4,}›")


def written(picture: Picture, folder: Path, *, practice: bool = False) -> dict[str, bytes]:
    first = write_dossier(picture, folder, AT, practice=practice)
    assert first == folder / "index.html"
    return {page.name: page.read_bytes() for page in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def pages(picture: Picture, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return written(picture, tmp_path_factory.mktemp("dossier"))


@pytest.fixture(scope="module")
def trees(pages: dict[str, bytes]) -> dict[str, Any]:
    return {name: html.document_fromstring(page.decode()) for name, page in pages.items()}


@pytest.fixture(scope="module")
def shelling(trees: dict[str, Any]) -> Any:
    """Open the page of the incident that two documents tell of."""
    (found,) = [t for t in trees.values() if t.findtext(".//title") == TITLE]
    return found


TITLE = "Brenholt, Saint Orla Clinic, 2031-05-04"


def text_of(element: Any) -> str:
    return " ".join(element.text_content().split())


def section(page: Any, name: str) -> Any:
    (found,) = page.xpath(f"//section[@aria-labelledby='{name}']")
    return found


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
        assert [text_of(n) for n in notices] == [BANNER, BANNER]
        body = page.find("body")
        assert body[1] is notices[0]
        assert body[-1] is notices[1]


def test_every_printed_sheet_says_so_too(pages: dict[str, bytes]) -> None:
    for page in pages.values():
        style = page.decode().partition("@page")[2]
        for margin in ("@top-center", "@bottom-center"):
            assert f'{margin} {{ content: "{BANNER}"' in style


def test_a_practice_case_says_on_every_page_that_it_is_fiction(
    picture: Picture, pages: dict[str, bytes], tmp_path: Path
) -> None:
    for page in written(picture, tmp_path, practice=True).values():
        assert page.decode().count(PRACTICE) == 2
    assert not [page for page in pages.values() if PRACTICE.encode() in page]


def test_no_contact_is_in_any_byte(picture: Picture, pages: dict[str, bytes]) -> None:
    texts = "".join(d.text for d in picture.documents)
    secrets = ["+99 021 555 0147", "press.desk@brenholt-ledger.example", "@osk_marrow"]
    for secret in secrets:
        assert secret in texts
    for page in pages.values():
        plain = page.decode()
        assert not [s for s in (*secrets, "osk_marrow", "press.desk") if s in plain]
        assert PHONE_DIGITS not in re.sub(r"\D", "", html.document_fromstring(plain).text_content())


def with_document(picture: Picture, change: Callable[[Document], Document]) -> Picture:
    return replace(picture, documents=tuple(change(d) for d in picture.documents))


def test_a_contact_in_any_field_is_withheld(picture: Picture, tmp_path: Path) -> None:
    address = "anso.pell@clinic.example"
    told = dict.fromkeys(("title", "author", "publisher", "rights", "url"), f"x {address}")
    leaking = with_document(picture, lambda d: replace(d, told=Description(**told)))
    leaking = replace(
        leaking,
        name=f"case of {address}",
        incidents=tuple(replace(i, title=f"{i.title} {address}") for i in leaking.incidents),
        problems=tuple(replace(p, message=f"ask {address}") for p in leaking.problems),
        entities=tuple(
            replace(e, names=(*e.names, address), name=f"{e.name} {address}")
            for e in leaking.entities
        ),
        origins=tuple(replace(o, name=address) for o in leaking.origins),
    )
    for page in written(leaking, tmp_path).values():
        assert address.encode() not in page
        assert b"[e-mail withheld]" in page


class Balance(HTMLParser):
    """Notices an element that is closed wrongly or not at all."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_pages_are_well_formed(pages: dict[str, bytes]) -> None:
    for page in pages.values():
        assert page.startswith(b"<!doctype html>")
        balance = Balance()
        balance.feed(page.decode())
        balance.close()
        assert balance.open == []


def test_nothing_runs_and_nothing_is_asked_of_the_outside(
    pages: dict[str, bytes], trees: dict[str, Any]
) -> None:
    for name, page in trees.items():
        assert not page.xpath("//script | //iframe | //img | //link | //object | //form | //base")
        assert not page.xpath("//@*[starts-with(name(), 'on')] | //@style")
        (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
        for address in page.xpath("//@href | //@src"):
            assert re.fullmatch(r"[\w.-]*(#[\w-]+)?", address)
        assert b"url(" not in pages[name]
        assert b"@import" not in pages[name]


def test_every_link_leads_somewhere(trees: dict[str, Any]) -> None:
    for name, page in trees.items():
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))
        for address in page.xpath("//@href"):
            file, _, place = address.partition("#")
            target = trees[file or name]
            assert not place or target.xpath(f"//*[@id='{place}']")


def test_hostile_text_is_shown_and_does_nothing(trees: dict[str, Any]) -> None:
    heading = text_of(trees["index.html"].find(".//h1"))
    assert '<script>alert(1)</script> "quoted" &' in heading
    assert "‹U+202E›gnorw‹U+202C›" in heading


def test_hostile_metadata_stays_inside_its_attribute(picture: Picture, tmp_path: Path) -> None:
    evil = '"><script>alert(2)</script>'
    hostile = with_document(picture, lambda d: replace(d, told=Description(language=evil)))
    for page in written(hostile, tmp_path).values():
        assert b"<script" not in page
        assert "lang" not in dict(html.document_fromstring(page.decode()).find("body").attrib)


def test_no_page_holds_a_character_that_hides_or_turns_others(pages: dict[str, bytes]) -> None:
    for page in pages.values():
        assert not set(page.decode()) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u200b\r\0")


@pytest.mark.parametrize("character", ["\u202e", "\u2067", "\u200f", "\u200b", "\0", "\x1b"])
def test_a_hiding_character_is_written_out(character: str) -> None:
    assert VISIBLE_MARK.fullmatch(visible(character))


@pytest.mark.parametrize("text", ["a\nb\tc", "می\u200cخواهم", "👩\u200d⚕", "é", "عيادة"])
def test_characters_that_scripts_need_stay(text: str) -> None:
    assert visible(text) == text


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


def test_figures_stand_as_stated_with_speaker_and_words(shelling: Any) -> None:
    rows = section(shelling, "figures").xpath(".//tbody/tr")
    told = [[text_of(cell) for cell in row] for row in rows]
    assert [(t[0], t[1], t[2]) for t in told] == [
        ("killed, patients", "3", "Dr. Anso Pell"),
        ("killed, total", "4", "nurses, according to Lantern Count"),
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
