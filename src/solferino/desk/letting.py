"""Where people let out what needs an explicit decision, and withdraw what was permitted.

Each decision is bound to what stood there when somebody looked: where that has changed meanwhile,
nothing is let out, and the desk says so.
"""

from collections.abc import Iterable, Sequence
from typing import cast, get_args

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from solferino.codec import parse, sha256, value
from solferino.desk.deciding import Deciding, required
from solferino.desk.docket import Decided
from solferino.desk.setting import Form, Setting, posting
from solferino.desk.shelf import Catalogue
from solferino.errors import UsageError
from solferino.model import BlameValue, Claim, Clearance, Span
from solferino.model.clearance import Cleared, graded, worth
from solferino.ports import Picture
from solferino.publish.phrasing import Phrasing
from solferino.release.selection import Withheld
from solferino.store import findings, lookup

BOX = "let."  # begins the name of a box: of what, which one, the seal of what stands there
SEAL = 16  # digits of a digest
PARTS = 3
CHANGED = "what was to be let out is not what it was when this page was shown"


@value
class Let:
    """Something that a person may let out: its box, and what lets it out now.

    `held` are the clearances that stand: id, by whom, why.
    """

    box: str
    held: tuple[tuple[str, str, str], ...] = ()


def box(of: Cleared, about: str, called: str) -> str:
    """Name the box that lets something out as it stands now."""
    return f"{BOX}{of}.{about}.{sha256(called.encode())[:SEAL]}"


def lets(decided: Decided, of: Cleared, abouts: Sequence[str], called: str) -> Let:
    """Tell how something is let out: by any of the ids that stand for it, the first from now on."""
    standing = decided.upright(Clearance).items()
    held = ((id_, c.by, c.why) for id_, c in standing if c.of == of and c.about in abouts)
    return Let(box=box(of, abouts[0], called), held=tuple(held))


@value
class Waiting:
    """Something that only a decision lets out: its box, what it is, of which incident (title).

    `span` are its words, null for a grade. Of a grade `kind` is its scheme, `proposition` and
    `grade` are codes, and `said` is whom or what the proposition is about.
    """

    box: str
    kind: str
    said: str
    incident: str
    span: Span | None
    proposition: str = ""
    grade: str = ""


@value
class LetOut:
    """What somebody let out, or withdrew: the clearance (id), of what, by whom, why, its words."""

    id: str
    of: str
    by: str
    why: str
    said: str


def waiting(withheld: Sequence[Withheld], picture: Picture, phrasing: Phrasing) -> list[Waiting]:
    """List what stays inside only for want of a decision: values by incident, then grades."""
    claims = {c.id: c for c in picture.claims}
    homes = {a: i.title for i in picture.incidents for a in i.accounts}
    held = {c: homes[a.id] for a in picture.accounts if a.id in homes for c in a.claims}
    found = []
    for one in (w for w in withheld if w.called):
        claim = claims.get(one.about)
        of: Cleared = "claim" if claim else "grading"
        scheme, proposition, subject, grade = ("",) * 4 if claim else parse(one.called)
        found.append(
            Waiting(
                box=box(of, one.about, one.called),
                kind=_kind(claim) if claim else scheme,
                said=phrasing.wording(claim.value) if claim else subject,
                incident=held.get(one.about, "") if claim else homes.get(one.about, ""),
                span=claim.span if claim else None,
                proposition=proposition,
                grade=grade,
            )
        )
    return sorted(found, key=lambda w: (w.span is None, w.incident, w.kind, w.proposition, w.said))


def _kind(claim: Claim) -> str:
    """Name the kind of a value; of blame, whether it is alleged, admitted or denied."""
    return claim.value.stance if isinstance(claim.value, BlameValue) else claim.kind


def let_out(decided: Decided, picture: Picture) -> tuple[LetOut, ...]:
    """List what was let out and withdrawn, as far as it stands, the latest first."""
    spans = {c.id: c.span.text for c in picture.claims}
    files = {d.receipt: d.name for d in picture.documents}
    held = decided.upright(Clearance).items()
    return tuple(
        LetOut(
            id=id_,
            of=c.of,
            by=c.by,
            why=c.why,
            said=spans.get(c.about) or files.get(c.about) or _worded(c),
        )
        for id_, c in reversed(held)
    )


def _worded(clearance: Clearance) -> str:
    """Word what a clearance is about, where it is no value and no file."""
    if clearance.of != "grading":
        return clearance.called
    scheme, proposition, subject, grade = parse(clearance.called)
    return ": ".join(part for part in (f"{scheme}:{proposition}", subject, grade) if part)


class Letting:
    """Answers the address to which decisions to let something out are posted."""

    def __init__(self, setting: Setting) -> None:
        """Enter decisions into the docket of this desk."""
        self._at = setting
        self._deciding = Deciding(setting)

    def routes(self) -> list[Route]:
        """List the address; nothing but posting is answered."""
        return [Route("/decide/let", posting(self.let), methods=["POST"])]

    def let(self, request: Request, form: Form) -> Response:
        """Let out what was chosen, or note that a permission was withdrawn; with a reason."""
        return self._deciding.entered(self._made, request, form)

    def _made(self, request: Request, form: Form, by: str) -> list[Clearance]:  # noqa: ARG002
        why = required(form.get("why", ""))
        chosen = [name.removeprefix(BOX).split(".") for name in form if name.startswith(BOX)]
        if not chosen:
            raise UsageError("nothing was chosen", "Choose what is to be let out.")
        with self._at.shelf.look() as (catalogue, connection):
            return [self._one(parts, (by, why), catalogue, connection) for parts in chosen]

    def _one(
        self,
        parts: Sequence[str],
        said: tuple[str, str],
        catalogue: Catalogue,
        connection: Connection,
    ) -> Clearance:
        """Make one decision; `UsageError` where what it is about changed meanwhile."""
        of, about, seal = parts if len(parts) == PARTS else ("", "", "")
        standing = self._standing(of, about, catalogue, connection)
        called = next((s for s in standing if sha256(s.encode())[:SEAL] == seal), None)
        if called is None or of not in get_args(Cleared):
            raise UsageError(CHANGED, "Look at it again, and decide anew.")
        by, why = said
        return Clearance(of=cast("Cleared", of), about=about, called=called, by=by, why=why)

    def _standing(
        self, of: str, about: str, catalogue: Catalogue, connection: Connection
    ) -> Iterable[str]:
        """Say what stands now of the thing that a decision is about."""
        match of:
            case "claim":
                return [worth(c) for c in self._claims(about, connection)]
            case "person":
                entity = catalogue.entities.get(catalogue.owner.get(about, ""))
                return [entity.name] if entity is not None and entity.kind == "person" else []
            case "source":
                return [line.name for line in catalogue.lines.some([about]).values()]
            case "grading":
                home = catalogue.home.get(about, "")
                return [graded(g) for g in catalogue.gradings_of(home)]
            case _:  # a file, by its receipt
                came = self._at.shelf.case().receipts()
                return [r.original for r in came if r.id == about]

    def _claims(self, about: str, connection: Connection) -> Iterable[Claim]:
        """Find a claim as people left it, found by hand or not."""
        decided = self._at.shelf.decided()
        places = {c.span.document for c in lookup.claims(connection, [about])}
        places |= {a.span.document for a in decided.spoken.get(about, ())}
        for place in places:
            found = findings.of(connection, place)
            seen = decided.upon(found.claims, found.statements, found.accounts, {place})
            yield from (c for c in seen.claims if c.id == about)
