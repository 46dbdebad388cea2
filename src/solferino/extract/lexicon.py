"""The words the engine knows: reviewed TOML per language, matched in one pass over a text's words.

Each file states its `source` and its `rule of admission` and can be edited by people who do not
program. A form written with a capital letter matches only with that capital.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from solferino.codec import value
from solferino.text.segment import Word, words

PLAIN_FILES = (
    "weapons",
    "combat",
    "harm",
    "effects",
    "services",
    "people",
    "stance",
    "roles",
    "circumstances",
    "supplies",
)
NAMING = ("country", "demonym", "side")  # categories whose codes name places and sides
OWNING = re.compile(r"['’]s(?= )|s['’](?= )")
Table = Mapping[str, Any]
Code = TypeVar("Code", bound=str)


@value
class Entry:
    """What a form means: category, code, and for names the canonical name, kind and country."""

    category: str
    code: str
    name: str = ""
    kind: str = ""
    country: str | None = None

    @property
    def rule(self) -> str:
        """Id of the rule that admits the form: its category and code; names have no code."""
        named = self.category in NAMING
        return f"words/{self.category}" if named else f"words/{self.category}/{self.code}"


@value
class Term:
    """An entry found in a text: code points [start, end), words [first, last)."""

    start: int
    end: int
    first: int
    last: int
    entry: Entry

    @property
    def category(self) -> str:
        """The entry's category."""
        return self.entry.category

    @property
    def code(self) -> str:
        """The entry's code."""
        return self.entry.code


class Node:
    """One word of the trie of forms."""

    __slots__ = ("ends", "next")

    def __init__(self) -> None:
        self.next: dict[str, Node] = {}
        self.ends: list[tuple[Entry, tuple[str, ...] | None]] = []


class Lexicon:
    """All forms of one language as a trie of folded words."""

    def __init__(self, entries: Iterator[tuple[str, Entry]]) -> None:
        self.root = Node()
        self.rules: set[str] = set()
        for form, entry in entries:
            self._add(form, entry)

    def _add(self, form: str, entry: Entry) -> None:
        self.rules.add(entry.rule)
        own = words(form)
        node = self.root
        for word in own:
            node = node.next.setdefault(word.key, Node())
        exact = tuple(w.text for w in own) if form != form.lower() else None
        node.ends.append((entry, exact))

    def find(self, text_words: Sequence[Word]) -> list[Term]:
        """All terms, the longest of each category where several overlap; in order of place."""
        found: list[Term] = []
        covered: dict[str, int] = {}
        opening = self.root.next
        for i, word in enumerate(text_words):
            if word.key not in opening:
                continue
            best: dict[str, list[Term]] = {}
            for term in self._at(text_words, i):
                kept = best.get(term.entry.category)
                if kept is None or kept[0].last < term.last:
                    best[term.entry.category] = [term]
                elif kept[0].last == term.last and term not in kept:
                    kept.append(term)
            for category, terms in best.items():
                if terms[0].last > covered.get(category, 0):
                    covered[category] = terms[0].last
                    found.extend(terms)
        return found

    def _at(self, text_words: Sequence[Word], i: int) -> Iterator[Term]:
        node: Node | None = self.root
        for j in range(i, len(text_words)):
            node = node.next.get(text_words[j].key) if node else None
            if node is None:
                return
            for entry, exact in node.ends:
                if exact is None or _same_case(text_words[i : j + 1], exact):
                    yield Term(
                        start=text_words[i].start,
                        end=text_words[j].end,
                        first=i,
                        last=j + 1,
                        entry=entry,
                    )


def known(code: str, codes: Sequence[Code]) -> Code:
    """Narrow a lexicon's code to the closed list it belongs to; raises `KeyError` if it is none."""
    return {str(c): c for c in codes}[code]


def _same_case(found: Sequence[Word], exact: tuple[str, ...]) -> bool:
    return all(f.text == e or f.text == e.upper() for f, e in zip(found, exact, strict=True))


@cache
def table(language: str, name: str) -> Table:
    """One lexicon file as it stands."""
    folder = files("solferino.extract") / "lexicon" / language
    return tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def lexicon(language: str) -> Lexicon:
    """Load the lexicon of a language; built once per process."""
    return Lexicon(_entries(language))


def _entries(language: str) -> Iterator[tuple[str, Entry]]:
    for name in PLAIN_FILES:
        content = table(language, name)
        yield from _forms(content["terms"], content["category"])
    events = table(language, "events")
    yield from _forms(events["terms"], "event")
    yield from _forms(events["weak"], "event")
    places = table(language, "facilities")
    yield from _forms(places["terms"], "facility")
    yield from _forms(places["plural"], "facilities")
    yield from _forms(places["part"], "part")
    speech = table(language, "speech")
    for how in ("clause", "object", "source_noun", "medium"):
        yield from _forms(speech[how], f"speech_{how}")
    yield from _names(language)


def _names(language: str) -> Iterator[tuple[str, Entry]]:
    for name, category in (("organizations", "body"), ("actors", "body")):
        for body in table(language, name)["body"]:
            entry = Entry(
                category=category,
                code=name,
                name=body["name"],
                kind=body["kind"],
                country=body.get("country"),
            )
            yield from ((spelt, entry) for form in body["forms"] for spelt in _spelt(form))
    force = table(language, "actors")["force"]
    yield from _forms(force, "force")
    yield from _forms(table(language, "actors")["doer"], "doer")
    yield from (
        (w, Entry(category="side", code=w)) for w in table(language, "actors")["side"]["words"]
    )
    for country in table(language, "countries")["country"]:
        land = Entry(category="country", code=country["code"], name=country["name"])
        yield from ((form, land) for form in (country["name"], *country["forms"]))
        people = Entry(category="demonym", code=country["code"], name=country["name"])
        yield country["adjective"], people
        if country["adjective"].endswith(("an", "i")):
            yield country["adjective"] + "s", Entry(category="doer", code="people")
        yield from _of_country(language, country)


def _spelt(form: str) -> tuple[str, ...]:
    """Give a name with its apostrophe before, behind or without its s: "doctor's", "doctors'"."""
    return tuple({form, *(OWNING.sub(ending, form) for ending in ("s", "'s", "s'"))})


def _of_country(language: str, country: Table) -> Iterator[tuple[str, Entry]]:
    """Make the forces and the government of a country: the same words for every country."""
    made = table(language, "actors")["of_country"]
    adjective, code = country["adjective"], country["code"]
    for kind, own in (("armed_group", "armed forces"), ("government", "government")):
        entry = Entry(
            category="body",
            code="actors",
            name=f"{adjective} {own}",
            kind=kind,
            country=code,
        )
        words_of = made["armed"] if kind == "armed_group" else made["government"]
        yield from ((f"{adjective.lower()} {word}", entry) for word in words_of)
    led = Entry(
        category="body", code="actors", name=f"{adjective}-led coalition", kind="armed_group"
    )
    seats = [s for s in table(language, "metonyms")["seat"] if s["country"] == code]
    seated = [name for seat in seats for name in seat["names"]]
    for lead in (
        f"{name}-led" for name in (adjective, country["name"], *country["forms"], *seated)
    ):
        yield lead, Entry(category="side", code="led")
        yield from ((f"{lead} {word}", led) for word in made["led"])


def _forms(content: Table, category: str) -> Iterator[tuple[str, Entry]]:
    for code, forms in content.items():
        entry = Entry(category=category, code=code)
        yield from ((form, entry) for form in forms)
