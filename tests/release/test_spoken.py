"""A release in Arabic: codes, figures and reasons are Arabic, names and quotations stay."""

import io
import re
from collections.abc import Iterator

import docx
import pytest
from docx.oxml.ns import qn
from tests.publish.made import make_picture
from tests.release.conftest import reviewed
from tests.release.test_releases import issued

from solferino.release.brief import ARABIC
from solferino.release.issue import Issue
from solferino.release.spoken import fact, rendering, tongues


@pytest.fixture(scope="module")
def made() -> Issue:
    return issued(reviewed(make_picture(), lambda _: True))


def told(cell: str) -> str:
    return re.sub(r"<[^>]*>", "", cell)


def rows(page: bytes) -> Iterator[list[str]]:
    for row in re.findall(r"<tr id=.*?</tr>", page.decode(), re.DOTALL):
        yield re.findall(r"<td.*?</td>", row, re.DOTALL)


def test_values_are_said_in_arabic_and_the_proof_rests_on_the_recorded_ones(made: Issue) -> None:
    english = list(rows(made.files["release.html"]))
    arabic = list(rows(made.files["release.ar.html"]))
    assert len(english) == len(arabic) > 10
    for one, other in zip(english, arabic, strict=True):
        (value,) = re.findall(r'"leaf-value[^"]*"[^>]*>(.*?)</bdi>', one[0])
        (held,) = re.findall(r'"leaf-value[^"]*"[^>]*>(.*?)</bdi>', other[0])
        assert value == held
        assert re.findall(r'"leaf-words">(.*?)</mark>', one[2]) == re.findall(
            r'"leaf-words">(.*?)</mark>', other[2]
        )
    shown = " ".join(told(cell) for row in arabic for cell in row[:2])
    assert len(ARABIC.findall(shown)) > 200
    for words in ("in its own voice",):
        assert words in made.files["release.html"].decode()
        assert words not in made.files["release.ar.html"].decode()


def test_no_place_and_no_grade_is_cited_in_english(made: Issue) -> None:
    page = made.files["release.ar.html"].decode()
    cited = re.findall(r"<cite>.*?</cite>", page)
    assert cited
    assert not [c for c in cited if "paragraph" in told(c) or "page" in told(c)]


@pytest.mark.parametrize(
    ("name", "content", "left"),
    [
        ("weapons", "rocket, mortar", ("rocket", "mortar")),
        ("figures", "killed, total: at least 4; injured, children: none", ("killed", "least")),
        ("named", "Hill Guard (alleged); Vale Army (denied)", ("alleged", "denied")),
        ("date", "2031-03-05 to 2031-03-07", ("to",)),
    ],
)
def test_fields_of_an_incident_are_said_in_arabic(
    name: str, content: str, left: tuple[str, ...]
) -> None:
    arabic, english = (fact(name, content, tongues()[code]) for code in ("ar", "en"))
    assert english == content
    assert not [word for word in left if word in arabic.split()]
    for kept in re.findall(r"Hill Guard|Vale Army|\d{4}-\d\d-\d\d|\b4\b", content):
        assert kept in arabic


def test_words_that_nobody_translated_stay_and_are_marked() -> None:
    assert (
        rendering("ar").told("Sefa's ledger <b>")
        == '<bdi lang="en">Sefa&#39;s ledger &lt;b&gt;</bdi>'
    )


def test_the_word_file_goes_from_right_to_left_and_turns_no_day(made: Issue) -> None:
    left, right = (
        docx.Document(io.BytesIO(made.files[name])) for name in ("release.docx", "release.ar.docx")
    )
    assert not list(left.element.body.iter(qn("w:bidi"), qn("w:rtl"), qn("w:bidiVisual")))
    lines = list(right.element.body.iter(qn("w:p")))
    for line in lines:
        text = "".join(t.text or "" for t in line.iter(qn("w:t")))
        turned = line.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
        assert turned == bool(ARABIC.search(text)), text
        if turned:
            assert not re.search(r"(?<![\w\u200e:.-])\d{4}-\d\d-\d\d", text), text
    assert len(list(right.element.body.iter(qn("w:bidiVisual")))) == len(right.tables)
    quoted = [c.text for t in left.tables for r in t.rows[1:] for c in r.cells[3:]]
    same = [c.text for t in right.tables for r in t.rows[1:] for c in r.cells[3:]]
    assert [q.split("\n")[0] for q in quoted] == [q.split("\n")[0] for q in same]
