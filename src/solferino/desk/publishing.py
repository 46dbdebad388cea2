"""The page from which a case is published: what will leave, what will not and why, and the deed."""

import secrets
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from solferino import pipeline, plugins
from solferino.codec import sha256, value
from solferino.desk.letting import let_out, waiting
from solferino.desk.setting import Form, Setting, posting
from solferino.desk.shelf import ENGINE
from solferino.desk.sitting import decider, remember
from solferino.errors import LeakError, UsageError
from solferino.model import Clearance, Clearances, Release
from solferino.ports import Picture
from solferino.practice.fiction import is_practice
from solferino.publish.chosen import found
from solferino.release.exhibits import Files
from solferino.release.folder import put
from solferino.release.issue import Setting as Occasion
from solferino.release.issue import issue
from solferino.release.letter import SUMS
from solferino.release.preview import preview
from solferino.release.profile import profiles
from solferino.release.selection import Chosen, Withheld
from solferino.store.case import Case
from solferino.store.secret import LENGTH, known_secret, series_secret

FOLDER = "releases"  # of the case
CHOICE = 150  # incidents that one may choose among; a form holds no more
BOX = "incident."  # begins the name of a box
MOST = 200  # rows of what stays inside
ASKED = 60  # things that one form lets out
UNKNOWN = bytes(LENGTH)  # in place of a secret that the first publication will make


@value
class Ground:
    """Why things stay inside: how many of each kind, and what lets all of them out, if anything."""

    why: str
    total: int
    kinds: tuple[tuple[str, int], ...]
    remedy: str


def grounds(withheld: Sequence[Withheld]) -> list[Ground]:
    """Put what stays inside together by its reason, the commonest first."""
    by_reason: dict[str, list[Withheld]] = {}
    for each in withheld:
        by_reason.setdefault(each.why, []).append(each)
    found = []
    for why, held in by_reason.items():
        kinds = Counter(each.kind for each in held)
        remedies = {each.remedy for each in held}
        one = remedies.pop() if len(remedies) == 1 else ""
        ordered = sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))
        found.append(Ground(why=why, total=len(held), kinds=tuple(ordered), remedy=one))
    return sorted(found, key=lambda ground: (-ground.total, ground.why))


class Publishing:
    """Answers the addresses of publishing."""

    def __init__(self, setting: Setting) -> None:
        """Publish the case on the shelf."""
        self._at = setting

    def routes(self) -> list[Route]:
        """List the addresses."""
        return [
            Route("/publish", self.show, methods=["GET"]),
            Route("/publish", posting(self.publish), methods=["POST"]),
        ]

    def show(self, request: Request) -> Response:
        """Show what would leave by a profile."""
        return self._page(request, request.query_params.get("profile", "public"))

    def _page(self, request: Request, name: str, leak: LeakError | None = None) -> Response:
        profile = profiles().get(name)
        if profile is None:
            raise HTTPException(404)
        with self._at.shelf.look() as (catalogue, _):
            asking = self._at.frame.asks_first(request, catalogue, "publish")
            if asking is not None:
                return asking
        with self._at.shelf.own_look() as case:  # it may take long: other pages do not wait for it
            picture, decided = pipeline.picture(case, ENGINE), _decided(case)
        releases = [r for r in decided[1] if r.series.partition(": ")[0] == name][::-1]
        told = preview(picture, profile, decided, known_secret(case.path, name) or UNKNOWN)
        with self._at.shelf.look() as (catalogue, _):
            return self._at.frame.page(
                request,
                "publish.html",
                catalogue,
                status=409 if leak else 200,
                profile=profile,
                profiles=[p for p in profiles().values() if p.audience != "internal"],
                told=told,
                grounds=grounds(told.withheld),
                rows=told.withheld[:MOST],
                waiting=waiting(told.withheld, picture, self._at.frame.phrasing(request)),
                let=let_out(self._at.shelf.decided(), picture),
                asked=ASKED,
                more=max(0, len(told.withheld) - MOST),
                spans={c.id: c.span for c in picture.claims},
                names={d.id: d.name for d in picture.documents},
                releases=releases,
                folders={r.id: _folder(r) for r in releases},
                sums={r.id: _sums(case.path / FOLDER / _folder(r) / SUMS) for r in releases},
                incidents=[(i.id, i.title) for i in picture.incidents[:CHOICE]],
                folder=str(case.path / FOLDER),
                leak=leak,
            )

    def publish(self, request: Request, form: Form) -> Response:
        """Write a release into the case's folder of releases; where anything leaks, say what."""
        by = decider(request, form)
        profile = profiles().get(form.get("profile", ""))
        if profile is None or profile.audience == "internal":
            raise HTTPException(404)
        if not by:
            raise UsageError("a decision needs somebody who makes it", "Give your name.")
        try:
            with self._at.shift.writing() as case:
                self._issue(case, profile.name, form, by)
        except LeakError as leak:
            return self._page(request, profile.name, leak)
        answer = RedirectResponse(f"/publish?profile={profile.name}", 303)
        remember(answer, by=by)
        return answer

    def _issue(self, case: Case, name: str, form: Form, by: str) -> None:
        picture = pipeline.picture(case, ENGINE)
        chosen, called = _selection(form, picture)
        occasion = Occasion(
            at=self._at.shelf.clock(),
            practice=is_practice(picture),
            exporters=plugins.kit(plugins.find()).exporters,
            by=by,
            why=form.get("why", "").strip(),
            address=form.get("objections", "").strip(),
            files=Files(receipts=tuple(case.receipts()), read=case.data),
            chosen=chosen,
            called=called,
        )
        made = issue(picture, profiles()[name], _decided(case), _secret(case, name), occasion)
        place: Path = case.path / FOLDER / _folder(made.release)
        if made.fresh:
            case.decide(made.release, by=by)
        if not place.exists():
            place.parent.mkdir(exist_ok=True)
            put(made.files, place)


def _sums(file: Path) -> tuple[int, str] | None:
    """Count the files of a release, and give the digest of their sums; null where it is gone."""
    if not file.is_file():
        return None
    data = file.read_bytes()
    return 1 + data.count(b"\n"), sha256(data)


def _selection(form: Form, picture: Picture) -> tuple[Chosen, str]:
    """Read which incidents were chosen, and what they are called; null where none was."""
    chosen = found(picture, (n.removeprefix(BOX) for n in form if n.startswith(BOX)))
    called = form.get("called", "").strip()
    if bool(chosen) != bool(called):
        raise UsageError(
            "a selection of incidents is a series of releases of its own",
            "Choose the incidents, and give the selection a name.",
        )
    return frozenset(chosen) if chosen else None, called


def _folder(release: Release) -> str:
    """Name the folder of a release; that of a selection by a digest, whatever it is called."""
    profile, _, called = release.series.partition(": ")
    return f"{profile}-{release.number}{f'-{sha256(called.encode())[:8]}' if called else ''}"


def _decided(case: Case) -> tuple[Clearances, list[Release]]:
    return Clearances(case.rulings(Clearance)), case.rulings(Release)


def _secret(case: Case, name: str) -> bytes:
    return series_secret(case.path, name, lambda: secrets.token_bytes(LENGTH))
