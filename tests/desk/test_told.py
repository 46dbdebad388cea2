"""What pages of the practice case have to tell: the facility, what waits, how sure, how far."""

import re
import sqlite3
import subprocess
from collections.abc import Callable
from typing import Any

import pytest

from solferino.desk.guard import Door
from solferino.desk.serve import make_desk
from solferino.model import Incident, ProfileValue
from solferino.publish.view import View
from solferino.store.case import Case

PORT = 8193
HOME = f"http://127.0.0.1:{PORT}"
TAG = re.compile(r"<[^>]+>")


@pytest.fixture(scope="module")
def seen(practice: Case, browser_of: Any, clock: Callable[[], str]) -> Callable[[str, str], str]:
    """Give the words of a page, without markup, in a language."""
    keys: list[str] = []
    inside = browser_of(make_desk(practice, Door(keys.append), PORT, clock), HOME)
    inside.get("/enter", params={"key": keys[0]})

    def words(address: str, tongue: str = "en") -> str:
        inside.cookies.set("solferino-tongue", tongue)
        return " ".join(TAG.sub(" ", inside.get(address).text).split())

    return words


@pytest.fixture(scope="module")
def described(practice: Case) -> tuple[Incident, View]:
    """Give an incident whose facility documents describe."""
    view = View(practice.picture("test"))
    found = (i for i in view.incidents.values() if view.profiles.get(i.facility or ""))
    return max(found, key=lambda i: len(view.profiles[str(i.facility)])), view


def test_the_facility_stands_on_the_page_of_its_incident_and_on_its_own(
    described: tuple[Incident, View], seen: Callable[..., str]
) -> None:
    incident, view = described
    told = [c.value for c in view.profiles[str(incident.facility)]]
    beds = next(v for v in told if isinstance(v, ProfileValue) and v.property == "beds")
    for address in (f"/incidents/{incident.id}", f"/registries/{incident.facility}"):
        page = seen(address)
        assert re.search(rf"\bbeds {re.escape(beds.value)}\b", page), address
        assert view.entities[str(incident.facility)].name in page


def test_the_overview_tells_how_much_waits(practice: Case, seen: Callable[..., str]) -> None:
    number = len(practice.claims())
    assert f"{number} values that nobody decided" in seen("/")
    assert f"{number} قيمة لم يقرر فيها أحد" in seen("/", "ar")


def test_how_sure_a_value_is_goes_with_what_that_was_worth(
    practice: Case, seen: Callable[..., str]
) -> None:
    found = {
        "measured" if re.search(r"confidence: right in \d+ of \d+ measured", page) else "not"
        for page in (seen(f"/claims/{c.id}") for c in practice.claims()[:40])
        if re.search(r"Found with (high|medium|low) confidence: (right in|not measured)", page)
    }
    assert found == {"measured", "not"}
    assert re.search(r"confidence: (right in|not measured)", seen("/queue"))


@pytest.mark.parametrize(
    ("tongue", "told"),
    [
        ("en", "Not found in {} documents; {} not read"),
        ("ar", "لم يُعثر عليه في {} من الوثائق؛ و{} لم تُقرأ"),
    ],
)
def test_where_nothing_was_found_it_says_in_how_many_documents(
    practice: Case, seen: Callable[..., str], tongue: str, told: str
) -> None:
    picture = practice.picture("test")
    view = View(picture)
    quiet = min(picture.incidents, key=lambda i: len(view.claims_of(i)))
    page = seen(f"/incidents/{quiet.id}?whole=1", tongue)
    known = told.format(*view.extent)
    assert page.count(known) > 2
    assert "‹U+" not in page  # marks of ours are no hidden signs


def test_the_ledger_is_verified_without_this_program_as_its_page_says(
    practice: Case, seen: Callable[..., str]
) -> None:
    page = seen("/ledger")
    for command in ("find . -type f -exec sha256sum {} +", "SELECT seq, at", "ledger.head"):
        assert command in page
    there = practice.path / "originals"
    for path in (p for p in there.rglob("*") if p.is_file()):
        said = subprocess.run(["sha256sum", path], capture_output=True, check=True)  # noqa: S607
        assert said.stdout.decode().split()[0] == "".join(path.relative_to(there).parts)
    with sqlite3.connect(f"file:{practice.path / 'facts.sqlite'}?mode=ro", uri=True) as facts:
        rows = facts.execute('SELECT "before", hash FROM ledger ORDER BY seq').fetchall()
    assert [before for before, _ in rows] == ["0" * 64, *(own for _, own in rows[:-1])]
    assert rows[-1][1] in (practice.path / "ledger.head").read_text(encoding="utf-8")


@pytest.mark.parametrize("tongue", ["en", "ar"])
def test_what_is_graded_is_said_in_words(
    practice: Case, seen: Callable[..., str], tongue: str
) -> None:
    tolls = [g for g in practice.picture("test").gradings if "health_workers" in g.subject]
    assert tolls
    for incident in practice.picture("test").incidents:
        page = seen(f"/incidents/{incident.id}?whole=1", tongue)
        assert "health_workers" not in page


def test_the_count_of_problems_stands_where_they_are_reached(seen: Callable[..., str]) -> None:
    assert "More 2" in seen("/")
    assert re.search(r"Problems 2\b.*Problems 2\b", seen("/problems"))
    assert "Ledger 2" not in seen("/ledger")
