"""Catalogues of words: what pages say, in every language that somebody has written it in.

A catalogue is a folder with one folder for each language (ISO 639-1), each holding TOML files of
the same keys. A sentence is a string, with `{names}` for what is filled in; where it counts
something it is a table of plural forms, chosen by `n`. Nobody needs to program to add a language:
copy a folder and translate it, and the one of `words`, which all catalogues share (a test tells
what is missing).
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from markupsafe import Markup

from solferino.codec import value
from solferino.errors import UsageError

Direction = Literal["ltr", "rtl"]
Form = Literal["zero", "one", "two", "few", "many", "other"]
Sentence = str | Mapping[Form, str]
FORMS: tuple[Form, ...] = ("zero", "one", "two", "few", "many", "other")
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
SHARED = Path(__file__).parent / "words"
CODE = "code"  # the table of codes of the contract
OWN = "en"  # the language that the engine words its sentences in
NAME = "language"  # the key under which a language calls itself


@value
class Tongue:
    """One language of a catalogue; `code` is ISO 639-1."""

    code: str
    sentences: Mapping[str, Sentence]

    @property
    def direction(self) -> Direction:
        """Where the writing goes."""
        return "rtl" if self.code in RIGHT_TO_LEFT else "ltr"

    @property
    def name(self) -> str:
        """What the language calls itself."""
        return self.say(NAME)

    def say(self, key: str, /, **told: Any) -> str:  # noqa: ANN401  (what a sentence names)
        """Say a sentence, filled with what is told; `n` chooses its plural form.

        Where anything told is markup, the answer is markup and all else in it is escaped. A key
        that is not there raises `KeyError`: that is a fault of ours.
        """
        sentence = self.sentences[key]
        if not isinstance(sentence, str):
            sentence = self._form(sentence, told["n"])
        told = {name: _grouped(thing) for name, thing in told.items()}
        if any(isinstance(thing, Markup) for thing in told.values()):
            return Markup.escape(sentence).format(**told)
        return sentence.format(**told) if told else sentence

    def has(self, key: str) -> bool:
        """Whether there is such a sentence."""
        return key in self.sentences

    def words(self, code: str) -> str:
        """Say a code of the contract; one that this language lacks is said in English."""
        for key in (f"{CODE}.{code}", f"{CODE}.{code.replace(' ', '_')}"):
            if key in self.sentences:
                return self.say(key)
        return code.replace("_", " ") if self.code == OWN else shared(OWN).words(code)

    def _form(self, forms: Mapping[Form, str], number: int) -> str:
        form = PLURALS.get(self.code, _two_forms)(number)
        return forms.get(form, forms["other"])


@cache
def shared(code: str) -> Tongue:
    """Read the words that all catalogues have in common, in one language."""
    return Tongue(code=code, sentences=MappingProxyType(_sentences(SHARED / code)))


def catalogue(folder: Path) -> dict[str, Tongue]:
    """Read all languages of a folder, by code; `UsageError` where a file is none of a catalogue.

    With them come the sentences that all pages share (`words`): codes, values, and what the
    engine says.
    """
    return {
        place.name: Tongue(code=place.name, sentences=MappingProxyType(_sentences(place)))
        for place in sorted(folder.iterdir())
        if place.is_dir()
    }


def _sentences(folder: Path) -> dict[str, Sentence]:
    found: dict[str, Sentence] = {}
    held = dict.fromkeys((SHARED / folder.name, folder))
    for file in (file for place in held for file in sorted(place.glob("*.toml"))):
        for key, sentence in _read(file):
            if key in found:
                raise UsageError(f"{file}: the sentence {key} is there twice", "Remove one.")
            found[key] = sentence
    return found


def _read(file: Path) -> Iterator[tuple[str, Sentence]]:
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: {error}", "Write it as TOML, in UTF-8.") from error
    yield from _flat("", told)


def _flat(before: str, table: Mapping[str, Any]) -> Iterator[tuple[str, Sentence]]:
    for name, content in table.items():
        key = f"{before}{name}"
        if isinstance(content, str):
            yield key, content
        elif content.keys() <= set(FORMS) and "other" in content:
            yield key, MappingProxyType(content)
        else:
            yield from _flat(f"{key}.", content)


def _grouped(thing: object) -> object:
    return f"{thing:,}" if isinstance(thing, int) and not isinstance(thing, bool) else thing


def _two_forms(number: int) -> Form:
    return "one" if number == 1 else "other"


def _arabic(number: int) -> Form:
    """Choose as Arabic grammar does (the plural rules of Unicode CLDR)."""
    if number in (0, 1, 2):
        return FORMS[number]
    last = number % 100
    if 3 <= last <= 10:  # noqa: PLR2004  (the numbers of the rule)
        return "few"
    return "many" if last > 10 else "other"  # noqa: PLR2004


PLURALS: Mapping[str, Callable[[int], Form]] = MappingProxyType({"ar": _arabic})
