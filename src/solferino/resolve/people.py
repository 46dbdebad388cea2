"""What one document calls its people, and what it tells of each.

The same full name in a clashing country or town is another person, in one document as well. A
single word goes with the only full name of its own document that has it as given or family name,
never further.
"""

from collections.abc import Iterable, Iterator, Sequence

from solferino.group import Marks
from solferino.model import Judgement, Mention
from solferino.model.terms import Verdict
from solferino.resolve.forms import ONE_DOCUMENT, Form
from solferino.resolve.naming import read_name
from solferino.resolve.spelling import called, likeness
from solferino.resolve.stations import NOWHERE, Stations
from solferino.resolve.whereabouts import Map, Whereabouts, most_told

RULE = "rule:person-name"
TWO = 2
Met = tuple[str, Mention, Sequence[Whereabouts]]  # a mention with its id, and where it seems to be


def people_forms(
    mentions: Iterable[tuple[str, Mention]], places: Map, told: Stations = NOWHERE
) -> list[Form]:
    """Take the mentions of people of one document, by id, for forms; `told` is where they belong.

    A single word makes a form without names, which is never looked for elsewhere.
    """
    found: dict[str, list[Met]] = {}
    for id_, mention in mentions:
        at = [places.where(m) for m in (mention, told.get(id_)) if m is not None]
        found.setdefault(called(mention.name, "person").essence, []).append((id_, mention, at))
    return [_form(part) for every in found.values() for part in _by_town(every)]


def _by_town(every: Sequence[Met]) -> list[Sequence[Met]]:
    """Part the mentions of a name that one document puts in two towns; there it means two."""
    apart: dict[str | None, list[Met]] = {}
    for met in every:
        apart.setdefault(_town(met[2]), []).append(met)
    return [every] if len(apart.keys() - {None}) < TWO else list(apart.values())


def _town(at: Iterable[Whereabouts]) -> str | None:
    return most_told(where.town or where.unlisted for where in at)


def judge_single_names(forms: Sequence[Form]) -> Iterator[Judgement]:
    """Judge names of one word against the full names of the same document that have it."""
    full = [form for form in forms if form.names]
    for alone in forms:
        if alone.names:
            continue
        bearers = [f for f in full if likeness(*_pair(alone, f), "person").verdict != "different"]
        if len(bearers) == 1:
            why = f"{alone.words} is a name of {bearers[0].words} only, in this document"
            yield _judgement(alone, bearers[0], "same", why)
        else:
            why = f"{alone.words} is a name of several people in this document"
            for bearer in bearers:
                yield _judgement(alone, bearer, "unsure", why)


def _pair(a: Form, b: Form) -> tuple[str, str]:
    return (a.words, b.words) if a.words < b.words else (b.words, a.words)


def _form(found: Sequence[Met]) -> Form:
    """Join the mentions of a name; a full name is also told by where its bearer is."""
    words = min(mention.name for _, mention, _ in found)
    full = len(read_name(words, "person").core) > 1
    return Form(
        kind="person",
        words=found[0][1].name,
        names=(called(words, "person"),) if full else (),
        tags=(),
        traits=_traits([where for _, _, at in found for where in at]) if full else (),
        members=tuple(id_ for id_, _, _ in found),
    )


def _traits(found: Sequence[Whereabouts]) -> Marks:
    known = (("country", most_told(where.country for where in found)), ("town", _town(found)))
    return tuple((trait, told) for trait, told in known if told is not None)


def _judgement(a: Form, b: Form, verdict: Verdict, why: str) -> Judgement:
    return Judgement(
        left=a.foremost,
        right=b.foremost,
        verdict=verdict,
        by=RULE,
        why=why,
        score=ONE_DOCUMENT if verdict == "same" else 0,
    )
