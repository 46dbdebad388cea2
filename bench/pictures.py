"""Pictures of the desk's pages for the documentation: python -m bench.pictures [FOLDER].

The practice case is worked in a folder that goes again, somebody decides a few things there, and
Chromium takes each page as it is seen on a screen of 13 inches; some in Arabic, some in the dark.
Look at each of them: a picture that shows a fault is the quickest report of it.
"""

import contextlib
import io
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import uvicorn
from PIL import Image
from playwright.sync_api import Page, ViewportSize, sync_playwright

from solferino import plugins
from solferino.codec import value
from solferino.desk.guard import ENTER, Door
from solferino.desk.serve import make_desk
from solferino.model import CasualtyValue, assess
from solferino.pipeline import work
from solferino.practice.fiction import practice_files
from solferino.store.case import Case
from solferino.store.intake import receive, survey
from solferino.workers import here

IMAGES = Path("docs/images")
SIZE: ViewportSize = {"width": 1280, "height": 800}
Scheme = Literal["light", "dark"]
COLOURS = 64
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PORT = 8127
HOME = f"http://127.0.0.1:{PORT}"
BY = "Ana"
DRAFT = (
    "Two rockets hit the Lindral Children's Hospital in Kelderin on 12 March 2031. Eleven people "
    "were killed, its director Ilvane Sorrek said. The Marenthian army was blamed by the Upland "
    "Front. Thirty patients were evacuated."
)
ARABIC = (
    *("incident", "comparison", "queue", "document", "claim", "registries", "facility"),
    *("ledger", "settings", "overview", "row", "origins", "publish"),
)
DARK = ("incident", "comparison", "document", "queue", "origins")


@value
class Known:
    """What is shown of the practice case: ids."""

    incident: str
    document: str
    facility: str
    claim: str


def clock() -> str:
    return "2031-05-03T10:00:00Z"


@contextlib.contextmanager
def practised(folder: Path) -> Iterator[Case]:
    """Work the practice case, and decide a few things in it."""
    path = folder / "case"
    with (
        practice_files() as files,
        Case.create(path, "Practice case", clock=clock, by=BY) as made,
        here() as workers,
    ):
        list(receive(made, survey(files)))
        list(work(made, plugins.kit(plugins.find()), workers))
        said = {s.id: s for s in made.statements()}
        claims = [c for c in made.claims() if c.kind in {"facility", "place", "time"}]
        made.decide(*(assess(c, said[c.statement], "accept", by=BY) for c in claims[:40]), by=BY)
    with Case.open(path, clock=clock, by=BY) as case:
        yield case


def chosen(case: Case) -> Known:
    """Choose what there is most to see of."""
    picture = case.picture("pictures")
    incident = max(picture.incidents, key=lambda i: (len(i.contradictions), len(i.accounts), i.id))
    held = {a.id: a for a in picture.accounts}
    own = {c for a in incident.accounts for c in held[a].claims}
    figures = [c for c in picture.claims if isinstance(c.value, CasualtyValue) and c.id in own]
    documents = [held[a].document for a in incident.accounts]
    count = {d: sum(c.span.document == d for c in picture.claims) for d in documents}
    return Known(
        incident=incident.id,
        document=max(count, key=lambda d: (count[d], d)),
        facility=incident.facility or "",
        claim=min(figures, key=lambda c: (c.span.document, c.span.start)).id,
    )


def addresses(known: Known) -> dict[str, str]:
    """Name every page, with its address."""
    return {
        "overview": "/",
        "intake": "/intake",
        "queue": "/queue",
        "incidents": "/incidents",
        "incident": f"/incidents/{known.incident}",
        "comparison": f"/incidents/{known.incident}#comparison",
        "origins": f"/incidents/{known.incident}/pictures",
        "map": "/pictures",
        "documents": "/documents",
        "document": f"/documents/{known.document}",
        "claim": f"/claims/{known.claim}",
        "registries": "/registries?kind=people",
        "facility": f"/registries/{known.facility}",
        "search": "/search?words=hospital",
        "check": "/check",
        "publish": "/publish",
        "ledger": "/ledger",
        "import": "/import",
        "exports": "/exports",
        "problems": "/problems",
        "work": "/work",
        "settings": "/settings",
        "row": f"/coding/{known.incident}",
        "columns": "/columns",
    }


def taken(page: Page, name: str, address: str, into: Path) -> None:
    """Take a page as it stands when all of it has come."""
    page.goto(f"{HOME}{address}")
    if name == "check":
        page.fill("#draft", DRAFT)
        page.click("form.checking button")
    if name == "document":
        page.wait_for_selector("html[data-read]", state="attached")
        page.locator(".card > a[data-at]").nth(3).click()
    page.wait_for_selector(".later, .htmx-request", state="detached")
    page.wait_for_timeout(400)
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    image.quantize(COLOURS).save(into, optimize=True)


def pictured(case: Case, door: list[str], into: Path) -> Iterator[str]:
    """Take all pages, and tell of each that is written."""
    pages = addresses(chosen(case))
    looks: list[tuple[str, Scheme, str, tuple[str, ...]]] = [
        ("en", "light", "", tuple(pages)),
        ("ar", "light", "-ar", ARABIC),
        ("en", "dark", "-dark", DARK),
        ("ar", "dark", "-ar-dark", DARK[:1]),
    ]
    path = next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=path)
        entered = browser.new_context()
        entered.new_page().goto(f"{HOME}{ENTER}?key={door[-1]}")
        kept = entered.storage_state()
        for tongue, scheme, mark, names in looks:
            window = browser.new_context(storage_state=kept, viewport=SIZE, color_scheme=scheme)
            own = {"solferino-by": BY, "solferino-tongue": tongue}
            window.add_cookies([{"name": n, "value": v, "url": HOME} for n, v in own.items()])
            page = window.new_page()
            for name in names:
                file = into / f"desk-{name}{mark}.png"
                taken(page, name, pages[name], file)
                yield str(file)
            window.close()
        browser.close()


def main() -> None:
    into = Path(sys.argv[1]) if len(sys.argv) > 1 else IMAGES
    into.mkdir(parents=True, exist_ok=True)
    door: list[str] = []
    with tempfile.TemporaryDirectory() as folder, practised(Path(folder)) as case:
        app = make_desk(case, Door(door.append), PORT, clock)
        config = uvicorn.Config(app, host="127.0.0.1", port=PORT, log_level="warning", ws="none")
        server = uvicorn.Server(config)
        serving = threading.Thread(target=server.run)
        serving.start()
        while not server.started:
            time.sleep(0.01)
        try:
            for line in pictured(case, door, into):
                print(line, flush=True)
        finally:
            server.should_exit = True
            serving.join()


if __name__ == "__main__":
    main()
