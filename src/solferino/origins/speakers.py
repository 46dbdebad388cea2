"""Who a speaker is, as an origin: a key that is the same wherever they speak, and a kind."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from solferino.codec import value
from solferino.model import Directory, Document, Span, Statement, Voice
from solferino.model.terms import OriginKind, VoiceKind
from solferino.origins.lexicon import lexicon
from solferino.text.issuing import is_outlet, issuer
from solferino.text.phrases import Phrase, Phrases, folded
from solferino.text.segment import words

Key = tuple[str, ...]
BODIES = ("organization", "government", "armed_group")
PEOPLE_ONLY: tuple[OriginKind, ...] = ("facility_staff", "victim", "eyewitness")
BESIDE = re.compile(r"(?:[\w'’-]+\s+){1,4}$")  # up to four words right before a name
TITLE = re.compile(r"(?:^|[,;:.!?“”\"(\n])\s*((?:[\w'’-]+\s+){0,7}[\w'’-]+),\s+$")
AFTER = re.compile(r",\s+([^,;:.!?“”\"\n]{1,80})")
CLOSED = re.compile(r"\s*[,.;:]")  # after a name: the apposition ends
DETERMINERS = frozenset({"a", "an", "the", "its", "their", "his", "her"})
LONGEST = 6  # words of a body's name
REACH = 100  # code points on each side of a name that can hold a title
NEAR = 200  # code points in which "another spokesman" can have only one body before it
UNSAID = frozenset({"a", "an", "another", "one", "second", "third", "different"})
BACK = 500  # code points: how far back "its spokesman" can look for its body
LETTERS = frozenset({"message/rfc822"})  # media types of texts that one person sends another
PARTICLE = re.compile(
    r"(?:al|el|as|ash|an|ad|at|ar|az|de|van|von|bin|ibn|abu|umm)[-\s]", re.IGNORECASE
)


@value
class Speaker:
    """An origin as it is met in one place.

    `key` is equal for the same origin everywhere; `named` tells whether a reader could say who
    it is; `saw` whether the words say that they were there.
    """

    key: Key
    name: str
    kind: OriginKind
    entity: str | None = None
    named: bool = True
    saw: bool = False


class Hall:
    """Knows the speakers of one document.

    `home` names the document in which a speaker without a name is first met.
    """

    def __init__(
        self, document: Document, statements: Iterable[Statement], directory: Directory
    ) -> None:
        """Note the bodies that speak in the document, by place."""
        self.document = document
        self.statements = sorted(statements, key=lambda s: (s.span.start, s.span.end, s.id))
        self.directory = directory
        self.bodies = sorted(
            {v for s in self.statements for v in s.voice if v.kind in BODIES and v.span},
            key=lambda v: (v.span.end if v.span else 0, v.name, v.kind),
        )

    def speaker(self, voice: Voice, home: str) -> Speaker:
        """Identify a voice. One who speaks for a body is that body: one origin, not two."""
        around = _title(self.document.text, voice.span)
        body = self._spoken_for(voice, around) or self._spokespeople.get(name_key(voice.name))
        if body is not None:
            return body
        entity = self._entity(voice.name, voice.span)
        media = _media(voice, self.document.text) if entity is None else None
        if media is not None:
            return unmade(media, media, home)
        named = entity is not None or (voice.kind != "unnamed" and is_name(voice.name))
        told = (*folded(voice.name), *folded(around))
        return Speaker(
            key=_key(entity, voice.name, named=named, home=home),
            name=voice.name,
            kind=_kind(voice, around),
            entity=entity,
            named=named,
            saw=lexicon().first_hand.within(told),
        )

    def maker(self, name: str, home: str) -> Speaker:
        """Identify who recorded an exhibit."""
        entity = self._entity(name, None)
        named = entity is not None or is_name(name)
        key = _key(entity, name, named=named, home=home)
        return Speaker(key=key, name=name, kind="exhibit", entity=entity, named=named, saw=named)

    def own_voice(self) -> Speaker:
        """Identify who speaks where the document names no speaker.

        A monitor that publishes a report speaks in it as it speaks when others cite it. A news
        outlet's own voice is an origin of unknown lineage, one for each document; captures of
        one address are one document here. A text in the first person is its writer's word, and so
        is a message or letter of which only the author is told.
        """
        told = self.document.described
        author = next((s.voice[0] for s in self.statements if s.own and s.voice), None)
        if author is not None and author.kind == "person":
            return self.speaker(author, self.document.id)
        issued = told.publisher or issuer(self.document.text)
        if issued is None and told.author and self.document.media_type in LETTERS:
            return self.speaker(Voice(name=told.author, kind="person"), self.document.id)
        name = issued or told.title or self.document.name
        keys = folded(issued or "")
        kind = next((k for k, p in _kinds(PEOPLE_ONLY) if p.within(keys)), None)
        if kind is None or kind == "media_own" or is_outlet(issued or ""):
            address = self.document.address or self.document.id
            return Speaker(key=("own", address), name=name, kind="media_own", named=False)
        entity = self._entity(name, None)
        return Speaker(
            key=_key(entity, name, named=True, home=""), name=name, kind=kind, entity=entity
        )

    @cached_property
    def _spokespeople(self) -> dict[Phrase, Speaker]:
        """Who is called a spokesperson once, in this document, speaks for that body throughout."""
        found: dict[Phrase, Speaker] = {}
        for statement in self.statements:
            for voice in statement.voice:
                if voice.kind not in BODIES and is_name(voice.name):
                    for place in self._named_at(voice):
                        body = self._spoken_for(place, _title(self.document.text, place.span))
                        if body is not None:
                            found.setdefault(name_key(voice.name), body)
        return found

    def _named_at(self, voice: Voice) -> Iterator[Voice]:
        """Yield a voice, and itself where the text first names it: "he wrote" has no title."""
        yield voice
        at = self.document.text.find(voice.name)
        if at >= 0 and (voice.span is None or voice.span.start != at):
            yield replace(voice, span=self.document.span(at, at + len(voice.name)))

    def _entity(self, name: str, span: Span | None) -> str | None:
        own = self.document.id
        if span is None:
            return self.directory.of(own, name)
        return (
            self.directory.at(own, span.start, span.end)
            or self.directory.of(own, name)
            or self.directory.of(own, span.text)
        )

    def _spoken_for(self, voice: Voice, around: str) -> Speaker | None:
        """Find the body for which a spokesperson speaks, where the words beside the name say."""
        if voice.kind in BODIES:
            return None
        told = voice.span.text if voice.span else voice.name
        phrases = list(_body_phrases(f"{told} | {around}"))
        for phrase in phrases:
            entity = self._entity(phrase, None)
            if entity is not None:
                return self._named(Voice(name=phrase, kind="organization"), entity)
        for phrase in phrases:
            if folded(phrase)[-1] in ("its", "their"):
                return self._last_body(voice.span)
            if all(is_name(word) or word in ("of", "for", "and", "the") for word in phrase.split()):
                return self._named(Voice(name=phrase, kind="organization"), None)
        unsaid = any(folded(phrase)[-1:] and folded(phrase)[-1] in UNSAID for phrase in phrases)
        return self._only_body(voice.span) if unsaid and voice.span else None

    def _only_body(self, span: Span) -> Speaker | None:
        """Find the one body that is named shortly before "another spokesman, X"; null for two."""
        near = self.directory.bodies(self.document.id, span.start - NEAR, span.start)
        if len(near) != 1:
            return None
        ((entity, mention),) = near.items()
        kind: VoiceKind = "organization"
        if mention.kind in ("government", "armed_group"):
            kind = mention.kind
        return self._named(Voice(name=mention.name, kind=kind), entity)

    def _last_body(self, span: Span | None) -> Speaker | None:
        before = [
            body
            for body in self.bodies
            if body.span and span and span.start - BACK < body.span.end <= span.start
        ]
        if not before:
            return None
        return self._named(before[-1], self._entity(before[-1].name, before[-1].span))

    def _named(self, body: Voice, entity: str | None) -> Speaker:
        return Speaker(
            key=_key(entity, body.name, named=True, home=""),
            name=body.name,
            kind=_kind(body, ""),
            entity=entity,
        )


def unmade(media: str, name: str, home: str) -> Speaker:
    """Identify an exhibit that nobody is said to have recorded: one of each kind per document."""
    return Speaker(key=("unnamed", home, "exhibit", media), name=name, kind="exhibit", named=False)


def _media(voice: Voice, text: str) -> str | None:
    """Tell which kind of exhibit speaks, or null where somebody does.

    The word for it may stand right behind the words that were heard ("security | footage").
    """
    if voice.kind not in ("unnamed", "media"):
        return None
    after = folded(text[voice.span.end : voice.span.end + REACH])[:1] if voice.span else ()
    last = folded(voice.name)[-1:]
    return next(
        (m for m, phrases in lexicon().exhibits for k in (last, after) if phrases.within(k)), None
    )


def is_name(text: str) -> bool:
    """Whether words are a name: their first has a capital, or a script without capitals.

    "the Defence Ministry" and "al-Halbi" are names; "two residents" and "A doctor" are none.
    """
    bare = PARTICLE.sub("", text.strip().removeprefix("the ").removeprefix("The ")).lstrip("'‘’")
    keys = folded(bare)
    if not keys or bare[0].islower() or keys[0] in lexicon().openings:
        return False
    return len(keys) > 1 or keys[0] not in lexicon().nouns


def name_key(name: str) -> Phrase:
    """Fold a name, without titles, to what is compared."""
    keys = folded(name)
    bare = tuple(key for key in keys if key not in lexicon().titles)
    return bare or keys


def _key(entity: str | None, name: str, *, named: bool, home: str) -> Key:
    if entity is not None:
        return ("entity", entity)
    return ("name", *name_key(name)) if named else ("unnamed", home, *folded(name))


def _kind(voice: Voice, around: str) -> OriginKind:
    known: dict[str, OriginKind] = {
        "facility_staff": "facility_staff",
        "armed_group": "party",
        "media": "media_own",
    }
    if voice.kind in known:
        return known[voice.kind]
    body = voice.kind in BODIES
    for text in (voice.name,) if body else (voice.name, around):
        keys = folded(text)
        for kind, phrases in _kinds(PEOPLE_ONLY if body else ()):
            if phrases.within(keys):
                return kind
    if voice.kind == "organization":
        return "monitor"
    if voice.kind == "government":
        return "authority"
    keys = folded(f"{voice.name} | {around}")
    for kind, phrases in lexicon().fallback:
        if phrases.within(keys):
            return kind
    return "eyewitness" if voice.kind == "person" else "unnamed"


def _kinds(without: tuple[OriginKind, ...]) -> Iterator[tuple[OriginKind, Phrases]]:
    return ((kind, phrases) for kind, phrases in lexicon().kinds if kind not in without)


def _title(text: str, span: Span | None) -> str:
    """Cut the words beside a name that say what its bearer is, without a verb to part them.

    Those right before it ("army spokesman Venn"), an apposition before it that a mark closes
    ("the director, Dr Sorn,") and one after it ("Sorn, a nurse at the clinic,").
    """
    if span is None:
        return ""
    before = text[max(0, span.start - REACH) : span.start]
    after = text[span.end : span.end + REACH]
    bare, worn = _peeled(before)
    found = [worn] if worn else []
    found += [m[0] for m in [BESIDE.search(bare)] if m]
    found += [m[1] for m in [TITLE.search(bare)] if m and CLOSED.match(after)]
    found += [m[1] for m in [AFTER.match(after)] if m and _is_title(m[1])]
    return " | ".join(" ".join(part.split()) for part in found)


def _peeled(before: str) -> tuple[str, str]:
    """Part the titles that a name wears ("Dr.", "Colonel") from the words before them."""
    start = len(before)
    for word in reversed(words(before)):
        if word.key not in lexicon().titles or before[word.end : start].strip(" ."):
            break
        start = word.start
    return before[:start], before[start:]


def _is_title(phrase: str) -> bool:
    """Whether words after a name and a comma stand for its bearer, and are no verb."""
    first, *rest = folded(phrase) or ("",)
    if first in DETERMINERS or (first == "one" and rest[:1] == ["of"]):
        return True
    nouns = (first, *rest[:1])
    return phrase[0].isupper() or any(p.within(nouns) for _, p in lexicon().kinds)


def _body_phrases(text: str) -> Iterator[str]:
    """Yield what stands for the body in "X spokesman" and "spokesman for X", longest first."""
    for part in text.split(" | "):
        found = words(part)
        keys = [word.key for word in found]
        for first, last in lexicon().spokesperson.find(keys):
            if keys[last : last + 1] in (["for"], ["of"]):
                start = last + 2 if keys[last + 1 : last + 2] == ["the"] else last + 1
                for end in range(min(len(found), start + LONGEST), start, -1):
                    yield part[found[start].start : found[end - 1].end]
            end = first - 1 if keys[first - 1 : first] == ["'s"] else first
            for start in range(max(0, end - LONGEST), end):
                yield part[found[start].start : found[end - 1].end]
