"""What one document calls its people, and what it tells of each.

The same full name in a clashing country or town is another person. A single word goes with the
only full name of its own document that has it as given or family name, never further.
"""

from collections.abc import Iterable, Iterator, Sequence

from solferino.group import Marks
from solferino.model import Judgement, Mention
from solferino.model.terms import Verdict
from solferino.resolve.forms import ONE_DOCUMENT, Form
from solferino.resolve.naming import read_name
from solferino.resolve.spelling import called, likeness
from solferino.resolve.whereabouts import Map, most_told

RULE = "rule:person-name"


def people_forms(mentions: Iterable[tuple[str, Mention]], places: Map) -> list[Form]:
    """Take the mentions of people of one document, by id, for forms.

    A single word makes a form without names, which is never looked for elsewhere.
    """
    found: dict[str, list[tuple[str, Mention]]] = {}
    for id_, mention in mentions:
        found.setdefault(called(mention.name, "person").essence, []).append((id_, mention))
    return [_form(every, places) for every in found.values()]


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


def _form(found: Sequence[tuple[str, Mention]], places: Map) -> Form:
    """Join the mentions of a name; a full name is also told by where its bearer is."""
    words = min(mention.name for _, mention in found)
    full = len(read_name(words, "person").core) > 1
    return Form(
        kind="person",
        words=found[0][1].name,
        names=(called(words, "person"),) if full else (),
        tags=(),
        traits=_traits([mention for _, mention in found], places) if full else (),
        members=tuple(id_ for id_, _ in found),
    )


def _traits(mentions: Sequence[Mention], places: Map) -> Marks:
    found = [places.where(mention) for mention in mentions]
    known = (
        ("country", most_told(where.country for where in found)),
        ("town", most_told(where.town or where.unlisted for where in found)),
    )
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
