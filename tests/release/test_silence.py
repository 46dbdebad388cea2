"""What a publication does not tell it does not deny: no page says that nothing was found."""

import io
import re
import zipfile

import pytest
from tests.publish.made import make_picture
from tests.release.conftest import SECRET, reviewed

from solferino.model import Clearances
from solferino.plugins import find, kit
from solferino.ports import Picture
from solferino.publish.speech import speeches
from solferino.release.issue import Issue, Setting, issue
from solferino.release.profile import profiles

DENIALS = ("was found to be named", "No denial that was found", "No appeal that was found")


def issued(picture: Picture, name: str) -> Issue:
    setting = Setting(at="2031-05-08T09:00:00Z", practice=False, exporters=())
    return issue(picture, profiles()[name], (Clearances(()), ()), SECRET, setting)


@pytest.fixture(scope="module")
def accepted() -> Picture:
    return reviewed(make_picture(), lambda _: True)


def text(page: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<style>.*?</style>|<[^>]*>", " ", page.decode()))


@pytest.mark.parametrize("name", ["public", "ssa-public", "shcc-public"])
def test_pages_of_what_leaves_never_say_that_nothing_was_found(
    accepted: Picture, name: str
) -> None:
    pages = {n: text(d) for n, d in issued(accepted, name).files.items() if n.endswith("html")}
    for code, speech in speeches().items():
        ends = "" if code == "en" else f".{code}"
        name_of = re.compile(rf"dossier/incident-[0-9a-f]+{ends}\.html")
        dossier = [page for n, page in pages.items() if name_of.fullmatch(n)]
        assert dossier
        assert all(speech.page("unpublished") in page for page in dossier)
    for page in pages.values():
        assert not [words for words in DENIALS if words in page]


def test_the_columns_of_who_ssa_say_nothing_of_weapons_and_effects(accepted: Picture) -> None:
    pages = {n: text(d) for n, d in issued(accepted, "ssa-public").files.items() if "html" in n}
    for label in ("Weapons", "What became of the facility", "Named as responsible"):
        assert label not in pages["release.html"]
    assert "Weapons not known" not in " ".join(pages.values())


@pytest.mark.parametrize("name", ["ssa-public", "shcc-public"])
def test_an_incident_without_names_is_called_by_what_may_be_told(
    accepted: Picture, name: str
) -> None:
    incidents = issued(accepted, name).published.picture.incidents
    assert incidents
    for incident in incidents:
        assert "withheld" not in incident.title
        assert "Orla" not in incident.title
        assert incident.place is None or "withheld" not in incident.place


@pytest.mark.parametrize("name", ["ssa-public", "shcc-public"])
def test_where_no_words_leave_pages_name_the_annexes_and_quote_nothing(
    accepted: Picture, name: str
) -> None:
    files = issued(accepted, name).files
    pages = {n: text(d) for n, d in files.items() if n.endswith("html")}
    for page in pages.values():
        for words in (r"\[words", "In these words", r"characters \d", r"paragraph \d", r"line \d"):
            assert not re.search(words, page)
    assert b"<blockquote" not in b"".join(files[n] for n in pages)
    assert "Told in" in pages["release.html"]
    assert len(re.findall(r"\[\d+\] source", pages["release.html"])) > 10


def test_of_what_a_profile_never_tells_there_is_no_heading(accepted: Picture) -> None:
    headings = ("People harmed", "Who is named by whom", "Circumstances", "Appeals and replies")
    told = {n: text(issued(accepted, n).files["release.html"]) for n in ("public", "ssa-public")}
    assert all(heading in told["public"] for heading in headings)
    assert [h for h in headings if h in told["ssa-public"]] == ["People harmed"]


@pytest.mark.parametrize("name", ["ssa-public", "shcc-public"])
def test_no_value_of_what_where_and_when_is_a_mark_alone(accepted: Picture, name: str) -> None:
    page = issued(accepted, name).files["release.html"].decode()
    tables = re.findall(r"<caption>What this page rests on.*?</table>", page, re.DOTALL)
    told = re.findall(r"</th><td><bdi[^>]*>(.*?)</bdi>", "".join(tables))
    assert "The words that this page rests on" not in page
    assert any("attacked" in value for value in told)
    compared = re.findall(r'<bdi class="value"[^>]*>(.*?)</bdi>', page)
    assert not [value for value in (*told, *compared) if "withheld" in value]


@pytest.mark.parametrize("name", ["ssa-public", "shcc-public"])
def test_the_first_page_denies_nothing_and_tells_the_kind_of_what_has_no_name(
    accepted: Picture, name: str
) -> None:
    html = issued(accepted, name).files["dossier/index.html"].decode()
    rows = re.findall(r'<th scope="row"><a href="incident-.*?</tr>', html, re.DOTALL)
    assert rows
    assert any(re.search(r"<td><bdi>(clinic|ambulance|hospital)\b", row) for row in rows)
    for denial in ("[withheld] (as named", "<bdi>not known</bdi>"):
        assert denial not in "".join(rows)
    assert "with the exact words" not in html
    assert "<dd>0</dd>" not in html


@pytest.mark.parametrize("form", ["ssa", "shcc"])
def test_the_list_of_words_has_no_marks_where_none_leave(accepted: Picture, form: str) -> None:
    found = kit(find()).exporters
    exporter = next(e for e in found if e.name == form)
    setting = Setting(at="2031-05-08T09:00:00Z", practice=False, exporters=(exporter,))
    decided = (Clearances(()), ())
    made = issue(accepted, profiles()[f"{form}-public"], decided, SECRET, setting)
    with zipfile.ZipFile(io.BytesIO(made.files[f"case-{form}.zip"])) as opened:
        told = opened.read("words.csv").decode()
    assert ",accepted," in told
    assert "[words" not in told


def test_partners_are_not_told_that_everything_was_reviewed(accepted: Picture) -> None:
    said = "was accepted or corrected by a person. Blame"
    assert said in issued(accepted, "public").files["release.html"].decode()
    partner = issued(make_picture(), "partner").files["release.html"].decode()
    assert said not in partner
    assert "Not every value was reviewed" in partner
