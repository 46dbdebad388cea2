"""What a release tells, in the language of its page; English is what its leaves are made of."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from markupsafe import Markup

from solferino.codec import value
from solferino.model import Claim, Statement
from solferino.publish.catalogue import OWN, Tongue, catalogue
from solferino.publish.phrasing import Phrasing
from solferino.publish.rendering import Rendering
from solferino.publish.speech import speeches
from solferino.publish.story_rows import GradingRow

WORDS = Path(__file__).parent / "catalogue"
STAYS = "stays."  # begins the key of a reason
ACTOR = re.compile(r"(.+) \((\w+)\)")
LISTS = ("attack", "weapons", "effects")


@value
class Spoken:
    """One value of a release in one language: what it is, who says so, how, and where."""

    label: str
    value: str
    by: str
    note: str
    place: str


@cache
def tongues() -> Mapping[str, Tongue]:
    """Load the languages of the page, by code."""
    return catalogue(WORDS)


@cache
def rendering(code: str) -> Rendering:
    """Give what says the engine's sentences in a language."""
    return Rendering(tongues()[code], tongues()[OWN])


def spoken(claim: Claim, statement: Statement, publisher: str, place: str) -> dict[str, Spoken]:
    """Say a value in every language but English; `publisher` speaks where nobody else does."""
    return {
        code: _spoken(Phrasing(tongue), claim, statement, (publisher, place))
        for code, tongue in tongues().items()
        if code != OWN
    }


def _spoken(
    phrasing: Phrasing, claim: Claim, statement: Statement, where: tuple[str, str]
) -> Spoken:
    say, (publisher, place) = phrasing.say, where
    between = f"{say('phrase.comma')}{say('phrase.according_to')} "
    chain = between.join(voice.name for voice in statement.voice)
    return Spoken(
        label=phrasing.label(claim.value, claim.kind),
        value=phrasing.wording(claim.value),
        by=chain or say("phrase.own_voice", name=publisher),
        note=phrasing.manner(statement, claim.value),
        place=rendering(phrasing.tongue.code).told(place),
    )


def titled(title: str, tongue: Tongue) -> Markup:
    """Say the title of an incident: names as they are written, all else in this language."""
    return speeches()[tongue.code].titled(title)


def bare(said: str) -> str:
    """Give what was said without its marks of language, for what is no page."""
    return said.striptags() if isinstance(said, Markup) else said


def fact(name: str, content: str, tongue: Tongue) -> str:
    """Say a field of an incident as a release prints it."""
    told = rendering(tongue.code).told
    if name in LISTS:
        return tongue.say("phrase.comma").join(told(code) for code in content.split(", "))
    if name == "named":
        return _each(content, lambda one: _actor(one, tongue))
    return _each(content, told) if name == "figures" else told(content)


def _each(content: str, say: Callable[[str], str]) -> str:
    return "; ".join(say(one) for one in content.split("; ") if one)


def _actor(said: str, tongue: Tongue) -> str:
    found = ACTOR.fullmatch(said)
    if found is None:
        return said
    return tongue.say("phrase.named", name=found[1], about=tongue.words(found[2]))


def graded(row: GradingRow, tongue: Tongue) -> GradingRow:
    """Say a grade and its reason."""
    told = rendering(tongue.code).told
    return replace(
        row,
        proposition=tongue.words(row.proposition),
        subject=told(row.subject) if row.subject else row.subject,
        scheme=tongue.words(row.scheme),
        grade=tongue.words(row.grade),
        why=told(row.why),
    )


def reason(why: str, tongue: Tongue) -> str:
    """Say why something stays inside, in a language; one that it lacks is said in English."""
    own = tongues()[OWN].sentences
    key = next((k for k, said in own.items() if k.startswith(STAYS) and said == why), None)
    return tongue.say(key) if key else rendering(tongue.code).told(why)
