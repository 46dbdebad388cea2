"""Whatever is quoted is cited by page and line, or by paragraph, of the source itself."""

import re
from functools import cache

import pytest
from tests.practice.found import Found
from tests.practice.test_leaving import SECRET, accepted, everything

from solferino.ports import Picture
from solferino.publish.exchange.tables import rows
from solferino.publish.quote import Citer
from solferino.publish.view import View
from solferino.release.issue import Issue, Setting, issue
from solferino.release.leaving import Leaving
from solferino.release.profile import profiles

PLACE = re.compile(r"page \d+(, line \d+)?|paragraph \d+")
CITED = re.compile(r"<cite>.*?</cite>", re.DOTALL)
AT = re.compile(r'<span class="at">([^<]+)</span>|</a>(?:, |، )([^<]+)</cite>')
WORDS = ("partner", "public")  # the profiles by which words leave


@pytest.mark.parametrize("name", WORDS)
def test_what_is_left_of_a_text_stands_where_it_stood_in_the_whole(
    practice: Found, name: str
) -> None:
    picture = accepted(practice)
    leaving = Leaving(picture, profiles()[name], everything(picture), SECRET)
    whole = {d.id: d for d in picture.documents}
    before, paged = Citer(), False
    for of, made in leaving.excerpts.items():
        after = Citer([(made.document.id, made.paragraphs)])
        paged |= bool(whole[of].pages)
        for piece in made.pieces:
            for old in range(piece.start, piece.end, 7) if piece.exact else ():
                new = piece.new_start + old - piece.start
                assert after.place(made.document, new) == before.place(whole[of], old)
    assert paged


@cache
def issued(practice: Found, name: str) -> Issue:
    picture = accepted(practice)
    setting = Setting(at="2031-05-08T09:00:00Z", practice=True, exporters=())
    return issue(picture, profiles()[name], (everything(picture), ()), SECRET, setting)


@pytest.mark.parametrize("name", WORDS)
def test_no_quotation_of_a_page_is_cited_by_characters_alone(practice: Found, name: str) -> None:
    assert any(o.path for o in issued(practice, name).published.picture.origins)
    for page, data in issued(practice, name).files.items():
        if page.endswith(".html"):
            assert b"offsets" not in data.partition(b"</style>")[2]  # they count in an excerpt
            cited = CITED.findall(data.decode())
            assert cited, page
            for cite in cited:
                found = AT.search(cite)
                assert found is not None, (page, cite)
                if ".ar." not in page:
                    assert PLACE.fullmatch(found[1] or found[2]), cite


@pytest.mark.parametrize("name", ["internal", *WORDS])
def test_the_sheets_cite_each_quotation_alike(practice: Found, name: str) -> None:
    view = View(_leaving(practice, name))
    assert any(origin.path for origin in view.origins.values())
    for key in ("claims", "statements"):
        assert all(PLACE.fullmatch(str(row["page"])) for row in rows(view, key))
    for row in rows(view, "origins"):
        for step in str(row["path"] or "").split(" | "):
            assert not step or re.search(rf"\((?:.*), (?:{PLACE.pattern})\)$", step), step


def _leaving(practice: Found, name: str) -> Picture:
    return practice.picture if name == "internal" else issued(practice, name).published.picture
