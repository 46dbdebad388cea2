"""What is let out and taken out of a case by way of the desk, asked for without a browser."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import bagit
import openpyxl  # type: ignore[import-untyped]

from solferino import plugins
from solferino.codec import parse
from solferino.desk.guard import Door
from solferino.desk.letting import CHANGED, box
from solferino.desk.serve import make_desk
from solferino.model.clearance import worth
from solferino.store.case import Case

PORT = 8191
HOME = f"http://127.0.0.1:{PORT}"


def inside(case: Case, browser_of: Any, clock: Callable[[], str]) -> Any:
    keys: list[str] = []
    asking = browser_of(make_desk(case, Door(keys.append), PORT, clock), HOME)
    asking.get("/enter", params={"key": keys[0]})
    asking.cookies.set("solferino-by", "coder-81")
    return asking


def test_what_changed_since_it_was_looked_at_is_not_let_out(
    accepted: Case, browser_of: Any, clock: Callable[[], str]
) -> None:
    asking = inside(accepted, browser_of, clock)
    claim = next(c for c in accepted.reviewed().claims if c.kind == "blame")
    for name in (
        box("claim", claim.id, "another value"),
        box("claim", "0" * 64, worth(claim)),
        box("person", "0" * 64, "Nobody"),
        "let.claim",
        f"let.nothing.{claim.id}.{'0' * 16}",
    ):
        form = {name: "1", "why": "a reason", "back": "/publish"}
        answer = asking.post("/decide/let", data=form, headers={"Origin": HOME})
        assert (answer.status_code, CHANGED in answer.text) == (409, True), name
    form = {box("claim", claim.id, worth(claim)): "1", "why": " ", "back": "/publish"}
    answer = asking.post("/decide/let", data=form, headers={"Origin": HOME})
    assert (answer.status_code, "needs a reason" in answer.text) == (409, True)


def test_the_whole_case_is_taken_out_in_every_format(
    accepted: Case, browser_of: Any, clock: Callable[[], str], tmp_path: Any
) -> None:
    asking = inside(accepted, browser_of, clock)
    page = asking.get("/exports").text
    forms = {e.name for e in plugins.kit(plugins.find()).exporters} | {"dossier", "bag"}
    found = {}
    for address in sorted({piece.partition('"')[0] for piece in page.split('href="/exports/')[1:]}):
        answer = asking.get(f"/exports/{address}")
        assert answer.headers["content-disposition"] == f'attachment; filename="{address}"'
        found[address] = answer.content
    assert len(found) == len(forms)
    book = openpyxl.load_workbook(io.BytesIO(found["case.xlsx"]), read_only=True)
    assert "Incidents" in book.sheetnames
    assert parse(found["case.json"])["case"]["profile"] == "internal"
    with zipfile.ZipFile(io.BytesIO(found["case-bag.zip"])) as archive:
        archive.extractall(tmp_path)
    assert bagit.Bag(str(tmp_path / "bag")).is_valid()
    with zipfile.ZipFile(io.BytesIO(found["case-dossier.zip"])) as archive:
        assert {"dossier/index.html", "dossier/index.ar.html"} < set(archive.namelist())
    assert asking.get("/exports/case.exe").status_code == 404
