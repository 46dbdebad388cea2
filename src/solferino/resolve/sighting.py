"""What one document names: the first half of resolution, a function of the document alone.

The mentions of a document are joined to bearers: those that it calls by one name or several.
What other documents say changes nothing here, so a sighting can be kept under the digest of
the document's mentions and need not be made again when another document comes in.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from solferino.codec import value
from solferino.group import Marks, partition
from solferino.model import Judgement, Mention
from solferino.model.terms import EntityKind
from solferino.resolve import bodies, facilities, people
from solferino.resolve.forms import Form, settle, star
from solferino.resolve.spelling import clusters
from solferino.resolve.whereabouts import Map
from solferino.text.fold import fold

PLACE_RULE = "rule:place-name"
RULES: dict[EntityKind, str] = {
    "facility": facilities.RULE,
    "person": people.RULE,
    "place": PLACE_RULE,
    "organization": bodies.RULE,
    "government": bodies.RULE,
    "armed_group": bodies.RULE,
    "media": bodies.RULE,
}

Told = Sequence[tuple[str, Mention]]  # mentions with their ids, by id
Known = TypeVar("Known", str, tuple[str, str])


@value
class Bearer:
    """Who or what one document calls by some names: its forms, and all of them as one."""

    whole: Form
    forms: tuple[Form, ...]


@value
class Sighting:
    """The bearers of one document by their smallest mention, and what of it stays unsure."""

    bearers: tuple[Bearer, ...]
    unsure: tuple[Judgement, ...]


def sight(told: Told, said: Iterable[Judgement], places: Map) -> Sighting:
    """Join the mentions of one document; what people have said (`said`) may only part them here.

    What people have joined is joined when all documents are seen together.
    """
    parted = [j for j in said if j.verdict != "same"]
    bearers: list[Bearer] = []
    unsure: list[Judgement] = []
    for forms, judged in _judged(told, places):
        unsure += (j for j in judged if j.verdict == "unsure")
        bearers += _bearers(forms, judged, parted)
    return Sighting(
        bearers=tuple(sorted(bearers, key=lambda b: b.whole.foremost)),
        unsure=tuple(sorted(unsure, key=lambda j: (j.left, j.right))),
    )


def judge_document(told: Told, places: Map) -> Iterator[Judgement]:
    """Give all that rules say of the mentions of one document."""
    called = {id_: mention.name for id_, mention in told}
    for forms, judged in _judged(told, places):
        for form in forms:
            yield from star(form, RULES[form.kind], called)
        yield from judged


def _judged(told: Told, places: Map) -> Iterator[tuple[list[Form], list[Judgement]]]:
    """Give the forms of each kind that a document has, with what rules say of them."""
    kinds: dict[EntityKind, list[tuple[str, Mention]]] = {}
    for one in told:
        kinds.setdefault(one[1].kind, []).append(one)
    for kind, mentions in kinds.items():
        forms = _FORMS.get(kind, _body_forms)(mentions, places)
        judged = list(settle(clusters(forms), RULES[kind]).judgements) if len(forms) > 1 else []
        if kind == "person":
            judged += people.judge_surnames(forms)
        elif RULES[kind] == bodies.RULE:
            judged += bodies.judge_initials(forms)
        yield forms, judged


def _bearers(
    forms: Sequence[Form], judged: Sequence[Judgement], parted: Sequence[Judgement]
) -> Iterator[Bearer]:
    """Group the forms of one kind; a form is looked into only where people have parted it."""
    if not parted and not any(j.verdict == "same" for j in judged):
        for form in forms:
            yield Bearer(whole=form, forms=(form,))
        return
    home = {member: form for form in forms for member in form.members}
    ties = [tie for form in forms for tie in star(form, RULES[form.kind])]
    marks = {member: form.traits for member, form in home.items()}
    for group in partition(home, [*parted, *judged, *ties], marks):
        own: dict[str, list[str]] = {}
        for member in group:
            own.setdefault(home[member].foremost, []).append(member)
        yield _bearer([_part(home[first], members) for first, members in own.items()])


def _part(form: Form, members: Sequence[str]) -> Form:
    return Form(
        kind=form.kind,
        words=form.words,
        names=form.names,
        tags=form.tags,
        traits=form.traits,
        members=tuple(members),
    )


def _bearer(forms: Sequence[Form]) -> Bearer:
    """Sum up forms that are one: all names, all that is known of it."""
    if len(forms) == 1:
        return Bearer(whole=forms[0], forms=(forms[0],))
    first = min(forms, key=lambda f: f.foremost)
    whole = Form(
        kind=first.kind,
        words=first.words,
        names=_merged(f.names for f in forms),
        tags=_merged(f.tags for f in forms),
        traits=_merged(f.traits for f in forms),
        members=_merged(f.members for f in forms),
    )
    return Bearer(whole=whole, forms=tuple(sorted(forms, key=lambda f: f.foremost)))


def _merged(parts: Iterable[tuple[Known, ...]]) -> tuple[Known, ...]:
    return tuple(sorted({one for part in parts for one in part}))


def _body_forms(mentions: Told, _places: Map) -> list[Form]:
    return bodies.body_forms(mentions)


def _place_forms(mentions: Told, places: Map) -> list[Form]:
    """Take mentions of places for forms: one place of the gazetteer, or one name that it lacks."""
    called: dict[tuple[str, Marks], list[tuple[str, Mention]]] = {}
    for id_, mention in mentions:
        where = places.where(mention)
        identity = where.identity or f"open: {fold(mention.name)}"
        traits = (("country", where.country or ""),)
        called.setdefault((identity, traits), []).append((id_, mention))
    return [
        Form(
            kind="place",
            words=found[0][1].name,
            names=(),
            tags=(f"{identity} in {traits[0][1]}",),
            traits=(),
            members=tuple(id_ for id_, _ in found),
        )
        for (identity, traits), found in called.items()
    ]


_FORMS: dict[EntityKind, Callable[[Told, Map], list[Form]]] = {
    "facility": facilities.facility_forms,
    "person": people.people_forms,
    "place": _place_forms,
}
