"""What is known of single words: common names, what they mean, what they say of a facility."""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from solferino.resolve.naming.sounds import MANY, apart, cheap, is_bare, skeletons, sounds
from solferino.resolve.naming.tables import by_word, read_table

# A form writes one letter for waw where it is mostly v, and one for a last letter that is a or i;
# words are looked up without.
WAW, VE = "و", "ۋ"
YEH, A_OR_I = "ي", "ې"
PLAIN = str.maketrans({VE: WAW, A_OR_I: YEH})
SHORTEST_STEM = 2
NEAR = 30.0  # how far an unlisted spelling may be from a listed one of the same consonants
# Particles and articles that are written with an Arabic or a Hebrew word; tried in this order.
PREFIXES = ("وال", "بال", "كال", "لل", "ال", "ل", "וה", "ה", "ל", "ב", "ו")
FEMININE = "يه"
BEFORE = frozenset(prefix[0] for prefix in PREFIXES)
SHORTEST_BARE = 3
MOST_LONGER = 1  # sounds by which an unlisted spelling may be longer than its listed one
NO_HEADINGS: tuple[str, ...] = ()


class Headings:
    """Words under headings; a word with a star stands for all that begin so."""

    def __init__(self, groups: Mapping[str, str | Iterable[str]]) -> None:
        """Index the words, folded; `starts` are the first words of phrases of several."""
        words = by_word(groups)
        self._exact = {word: found for word, found in words.items() if not word.endswith("*")}
        self._stems = {word[:-1]: found for word, found in words.items() if word.endswith("*")}
        self.starts = frozenset(word.split(" ")[0] for word in self._exact if " " in word)
        self._begun = frozenset(stem[:SHORTEST_STEM] for stem in self._stems)

    def of(self, word: str) -> tuple[str, ...]:
        """Name the headings of a word; the longest stem counts, and Arabic prefixes may go."""
        for form in _bare_forms(word.translate(PLAIN) if not word.isascii() else word):
            found = self._exact.get(form)
            if found is not None:
                return found
            if form[:SHORTEST_STEM] not in self._begun or " " in form:
                continue
            for length in range(len(form), SHORTEST_STEM - 1, -1):
                found = self._stems.get(form[:length])
                if found is not None:
                    return found
        return NO_HEADINGS


def _bare_forms(word: str) -> Iterable[str]:
    yield word
    if word[:1] in BEFORE:
        for prefix in PREFIXES:
            if word.startswith(prefix) and len(word) - len(prefix) >= SHORTEST_BARE:
                yield word[len(prefix) :]
    if word.endswith(FEMININE):
        yield from _bare_forms(word[:-1])


def without_article(word: str) -> str:
    """Take the Arabic article off a word that is written with it."""
    if word.startswith("ال") and len(word) > SHORTEST_BARE and word != "الله":
        return word[2:]
    return word


@lru_cache(MANY)
def identities(form: str) -> frozenset[str]:
    """Name the common names that a word may be; empty when it is none of them.

    An unlisted spelling with vowels is taken for the nearest listed ones of its consonants.
    """
    by_form, by_sound, by_skeleton = _known()
    found = by_form.get(form if form.isascii() else form.translate(PLAIN))
    if found is not None:
        return found
    if is_bare(form):
        return frozenset()
    spoken = sounds(form)
    found = by_sound.get(spoken)
    if found is not None:
        return found
    near: dict[str, float] = {}
    for other in by_skeleton.get(_outline(form), ()):
        if abs(len(other) - len(spoken)) > MOST_LONGER:
            continue
        far = apart(spoken, other, limit=NEAR)
        if far <= NEAR:
            near[other] = far
    least = min(near.values(), default=0.0)
    return frozenset(i for other, far in near.items() if far == least for i in by_sound[other])


def _outline(form: str) -> tuple[str, int]:
    """Give what two words have in common that are no farther apart than `NEAR`.

    That are their consonants, and how many of their sounds it would cost more to leave out.
    """
    return skeletons(form)[0], len(sounds(form).translate(_passing()))


@cache
def _passing() -> Mapping[int, None]:
    return dict.fromkeys(map(ord, cheap(NEAR)))


@lru_cache(MANY)
def meanings(form: str) -> tuple[str, ...]:
    """Name what a word means where it is regularly translated in names."""
    return _meanings().of(form)


@lru_cache(MANY)
def is_known(form: str) -> bool:
    """Whether a word is a common name or has a meaning that is translated."""
    return bool(meanings(form) or identities(form))


@cache
def _meanings() -> Headings:
    return Headings(read_table("meanings")["meanings"])


@cache
def _known() -> tuple[
    dict[str, frozenset[str]],
    dict[str, frozenset[str]],
    dict[tuple[str, int], tuple[str, ...]],
]:
    """Index the common names by form, and those with vowels by sounds and by consonants."""
    data = read_table("known_names")
    groups = {**data["people"], **data["towns"]}
    for line in read_table("hard_negatives")["apart"]:
        for words in line["words"]:
            name = words.split()[0]
            groups[name] = f"{groups.get(name, '')} {words}"
    by_form = {form: frozenset(found) for form, found in by_word(groups).items()}
    by_sound: dict[str, set[str]] = {}
    for form, found in sorted(by_form.items()):
        if not is_bare(form):
            by_sound.setdefault(sounds(form), set()).update(found)
    by_skeleton: dict[tuple[str, int], list[str]] = {}
    for form in sorted(by_form):
        if not is_bare(form):
            by_skeleton.setdefault(_outline(form), []).append(sounds(form))
    return (
        by_form,
        {spoken: frozenset(found) for spoken, found in by_sound.items()},
        {key: tuple(dict.fromkeys(found)) for key, found in by_skeleton.items()},
    )
