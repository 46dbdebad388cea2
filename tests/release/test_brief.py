"""The release as a Word file: every quotation and its digest stand there for another reader."""

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.enum.text import WD_COLOR_INDEX
from tests.publish.made import make_picture
from tests.release.conftest import SECRET, reviewed
from tests.release.test_exhibits import RIGHTS, let_out, photo, received

from solferino.ports import Picture
from solferino.release.issue import Issue, Setting, issue
from solferino.release.key import Key
from solferino.release.leaks import Needle, leaks
from solferino.release.profile import profiles
from solferino.release.sheet import Item, Sheet, sheet
from solferino.text.fold import fold

NAME = "release.docx"
FILES, RECEIPT = received(photo("JPEG"), "clip.jpg")


def issued(picture: Picture, why: str = "", name: str = "public") -> Issue:
    setting = Setting(
        at="2031-05-08T09:00:00Z",
        practice=False,
        exporters=(),
        by="coder-1",
        why=why,
        address="here",
        files=FILES,
    )
    return issue(picture, profiles()[name], (let_out(RECEIPT), ()), SECRET, setting)


@pytest.fixture(scope="module")
def made() -> Issue:
    return issued(reviewed(make_picture(), lambda _: True))


@pytest.fixture(scope="module")
def page(made: Issue) -> Sheet:
    return sheet(made.published, made.release, [], (profiles()["public"], Key(SECRET)))


def words_of(data: bytes) -> str:
    file = docx.Document(io.BytesIO(data))
    cells = (c for table in file.tables for row in table.rows for c in row.cells)
    lines = [p.text for p in file.paragraphs]
    return "\n".join([*lines, *(p.text for cell in cells for p in cell.paragraphs)])


def items_of(page: Sheet) -> list[list[Item]]:
    return [[*incident.items] for incident in page.incidents] + [[*page.apart]]


def test_every_quotation_stands_there_once_marked_with_its_place_and_digest(
    made: Issue, page: Sheet
) -> None:
    file = docx.Document(io.BytesIO(made.files[NAME]))
    digests = dict(re.findall(r"\[(\d+)\]\t([0-9a-f]{64})", words_of(made.files[NAME])))
    met: list[str] = []
    for table, items in zip(file.tables, filter(None, items_of(page)), strict=True):
        own = {digest_of(item): item for item in items}
        for row in table.rows[1:]:
            label, value, _, quoted = row.cells
            first, *places = quoted.paragraphs
            held = [
                (line.text, own[digests[number[1]]])
                for line in places
                if (number := re.search(r"\[(\d+)\]$", line.text))
            ]
            lead = held[0][1]
            assert first.text == lead.before + lead.words + lead.after
            assert marked(first) == [lead.words]
            for text, item in held:
                assert (label.text, value.paragraphs[0].text) == (item.label, item.value)
                assert f"Annex {item.source}, {item.place} [" in text
            further = [line for line in places[1:] if marked(line)]
            assert [marked(line) for line in further] == [[item.words] for _, item in held[1:]]
            assert all(
                item.by in line.text for line, (_, item) in zip(further, held[1:], strict=True)
            )
            met += [item.id for _, item in held]
    assert sorted(met) == sorted(item.id for items in items_of(page) for item in items)
    assert len(digests) == len(met)


def digest_of(item: Item) -> str:
    return item.leaf.hex()


def marked(line: Any) -> list[str]:
    return [r.text for r in line.runs if r.font.highlight_color == WD_COLOR_INDEX.YELLOW]


def test_a_value_that_several_documents_tell_stands_once_with_all_of_them(
    made: Issue, page: Sheet
) -> None:
    file = docx.Document(io.BytesIO(made.files[NAME]))
    told = 0
    for table, items in zip(file.tables, filter(None, items_of(page)), strict=True):
        rows = [tuple(c.text for c in row.cells[:2]) for row in table.rows[1:]]
        assert (
            len(rows) == len(set(rows)) == len({(i.label, fold(i.value), i.rights) for i in items})
        )
        told += len(items) - len(rows)
    assert told


def test_it_holds_root_address_annexes_custody_and_what_was_withheld(
    made: Issue, page: Sheet
) -> None:
    text = words_of(made.files[NAME])
    root = re.search(rb'data-root="([0-9a-f]{64})"', made.files["release.html"])
    assert root is not None
    assert root[1].decode() in text
    assert "here" in text
    for source in page.sources:
        assert f"Annex {source.number}: {source.name}" in text
    assert "Kept as it was received" in text
    assert "it needs an explicit decision" in text


def test_the_exhibit_stands_there_with_its_condition(made: Issue) -> None:
    (picture,) = (d for n, d in made.files.items() if n.startswith("exhibits/"))
    with zipfile.ZipFile(io.BytesIO(made.files[NAME])) as archive:
        assert picture in [archive.read(n) for n in archive.namelist()]
    text = words_of(made.files[NAME])
    assert text.index("Exhibit 1") < text.index(RIGHTS)


def test_it_tells_of_no_program_user_or_clock(made: Issue) -> None:
    core = docx.Document(io.BytesIO(made.files[NAME])).core_properties
    assert (core.author, core.last_modified_by, core.comments) == ("Solferino",) * 2 + ("",)
    assert f"{core.created:%Y-%m-%d}" == "2031-05-08"
    again = issued(reviewed(make_picture(), lambda _: True))
    assert again.files[NAME] == made.files[NAME]


def test_signs_that_no_word_file_can_hold_do_not_stop_it() -> None:
    picture = reviewed(make_picture(), lambda _: True)
    odd = replace(picture, engine="odd \x0b\x0c\x01 engine")
    assert words_of(issued(odd).files[NAME])


def test_a_profile_that_lets_no_words_out_writes_none(made: Issue) -> None:
    assert NAME in made.files
    assert NAME not in issued(reviewed(make_picture(), lambda _: True), name="ssa-public").files


def test_a_name_that_must_stay_inside_is_found_in_every_member() -> None:
    name = Needle(text="Zerbina Quartel", kind="name of a person")
    file, out = docx.Document(), io.BytesIO()
    file.add_paragraph("nothing")
    file.core_properties.keywords = name.text
    file.save(out)
    assert leaks({NAME: out.getvalue()}, [name])
    file.core_properties.keywords = ""
    file.sections[0].footer.paragraphs[0].add_run("Zerbina ").bold = True
    file.sections[0].footer.paragraphs[0].add_run("Quartel")
    out = io.BytesIO()
    file.save(out)
    assert leaks({NAME: out.getvalue()}, [name])
