"""Where forms post decisions: entered at once, shown at once, taken back at any time.

Each address answers with the way back to the page it came from, so that it works without script;
htmx follows the same way and puts the changed part in place.
"""

from collections.abc import Callable, Sequence
from functools import partial

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from solferino.desk.correcting import corrected
from solferino.desk.setting import Form, Posted, Setting, posting
from solferino.desk.sitting import cleaned, remember, sitting, way_back
from solferino.errors import UsageError
from solferino.model import Assessment, Claim, Judgement, Statement, assess, correct
from solferino.model.terms import DECISIONS, VERDICTS
from solferino.store import lookup
from solferino.store.facts import Ruling

ASKS = "by"  # the field with the name of who decides
Makes = Callable[[Request, Form, str], Sequence[Ruling]]


class Deciding:
    """Answers the addresses that decisions are posted to."""

    def __init__(self, setting: Setting) -> None:
        """Enter decisions into the docket of this desk."""
        self._at = setting

    def routes(self) -> list[Route]:
        """List the addresses; nothing but posting is answered."""
        made = {
            "/decide/claim/{id}": self.claim,
            "/decide/pair": self.pair,
        }
        posts: dict[str, Posted] = {"/undo/{id}": self.undo, "/redo/{id}": self.redo}
        posts |= {address: partial(self.entered, makes) for address, makes in made.items()}
        return [Route(a, posting(answer), methods=["POST"]) for a, answer in posts.items()]

    def entered(self, makes: Makes, request: Request, form: Form) -> Response:
        """Enter what `makes` makes of a form, or ask first who decides."""
        by = cleaned(form.get(ASKS, "")) or sitting(request).by
        if not by:
            return self.ask(request, form)
        self._at.docket.enter(*makes(request, form, by))
        return self._back(form, by)

    def claim(self, request: Request, form: Form, by: str) -> Sequence[Ruling]:
        """Say of a claim that it is right, wrong, or another value."""
        claim, said = self.found(request.path_params["id"])
        why, decision = form.get("why", "").strip(), form.get("decision", "")
        if decision == "correct":
            instead = corrected(claim, form)
            if instead == claim.value:
                return [assess(claim, said, "accept", by=by, why=why)]
            return [correct(claim, said, instead, by=by, why=why)]
        for known in DECISIONS:
            if known == decision:
                return [assess(claim, said, known, by=by, why=why)]
        raise HTTPException(404)

    def pair(self, request: Request, form: Form, by: str) -> Sequence[Ruling]:  # noqa: ARG002
        """Say of two mentions or accounts, or of one and several, whether they are the same."""
        lefts, rights = (form.get(side, "").split() for side in ("left", "right"))
        verdict = next((v for v in VERDICTS if v == form.get("verdict")), None)
        if verdict is None or not lefts or not rights:
            raise HTTPException(404)
        why = form.get("why", "").strip()
        return [
            Judgement(left=one, right=other, verdict=verdict, by=by, why=why)
            for one in lefts
            for other in rights
            if one != other
        ]

    def undo(self, request: Request, form: Form) -> Response:
        """Take a decision back."""
        return self._turned(request, form, stand=False)

    def redo(self, request: Request, form: Form) -> Response:
        """Let a decision that was taken back stand again."""
        return self._turned(request, form, stand=True)

    def ask(self, request: Request, form: Form) -> Response:
        """Ask once who decides; the form goes along and is posted again with the name."""
        with self._at.shelf.look() as (catalogue, _):
            return self._at.frame.page(
                request, "who.html", catalogue, form=form, back=way_back(form.get("back", "/"))
            )

    def found(self, id_: str) -> tuple[Claim, Statement]:
        """Find a claim, as found or as found by hand, with its statement."""
        decided = self._at.shelf.decided()
        with self._at.shelf.look() as (_, connection):
            claims = lookup.claims(connection, [id_])
            if claims:
                return claims[0], lookup.statements(connection, [claims[0].statement])[0]
        for ruling in decided.of(Assessment):
            if ruling.claim.id == id_:
                return ruling.claim, ruling.said
        raise HTTPException(404)

    def _turned(self, request: Request, form: Form, *, stand: bool) -> Response:
        by = cleaned(form.get(ASKS, "")) or sitting(request).by
        if not by:
            return self.ask(request, form)
        entered = self._at.shelf.decided().find(request.path_params["id"])
        if entered is None:
            raise HTTPException(404)
        if stand:
            self._at.docket.give_back(entered.ruling, by=by)
        else:
            why = form.get("why", "").strip()
            self._at.docket.take_back(entered.ruling, by=by, why=why)
        return self._back(form, by)

    def _back(self, form: Form, by: str) -> Response:
        answer = RedirectResponse(way_back(form.get("back", "/")), 303)
        if ASKS in form:
            remember(answer, by=by)
        return answer


def required(why: str) -> str:
    """Take a reason that must be given; `UsageError` where there is none."""
    if not why.strip():
        raise UsageError("this decision needs a reason", "Say in a few words why.")
    return why.strip()
