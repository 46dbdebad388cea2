"""The bearers of all documents as forms, found by name and by tag, and parted into blocks.

A table is never changed: one with some bearers gone and others come is made from it, and shares
with it all that these do not touch.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from solferino.codec import value
from solferino.group import Marks
from solferino.model import Judgement
from solferino.model.terms import EntityKind
from solferino.resolve.blocks import Block
from solferino.resolve.families import Spellings
from solferino.resolve.forms import Form
from solferino.resolve.sighting import Bearer
from solferino.resolve.spelling import Called

# What bearers have in common that are one form: kind, names, tags and traits; of those that have
# no name and no tag, and of the dead, also the smallest mention.
Signature = tuple[EntityKind, tuple[str, ...], tuple[str, ...], Marks, str]
Sign = tuple[EntityKind, str]  # a name (by its essence) or a tag, and of what kind
Known = Mapping[EntityKind, Spellings]
Said = Mapping[Signature, Sequence[tuple[Judgement, Signature]]]


@value
class Table:
    """Bearers by what makes them one form, these forms, and where a name or a tag stands."""

    alike: Mapping[Signature, Sequence[Bearer]]
    forms: Mapping[Signature, Form]
    named: Mapping[Sign, Sequence[Signature]]
    tagged: Mapping[Sign, Sequence[Signature]]

    def bearing(self, kind: EntityKind, essence: str) -> list[Form]:
        """Give the forms that have a name."""
        return [self.forms[signature] for signature in self.named.get((kind, essence), ())]

    def wording(self, kind: EntityKind, essence: str) -> Called | None:
        """Give a name as the first by alphabet of its forms has it; null where none has it."""
        found = (n for f in self.bearing(kind, essence) for n in f.names if n.essence == essence)
        return min(found, key=lambda name: name.text, default=None)


EMPTY = Table(
    alike=MappingProxyType({}),
    forms=MappingProxyType({}),
    named=MappingProxyType({}),
    tagged=MappingProxyType({}),
)


def signature(bearer: Bearer) -> Signature:
    """Tell with which bearers of other documents one is the same form."""
    form = bearer.whole
    alone = form.foremost if form.dead or not (form.names or form.tags) else ""
    return form.kind, tuple([name.essence for name in form.names]), form.tags, form.traits, alone


def retabled(
    table: Table, gone: Iterable[Bearer], come: Iterable[Bearer]
) -> tuple[Table, frozenset[Signature]]:
    """Take bearers out of a table and others in; with it all that this touches."""
    lost: dict[Signature, set[str]] = {}
    for bearer in gone:
        lost.setdefault(signature(bearer), set()).add(bearer.whole.foremost)
    won: dict[Signature, list[Bearer]] = {}
    for bearer in come:
        won.setdefault(signature(bearer), []).append(bearer)
    alike = dict(table.alike)
    forms = dict(table.forms)
    appeared: list[Signature] = []
    vanished: list[Signature] = []
    for sign in {**lost, **won}:
        out = lost.get(sign, ())
        kept = [b for b in alike.get(sign, ()) if b.whole.foremost not in out]
        own = kept + won.get(sign, [])
        if own:
            if sign not in alike:
                appeared.append(sign)
            alike[sign], forms[sign] = own, _form(own)
        else:
            vanished.append(sign)
            del alike[sign], forms[sign]
    signs = (vanished, appeared)
    made = Table(
        alike=alike,
        forms=forms,
        named=_entered(
            table.named, [[(s[0], n) for n in s[1]] for s in vanished + appeared], signs
        ),
        tagged=_entered(
            table.tagged, [[(s[0], tag) for tag in s[2]] for s in vanished + appeared], signs
        ),
    )
    return made, frozenset({*lost, *won})


def _entered(
    index: Mapping[Sign, Sequence[Signature]],
    under: Sequence[Sequence[Sign]],
    signs: tuple[Sequence[Signature], Sequence[Signature]],
) -> Mapping[Sign, Sequence[Signature]]:
    """Take some out of an index and put others in; `under` tells where each stands, in order."""
    vanished, appeared = signs
    fresh: dict[Sign, list[Signature]] = {}
    found = dict(index)
    for at, places in enumerate(under):
        for place in places:
            if place not in fresh:
                fresh[place] = list(found.get(place, ()))
            if at < len(vanished):
                fresh[place].remove(vanished[at])
            else:
                fresh[place].append(appeared[at - len(vanished)])
    found.update(fresh)
    for place in [place for place, some in fresh.items() if not some]:
        del found[place]
    return found


def _form(bearers: Sequence[Bearer]) -> Form:
    """Take bearers for one form, with their smallest mentions as members."""
    first = min(bearers, key=lambda b: b.whole.foremost).whole
    if len(bearers) == 1 and len(first.members) == 1:
        return first
    return Form(
        kind=first.kind,
        words=first.words,
        names=first.names,
        tags=first.tags,
        traits=first.traits,
        members=tuple(sorted([bearer.whole.foremost for bearer in bearers])),
        dead=first.dead,
    )


def blocks(
    table: Table,
    known: Known,
    said: Said,
    start: Iterable[Signature],
) -> Iterator[tuple[list[Signature], Block]]:
    """Part what is connected with some forms into blocks; order is of no account.

    `said` are people's judgements about the bearers of forms, each with the form at its other end.
    """
    seen: set[Signature] = set()
    met: set[Sign] = set()
    for first in start:
        if first in seen:
            continue
        seen.add(first)
        group = [first]
        for sign in group:  # it grows while it is gone through
            for other in _neighbours(sign, (table, known, said), met):
                if other not in seen:
                    seen.add(other)
                    group.append(other)
        yield group, _block(group, table, known, said)


def _neighbours(
    sign: Signature,
    ground: tuple[Table, Known, Said],
    met: set[Sign],
) -> list[Signature]:
    """Give the forms that share a family of names or a tag, or that people judged with this one.

    Families and tags that were `met` are passed over: all that is under them was given.
    """
    table, known, said = ground
    found = [other for _, other in said.get(sign, ())]
    form = table.forms[sign]
    if form.dead:
        return found
    kind = form.kind
    near: list[Signature] = []
    for name in form.names:
        family = (kind, known[kind].family(name.essence))
        if family not in met:
            met.add(family)
            for essence in known[kind].members(name.essence):
                near += table.named.get((kind, essence), ())
    for tag in form.tags:
        if (kind, f"= {tag}") not in met:
            met.add((kind, f"= {tag}"))
            near += table.tagged.get((kind, tag), ())
    return found + [other for other in near if not table.forms[other].dead]


def _block(
    group: Collection[Signature],
    table: Table,
    known: Known,
    said: Said,
) -> Block:
    forms = tuple([table.forms[sign] for sign in group])
    bearers = tuple([bearer for sign in group for bearer in table.alike[sign]])
    people = {(j.left, j.right): j for sign in group for j, _ in said.get(sign, ())}
    if len(bearers) == 1 and not people:
        return Block(forms=forms, bearers=bearers, people=(), families=())
    families = {(n.essence, known[f.kind].family(n.essence)) for f in forms for n in f.names}
    return Block(
        forms=forms,
        bearers=bearers,
        people=tuple(people.values()),
        families=tuple(sorted(families)),
    )
