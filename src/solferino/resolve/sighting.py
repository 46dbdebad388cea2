"""What one document names: the first half of resolution, a function of the document alone.

The mentions of a document are joined to bearers: those that it calls by one name or several.
What other documents say changes nothing here, so a sighting can be kept under the digest of
the document's mentions and need not be made again when another document comes in.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from solferino.codec import value
from solferino.group import Marks, partition
from solferino.model import Judgement, Mention
from solferino.model.terms import EntityKind
from solferino.resolve import bodies, facilities, people
from solferino.resolve.asides import apart_by_aim, compatible, judge_aliases
from solferino.resolve.deaths import told_dead
from solferino.resolve.doubts import doubts
from solferino.resolve.families import Spellings
from solferino.resolve.forms import (
    Form,
    Settle,
    clusters,
    gathered,
    settle,
    settle_unsaid,
    star,
)
from solferino.resolve.spelling import Called, called
from solferino.resolve.stations import stations
from solferino.resolve.tenure import Tenure
from solferino.resolve.whereabouts import Map, place_key
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


@value
class Scene:
    """One document: its mentions by id, its text or null, and which mentions name the dead.

    `day` is when it was published: an ISO date or its beginning, null where nobody says.
    """

    told: tuple[tuple[str, Mention], ...]
    text: str | None = None
    dead: tuple[str, ...] = ()
    day: str | None = None


def sight(scene: Scene, said: Iterable[Judgement], places: Map) -> Sighting:
    """Join the mentions of one document; what people have said (`said`) may only part them here.

    What people have joined is joined when all documents are seen together.
    """
    parted = [j for j in said if j.verdict != "same"]
    bearers: list[Bearer] = []
    unsure: list[Judgement] = []
    for forms, aside in _told(scene, places):
        things = None if parted or aside else _things(forms, unsure)
        if things is not None:
            bearers += [_bearer(thing) for thing in things]
            continue
        judged = [*_judge_forms(forms, settle if parted else settle_unsaid), *aside]
        unsure += (j for j in judged if j.verdict == "unsure")
        bearers += _bearers(forms, judged, parted)
    dead = (*scene.dead, *(told_dead(scene.told, scene.text) if scene.text is not None else ()))
    if dead:
        bearers = [_marked(bearer, dead) for bearer in bearers]
    return Sighting(
        bearers=tuple(sorted(bearers, key=lambda b: b.whole.members[0])),
        unsure=tuple(sorted(unsure, key=lambda j: (j.left, j.right))),
    )


def judge_document(scene: Scene, places: Map) -> Iterator[Judgement]:
    """Give all that rules say of the mentions of one document."""
    called = {id_: mention.name for id_, mention in scene.told}
    for forms, aside in _told(scene, places):
        for form in forms:
            yield from star(form, RULES[form.kind], called)
        yield from _judge_forms(forms, settle)
        yield from aside


def _marked(bearer: Bearer, dead: Sequence[str]) -> Bearer:
    """Mark a bearer of whom a mention is named among the killed."""
    if not dead or not set(dead) & set(bearer.whole.members):
        return bearer
    return replace(bearer, whole=replace(bearer.whole, dead=True))


def _told(scene: Scene, places: Map) -> Iterator[tuple[list[Form], list[Judgement]]]:
    """Give the forms of each kind that a document has, with what its text says of them aside."""
    kinds: dict[EntityKind, list[tuple[str, Mention]]] = {}
    for one in scene.told:
        kinds.setdefault(one[1].kind, []).append(one)
    for kind, mentions in kinds.items():
        forms = _forms(kind, mentions, scene, places)
        aside: list[Judgement] = []
        if scene.text is not None and kind == "facility":
            tenure = Tenure((mention for _, mention in scene.told), scene.text, scene.day)
            own = dict(mentions)
            forms = tenure.by_operator(forms, own)
            fits = partial(_fits, (places, tenure, own))
            forms, aside = apart_by_aim(forms, mentions, scene.text, fits)
        if scene.text is not None and len(forms) > 1:
            aside += judge_aliases(mentions, scene.text)
        yield forms, aside


def _forms(kind: EntityKind, mentions: Told, scene: Scene, places: Map) -> list[Form]:
    """Take the mentions of one kind for forms."""
    if kind == "person" and scene.text is not None:
        return people.people_forms(mentions, places, stations(scene.told, scene.text))
    taking = _FORMS.get(kind)
    return taking(mentions, places) if taking else bodies.body_forms(mentions, scene.day)


def _things(forms: list[Form], unsure: list[Judgement]) -> list[list[Form]] | None:
    """Gather forms of one kind into things where that takes no judging, else give null.

    What a person should look at besides is added to `unsure`.
    """
    if len(forms) == 1 or not _touch(forms):
        lone = len(forms) == 1 or forms[0].kind != "person" or all(f.names for f in forms)
        return [[form] for form in forms] if lone else None
    kind = forms[0].kind
    if kind == "person" and not all(form.names for form in forms):
        return None
    spellings = Spellings(kind, [name for form in forms for name in form.names])
    things = gathered(clusters(forms, spellings.family))
    if things is None:
        return None
    unsure += doubts(spellings, forms, RULES[kind])
    own = {id(form) for thing in things for form in thing}
    return [*things, *([form] for form in forms if id(form) not in own)]


def _touch(forms: Iterable[Form]) -> bool:
    """Whether two forms have anything in common under which names are looked for."""
    met: set[str] = set()
    for form in forms:
        signs = set(form.tags)
        for name in form.names:
            signs.add(name.essence)
            signs.update(name.keys)
        if not met.isdisjoint(signs):
            return True
        met |= signs
    return False


def _fits(ground: tuple[Map, Tenure, Mapping[str, Mention]], mention: Mention, form: Form) -> bool:
    """Whether a description may stand for a named form: by kind, place, operator and date.

    What is told to be in a place that no gazetteer knows ("the health post at X") is none of those
    that are told to be elsewhere.
    """
    places, tenure, own = ground
    where = places.where(mention)
    if not compatible(mention.name, form.traits, where.town):
        return False
    elsewhere = {w for m in form.members if (w := places.where(own[m]).identity)}
    if where.unlisted and elsewhere and where.unlisted not in elsewhere:
        return False
    return tenure.allows(mention, [own[member] for member in form.members])


def _judge_forms(forms: Sequence[Form], settling: Settle) -> Iterator[Judgement]:
    """Judge the forms of one kind; here every likeness counts, initials as well."""
    kind = forms[0].kind
    if len(forms) > 1 and _touch(forms):
        spellings = Spellings(kind, [name for form in forms for name in form.names])
        yield from settling(clusters(forms, spellings.family), RULES[kind]).judgements
        yield from doubts(spellings, forms, RULES[kind])
    if kind == "person":
        yield from people.judge_single_names(forms)


def _bearers(
    forms: Sequence[Form], judged: Sequence[Judgement], parted: Sequence[Judgement]
) -> Iterator[Bearer]:
    """Group the forms of one kind; a form is looked into only where people have parted it."""
    if not parted:
        yield from _whole_bearers(forms, [j for j in judged if j.verdict == "same"])
        return
    home = {member: form for form in forms for member in form.members}
    ties = [tie for form in forms for tie in star(form, RULES[form.kind])]
    marks = {member: form.traits for member, form in home.items()}
    for group in partition(home, [*parted, *judged, *ties], marks):
        own: dict[str, list[str]] = {}
        for member in group:
            own.setdefault(home[member].foremost, []).append(member)
        parts = [replace(home[first], members=tuple(members)) for first, members in own.items()]
        yield _bearer(parts)


def _whole_bearers(forms: Sequence[Form], same: Sequence[Judgement]) -> Iterator[Bearer]:
    """Group forms that nobody has parted: none is looked into."""
    if not same:
        yield from (Bearer(whole=form, forms=(form,)) for form in forms)
        return
    first = {member: form.foremost for form in forms for member in form.members}
    known = {form.foremost: form for form in forms}
    ties = [
        j if j.left in known and j.right in known else _between(first[j.left], first[j.right], j)
        for j in same
    ]
    tied = dict.fromkeys(end for tie in ties for end in (tie.left, tie.right))
    for group in partition(tied, ties, {name: known[name].traits for name in tied}):
        yield _bearer([known[name] for name in group])
    yield from (Bearer(whole=f, forms=(f,)) for name, f in known.items() if name not in tied)


def _between(left: str, right: str, judgement: Judgement) -> Judgement:
    return replace(judgement, left=left, right=right)


def _bearer(forms: Sequence[Form]) -> Bearer:
    """Sum up forms that are one: all names, all that is known of it."""
    if len(forms) == 1:
        return Bearer(whole=forms[0], forms=(forms[0],))
    first = min(forms, key=lambda f: f.foremost)
    whole = Form(
        kind=first.kind,
        words=first.words,
        names=_names(forms),
        tags=_merged(f.tags for f in forms),
        traits=_merged(f.traits for f in forms),
        members=_merged(f.members for f in forms),
    )
    return Bearer(whole=whole, forms=tuple(sorted(forms, key=lambda f: f.foremost)))


def _names(forms: Sequence[Form]) -> tuple[Called, ...]:
    found: dict[str, Called] = {}
    for name in sorted((n for f in forms for n in f.names), key=lambda n: (n.essence, n.text)):
        found.setdefault(name.essence, name)
    return tuple(found.values())


def _merged(parts: Iterable[tuple[Known, ...]]) -> tuple[Known, ...]:
    return tuple(sorted({one for part in parts for one in part}))


def _place_forms(mentions: Told, places: Map) -> list[Form]:
    """Take mentions of places for forms: one place of the gazetteer, or one name that it lacks.

    A name that the gazetteer lacks may be a spelling of one that it has; a name of which it has
    several, with nothing to choose by, goes only with itself.
    """
    found: dict[tuple[tuple[Called, ...], tuple[str, ...], Marks], list[tuple[str, Mention]]] = {}
    for id_, mention in mentions:
        where = places.where(mention)
        listed = place_key(where.place) if where.place is not None else None
        traits = tuple(
            (trait, told) for trait, told in (("country", where.country), ("place", listed)) if told
        )
        tag = listed or f"open: {fold(mention.name)} in {where.country}"
        known = listed is not None or where.unlisted is not None
        names = (called(mention.name, "place"),) if known else ()
        found.setdefault((names, (tag,), traits), []).append((id_, mention))
    return [
        Form(
            kind="place",
            words=every[0][1].name,
            names=names,
            tags=tags,
            traits=traits,
            members=tuple(id_ for id_, _ in every),
        )
        for (names, tags, traits), every in found.items()
    ]


_FORMS: dict[EntityKind, Callable[[Told, Map], list[Form]]] = {
    "facility": facilities.facility_forms,
    "person": people.people_forms,
    "place": _place_forms,
}
