"""The four real documents that the project grew from, where the development data is at hand.

They are read from beside the checkout and are no part of the project; without them these tests
are skipped, visibly.
"""

import json
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from solferino import plugins
from solferino.measure.score import read_gold, score
from solferino.pipeline import work
from solferino.publish.contract import JsonExporter
from solferino.publish.dossier import write_dossier
from solferino.store.case import Case
from solferino.store.intake import receive_folder
from solferino.store.integrity import check
from solferino.workers import here

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"


def clock() -> str:
    return "2031-05-01T10:00:00Z"


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """Work the seeds once."""
    if not SEEDS.is_dir():
        pytest.skip("needs the development data beside the checkout")
    folder = tmp_path_factory.mktemp("seeds")
    with Case.create(folder / "case", "Seeds", clock=clock, by="tester") as case:
        receive_folder(case, SEEDS)
        with here() as workers:
            list(work(case, plugins.kit(plugins.find()), workers))
        yield case


@pytest.fixture(scope="module")
def export(seeds: Case) -> Any:
    out = BytesIO()
    JsonExporter().write(seeds.picture("test"), out)
    return json.loads(out.getvalue())


@pytest.fixture(scope="module")
def incidents_of(export: Any) -> Callable[[str], list[Any]]:
    """Find the incidents that have a main account in the document of this name."""
    names = {d["id"]: d["name"] for d in export["documents"]}

    def find(name: str) -> list[Any]:
        return [
            i
            for i in export["incidents"]
            if any(names[a["document"]] == name and a["role"] == "main" for a in i["accounts"])
        ]

    return find


def test_all_are_read_and_no_span_is_broken(seeds: Case, export: Any) -> None:
    assert len(export["documents"]) == 4
    assert export["problems"] == []
    report = check(seeds)
    assert report.sound
    assert report.spans > 400


def test_the_measure_reaches_what_was_set(export: Any) -> None:
    scores = score(export, read_gold(SEEDS.parent / "gold" / "seeds"))
    assert scores.broken == 0
    assert scores.overall >= 0.65


def test_the_two_strikes_of_november_2016_are_two_incidents(
    incidents_of: Callable[[str], list[Any]],
) -> None:
    found = incidents_of("aleppo-childrens-press-release.txt")
    days = sorted(i["date"]["earliest"] for i in found if i["date"]["earliest"])
    assert {"2016-11-16", "2016-11-18"} <= set(days)
    assert len({i["id"] for i in found if i["date"]["earliest"] in days}) >= 2


def test_the_two_documents_on_al_nasr_are_one_incident(
    incidents_of: Callable[[str], list[Any]],
) -> None:
    article = {i["id"] for i in incidents_of("al-nasr-encyclopedia.txt")}
    news = {i["id"] for i in incidents_of("al-nasr-news.txt")}
    assert len(article & news) == 1


@pytest.mark.parametrize("number", [246, 126])
def test_running_totals_are_tallies_and_no_toll(export: Any, number: int) -> None:
    assert number in [t["min"] for t in export["tallies"]]
    tolls = [f["min"] for i in export["incidents"] for c in i["casualties"] for f in c["figures"]]
    assert number not in tolls


def test_the_missing_reply_of_the_red_cross_is_in_the_appeals(export: Any) -> None:
    unanswered = [a for a in export["appeals"] if a["reply"] == "none"]
    assert any("Red Cross" in (a["to"] or "") for a in unanswered)


def test_the_phone_number_is_on_no_page_of_the_dossier(seeds: Case, tmp_path: Path) -> None:
    text = "".join(d.text for d in seeds.documents())
    assert "00905312054079" in text, "it is in the originals"
    write_dossier(seeds.picture("test"), tmp_path, "2031-05-01T10:00:00Z")
    pages = list(tmp_path.rglob("*.html"))
    assert len(pages) >= 4
    for page in pages:
        html = page.read_text(encoding="utf-8")
        assert "00905312054079" not in html
        assert "5312054079" not in "".join(c for c in html if c.isdigit())
