"""All that the pages of a dossier say, in each language that somebody has written it in."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from solferino.model import Statement
from solferino.publish.catalogue import OWN, Tongue, catalogue
from solferino.publish.phrasing import Phrasing
from solferino.publish.rendering import Rendering

PAGES = Path(__file__).parent / "pages"
KINDS = ("hospital", "clinic", "ambulance", "pharmacy", "warehouse", "blood_bank", "facility")


class Speech(Phrasing):
    """Says values, the sentences of the pages, and those of the engine, in one language."""

    def __init__(self, tongue: Tongue, english: Tongue) -> None:
        """Say everything in `tongue`; `english` has the engine's sentences as it words them."""
        super().__init__(tongue)
        self.rendered = Rendering(tongue, english).told

    def page(self, key: str, **told: Any) -> str:  # noqa: ANN401  (what a sentence names)
        """Say a sentence of the pages."""
        return self.say(f"page.{key}", **told)

    @property
    def unknown(self) -> str:
        """Say that something is not known."""
        return self.say("phrase.unknown")

    def told(self, said: str) -> str:
        """Say a sentence of the engine as bare text; what nobody translated stays English."""
        rendered = self.rendered(said)
        return rendered.striptags() if isinstance(rendered, Markup) else rendered

    def titled(self, title: str) -> Markup:
        """Say the title of an incident: names as they are written, all else in this language."""
        if self.tongue.code == OWN:
            return Markup.escape(title)
        between = Markup.escape(self.say("phrase.comma"))
        return between.join(self._named(part) for part in title.split(", "))

    def _named(self, part: str) -> Markup:
        """Say one part of a title; a mere kind of facility is said whatever its capitals."""
        kind = part.lower().replace(" ", "_")
        if kind in KINDS:
            return Markup.escape(self.words(kind))
        return Markup.escape(self.rendered(part))

    def speaker(self, statement: Statement, own: str) -> str:
        """Name the chain of speakers, nearest first; `own` speaks where there is none."""
        between = f"{self.say('phrase.comma')}{self.say('phrase.according_to')} "
        chain = between.join(voice.name for voice in statement.voice)
        return chain or self.say("phrase.own_voice", name=own)


@cache
def speeches() -> Mapping[str, Speech]:
    """Give the languages of the pages, by code, English first."""
    tongues = catalogue(PAGES)
    codes = sorted(tongues, key=lambda code: (code != OWN, code))
    return {code: Speech(tongues[code], tongues[OWN]) for code in codes}


def english() -> Speech:
    """Give the language that every dossier has."""
    return speeches()[OWN]
