"""Who has spoken or been named so far, for pronouns and descriptions further on."""

from collections.abc import Sequence

from solferino.extract.lexicon import table
from solferino.model import Voice
from solferino.model.terms import VoiceKind

BODY_KINDS: tuple[VoiceKind, ...] = ("organization", "government", "armed_group", "media")
NOUNS = {k: frozenset(table("en", "rules")["body"][k]) for k in BODY_KINDS}

WATCHING = frozenset(table("en", "rules")["body"]["watching"])
DESCRIBING = frozenset(table("en", "rules")["body"]["describing"])


def kinds_of(noun: str) -> list[VoiceKind]:
    """Give the kinds of body that a noun can stand for: "the charity" is no newspaper."""
    return [k for k in BODY_KINDS if noun in NOUNS[k]]


class Memory:
    """The speakers met so far in a document, for pronouns and definite descriptions.

    `author` is who says "I" and "we" outside of quotations, where that is told; `watchers` are the
    bodies that have spoken whose very name says that they watch over rights or a war.
    """

    def __init__(self, author: Voice | None = None) -> None:
        self.author = author
        self.person: Voice | None = None
        self.body: Voice | None = None
        self.last: Voice | None = None
        self.of_kind: dict[VoiceKind, Voice] = {}
        self.offices: dict[str, Voice] = {}
        self.holders: dict[str, set[str]] = {}
        self.letters: dict[str, Voice] = {}
        self.watchers: dict[str, Voice] = {}
        if author is not None and author.kind in BODY_KINDS:
            self.note(author)

    def note(self, body: Voice) -> None:
        """Remember a body that is named."""
        self.body = body
        self.of_kind[body.kind] = body

    def meet(self, voice: Voice) -> None:
        """Remember a voice as the last of its kind."""
        if voice.kind == "person":
            self.person = voice
        elif voice.kind in BODY_KINDS:
            self.note(voice)
            watching = voice.kind == "organization" and voice.name[:1].isupper()
            if watching and WATCHING & set(voice.name.lower().split()):
                self.watchers.setdefault(voice.name, voice)
        elif voice.kind == "unnamed" and voice.name[:1].isupper():
            self.body = voice  # "the Board", "the Mission": a body that no list knows
        self.last = voice

    def body_of(self, kinds: Sequence[VoiceKind]) -> Voice | None:
        """Give the last body of these kinds."""
        if self.body is not None and self.body.kind in kinds:
            return self.body
        return next((self.of_kind[k] for k in kinds if k in self.of_kind), None)
