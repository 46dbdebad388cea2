"""Sentences of the engine in the language of who looks, as far as somebody translated them.

The engine words its reasons, remarks and questions in English. The catalogue holds these sentences
(`engine.toml`) with `{names}` for words of the case. What is put together of several is taken apart
at its full stops, points and semicolons; what is in no catalogue stays English and is marked so.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup

from solferino.publish import phrase
from solferino.publish.catalogue import CODE, OWN, Tongue
from solferino.publish.shown import visible

ENGINE = "engine."
JOINTS = (re.compile(r"(?<=[.!?])\s+"), re.compile(r"\s·\s"))
LIST = re.compile(r";\s")
LETTERS = re.compile(r"[A-Za-z]")
FIGURE = "phrase."
NUMBERS = dict.fromkeys(("n", "number", "low", "high", "day"), r"[\d,.-]+")
HOLE = re.compile(r"\{(\w+)\}")


class Rendering:
    """Says sentences of the engine in one language; calling it gives text, or markup of it."""

    def __init__(self, tongue: Tongue, english: Tongue) -> None:
        """Say them in `tongue`; `english` has them as the engine words them."""
        self._tongue = tongue
        known = {said: key for key, said in english.sentences.items() if isinstance(said, str)}
        own = {said: key for said, key in known.items() if _of_engine(key, said)}
        codes = {said: f"{CODE}.{code}" for code, said in phrase.codes().items()}
        self._known = codes | {said: key for said, key in own.items() if "{" not in said}
        held = sorted(
            own.items(), key=lambda pair: -len(HOLE.sub("", pair[0]))
        )  # the closest first
        self._patterns = [(key, _pattern(said)) for said, key in held if "{" in said]
        self.told = lru_cache(maxsize=4096)(self._told)

    def _told(self, said: str) -> str:
        """Say a sentence, or several that the engine put together."""
        return said if self._tongue.code == OWN or not said else self._said(said)

    def _said(self, said: str) -> Markup:
        full, end = (said[:-1], ".") if said.endswith(".") else (said, "")
        for known in (said, full):
            if known in self._known:
                return Markup.escape(self._tongue.say(self._known[known]) + end * (known == full))
        for joint in JOINTS:
            parts = joint.split(said)
            if len(parts) > 1:
                return self._whole(said, parts, joint.findall(said))
        return self._filled(full, end)

    def _filled(self, said: str, end: str) -> Markup:
        """Say a sentence with words of the case in it; where it is none, the words as they are."""
        for key, pattern in self._patterns:
            if found := pattern.fullmatch(said):
                told = {name: self._said(words) for name, words in found.groupdict().items()}
                return Markup("{}{}").format(self._tongue.say(key, **told), end)
        parts = LIST.split(said)
        if len(parts) > 1:
            return _joined([self._said(part) for part in parts], LIST.findall(said)) + end
        code = f"{CODE}.{said.replace(' ', '_')}"
        if self._tongue.has(code):
            return Markup.escape(self._tongue.say(code) + end)
        if not LETTERS.search(said):
            return Markup.escape(said + end)
        return _held(said) + end

    def _whole(self, said: str, parts: Sequence[str], between: Sequence[str]) -> Markup:
        """Say parts one by one; where nobody translated any of them, all stay in one."""
        told = [self._said(part) for part in parts]
        if all(one == _held(part) for one, part in zip(told, parts, strict=True)):
            return _held(said)
        return _joined(told, between)


def _held(said: str) -> Markup:
    """Leave words as they are, apart from what goes the other way around them."""
    held = Markup('<bdi lang="en">{}</bdi>') if said.isascii() else Markup("<bdi>{}</bdi>")
    return held.format(visible(said))


def _joined(told: Sequence[Markup], between: Sequence[str]) -> Markup:
    return Markup("").join(
        piece for pair in zip(told, (*between, ""), strict=True) for piece in pair
    )


def _of_engine(key: str, said: str) -> bool:
    """Whether the engine says a sentence: its own, and how a figure or a day is worded.

    Some words of its own have to stand in it, so that what stands for a name is always shorter.
    """
    figure = key.startswith(FIGURE) and set(HOLE.findall(said)) <= NUMBERS.keys()
    return bool(HOLE.sub("", said).strip()) and (key.startswith(ENGINE) or figure)


def _pattern(said: str) -> re.Pattern[str]:
    """Make a sentence with names a pattern that finds what stands for them."""
    parts = HOLE.split(said)
    return re.compile(
        "".join(
            f"(?P<{part}>{NUMBERS.get(part, '.+?')})" if place % 2 else re.escape(part)
            for place, part in enumerate(parts)
        )
    )
