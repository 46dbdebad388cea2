"""The dossier: a folder of pages that anybody can read offline, one for each incident.

Every page is there in every language of `pages`, side by side.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from solferino.codec import value
from solferino.model import Document, Incident, Span, withheld_names
from solferino.ports import Picture
from solferino.publish.custody import custody
from solferino.publish.facsimile import Facsimile, Read, facsimiles
from solferino.publish.incident_page import SHORT, IncidentPage, file_of, incident_page, named
from solferino.publish.index_page import IndexPage, index_page
from solferino.publish.quote import Quoter
from solferino.publish.said import Teller
from solferino.publish.shown import LATIN, TURNED, in_css, straight, visible
from solferino.publish.speech import Speech, speeches
from solferino.publish.view import View
from solferino.publish.wordless import without_repeats
from solferino.redact import Names, names_pattern, without_contacts

FACTS = {"effects": "became"}  # what fields of an incident are called among its facts
INDEX = "index.html"
_OWN_PAGE = re.compile(rf"incident-[0-9a-f]{{{SHORT}}}(\.[a-z]{{2}})?\.html")
_HEADING = re.compile(r"(</?h)([2-5])\b")  # of our own: what a case holds is escaped
METHOD = ("words", "judged", "origins", "figures", "not_found", "unknown", "contacts", "hidden")


def write_dossier(
    picture: Picture,
    folder: Path,
    at: str,
    *,
    practice: bool = False,
    read: Read | None = None,
) -> Path:
    """Write the pages into a folder, made if absent; returns the first page.

    `at` is when, as it is to be printed. `practice` marks every page as fiction. `read` gives an
    original by its SHA-256: with it, pages of PDFs that are quoted are shown beside their annex.
    Pages of incidents that are no longer there are removed; nothing else in the folder is
    touched. The same picture and `at` give the same bytes.
    """
    dossier = Dossier(picture, at, practice=practice, read=read)
    folder.mkdir(parents=True, exist_ok=True)
    for name in dossier.names:
        (folder / name).write_bytes(dossier.page(name))
    for stale in sorted(folder.iterdir()):
        if _OWN_PAGE.fullmatch(stale.name) and stale.name not in dossier.names:
            stale.unlink()
    return folder / INDEX


@value
class Edition:
    """For whom the pages are: by default for the people of the case.

    `profile` names that by which they leave; null is the case's own. `reviewed` says that nothing
    is on the pages that nobody reviewed; else they say how much is. `held` says that readers have
    the case itself, so that the pages tell how each source came in. `silent` are fields of an
    incident of which such pages never tell: date, place, facility, attack, weapons, effects.
    `wordless` says that no words leave, `exported` that the case export lies beside the pages.
    `fields` are those that may be told, by noun; null is all.
    `tells` names the kinds of claims that may be on the pages; null is all. Of other kinds there
    is no heading: that nothing was let out would be no news.
    """

    profile: str | None = None
    reviewed: bool = False
    held: bool = True
    silent: frozenset[str] = frozenset()
    wordless: bool = False
    tells: frozenset[str] | None = None
    exported: bool = True
    fields: Mapping[str, Collection[str]] | None = None

    def lets(self, noun: str, field: str) -> bool:
        """Whether a field of a noun may be told."""
        return self.fields is None or field in self.fields[noun]


OWN = Edition()


class Dossier:
    """The pages of a picture by name, each made when it is asked for."""

    def __init__(
        self,
        picture: Picture,
        at: str,
        *,
        practice: bool = False,
        edition: Edition = OWN,
        read: Read | None = None,
    ) -> None:
        """Index the picture; see `write_dossier` for the rest."""
        self._view = View(picture)
        withheld = names_pattern(withheld_names(picture.entities, picture.protections))
        self._quoter = Quoter(
            self._view.documents, withheld, picture.paragraphs, alone=edition.wordless
        )
        self._door = _door(withheld)
        self._withheld = withheld
        self._read = read
        self._drawn: dict[tuple[str, tuple[Span, ...]], tuple[Facsimile, ...]] = {}
        self._edition = edition
        self._about = {"case": picture.name, "at": at, "held": edition.held}
        self._practice = practice
        self._silent = frozenset(FACTS.get(name, name) for name in edition.silent)
        self._incidents = {
            str(file_of(incident, speech)): (incident, speech)
            for speech in speeches().values()
            for incident in self._view.incidents.values()
        }
        self._tellers = {
            speech: Teller(self._view, self._view.documents, self._quoter, speech)
            for speech in speeches().values()
        }
        self._environments = {speech: self._environment(speech) for speech in self._tellers}
        self._indices = {str(named("index", speech)): speech for speech in speeches().values()}

    @property
    def names(self) -> tuple[str, ...]:
        """Name all pages; the first one comes last, when what it leads to is there."""
        return (*self._incidents, *sorted(self._indices, key=lambda name: name == INDEX))

    def page(self, name: str) -> bytes:
        """Make a page, as HTML in UTF-8; raises `KeyError` where there is none of this name."""
        page: IncidentPage | IndexPage
        if name in self._indices:
            speech, template = self._indices[name], "index.html"
            page = index_page(self._tellers[speech])
            others = [named("index", other) for other in speeches().values()]
        else:
            (incident, speech), template = self._incidents[name], "incident.html"
            page = self._incident(incident, speech)
            page = replace(page, facts=tuple(self._facts(page.facts, speech)))
            others = [file_of(incident, other) for other in speeches().values()]
        told = {
            "page": page,
            "own": "",
            "first": named("index", speech),
            "others": [
                (s.tongue.code, s.tongue.name, file)
                for s, file in zip(speeches().values(), others, strict=True)
                if s is not speech
            ],
        }
        html = self._environments[speech].get_template(template).render(**told, **self._about)
        return html.encode("utf-8", "replace")

    def within(self, incident: str, code: str) -> Markup:
        """Give what the page of an incident holds, for one file that holds several of them.

        `incident` is its id, `code` the language. Headings are one level lower, names of places
        begin with the id; annexes are those of the file.
        """
        page = self._incident(self._view.incidents[incident], speeches()[code])
        return self._part("incident_body.html", page, code, f"{incident[:SHORT]}-")

    def _incident(self, incident: Incident, speech: Speech) -> IncidentPage:
        page = incident_page(incident, self._tellers[speech])
        return without_repeats(page) if self._edition.wordless else page

    def apart(self, code: str) -> Markup:
        """Give places, counts, running totals and what belongs to no incident, for such a file."""
        return self._part("apart_body.html", index_page(self._tellers[speeches()[code]]), code, "")

    def _part(self, template: str, page: IncidentPage | IndexPage, code: str, own: str) -> Markup:
        made = self._environments[speeches()[code]].get_template(template)
        html = made.render(page=page, own=own, **self._about)
        return Markup(_HEADING.sub(_lower, html))  # noqa: S704  (our own template, escaped)

    def _facts(self, facts: Iterable[tuple[str, str]], speech: Speech) -> Iterator[tuple[str, str]]:
        """Leave out what a publication does not tell: nobody knows there whether it is known."""
        for name, content in facts:
            hidden = self._edition.reviewed and content == speech.unknown
            if name not in self._silent and not hidden:
                yield name, content

    def _environment(self, speech: Speech) -> Environment:
        edition, door = self._edition, self._door
        environment = Environment(
            loader=PackageLoader("solferino", "publish/templates"),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=lambda thing: _straightened(door(thing)),
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.globals |= {
            "say": speech.say,
            "going": lambda text: _going(text, speech),
            "drawn": self._facsimiles,
            "quoted": lambda words: Markup.escape(door(words)),
            "tongue": speech.tongue,
            "unpublished": speech.page("unpublished") if edition.reviewed else "",
            "banner": self._banner(speech),
            "reviewed": edition.reviewed,
            "wordless": edition.wordless,
            "exported": edition.exported,
            "held_text": edition.held,  # of an excerpt characters count otherwise than its source
            "silent": edition.silent,
            "lets": edition.lets,
            "unknown": speech.unknown,
            "tells": lambda *kinds: edition.tells is None or bool(edition.tells & set(kinds)),
            "rules": [f"m_{rule}" for rule in (self._standing(), *METHOD)],
            "practice": speech.page("practice") if self._practice else None,
        }
        environment.filters["words"] = speech.words
        environment.filters["titled"] = lambda text: straight(speech.titled(str(door(text))))
        environment.filters["told"] = lambda text: _told(str(door(text)), speech)
        environment.filters["in_css"] = in_css
        environment.filters["custody"] = lambda document: custody(document, speech)
        return environment

    def _facsimiles(self, document: Document, quoted: tuple[Span, ...]) -> tuple[Facsimile, ...]:
        """Draw the quoted pages of a document, once for all languages."""
        if self._read is None:
            return ()
        key = (document.id, quoted)
        if key not in self._drawn:
            self._drawn[key] = facsimiles(document, quoted, self._read, self._withheld)
        return self._drawn[key]

    def _standing(self) -> str:
        """Tell which sentence of the method says who made and who reviewed these values."""
        if self._edition.reviewed:
            return "reviewed"
        done = any(claim.review != "proposed" for claim in self._view.claims.values())
        return "part" if done else "machine"

    def _banner(self, speech: Speech) -> str:
        if self._edition.reviewed:
            return speech.page("profile_notice", name=self._edition.profile)
        claims = self._view.picture.claims
        done = sum(claim.review != "proposed" for claim in claims)
        key = "part_reviewed" if done < len(claims) else "all_reviewed"
        reviewed = speech.page(key if done else "not_reviewed", done=done, all=len(claims))
        return speech.page("banner", reviewed=reviewed)


def _lower(heading: re.Match[str]) -> str:
    return f"{heading[1]}{int(heading[2]) + 1}"


def _told(text: str, speech: Speech) -> str:
    """Say a sentence of the engine, which may name what no page may show, after the door."""
    told = speech.rendered(text)
    return straight(told) if isinstance(told, Markup) else told


def _going(text: str, speech: Speech) -> str:
    """Say where a text goes: with the page where words of both directions are in it."""
    return speech.tongue.direction if TURNED.search(text) and LATIN.search(text) else "auto"


def _straightened(thing: object) -> object:
    return straight(thing) if isinstance(thing, str) and not isinstance(thing, Markup) else thing


def _door(withheld: Names | None) -> Callable[[object], object]:
    """Make the one door through which everything goes onto a page; no contact leaves by it.

    Nor does a name that `withheld` matches.

    Only our own markup (macros, names of pages) passes as it is; all else is escaped after.
    Labels and names come back on many pages, so answers are remembered for one dossier.
    """
    allowed = lru_cache(maxsize=10_000)(lambda text: visible(without_contacts(text, withheld)))

    def leaving(thing: object) -> object:
        if isinstance(thing, Markup | int):
            return thing
        if isinstance(thing, str):
            return allowed(thing)
        raise TypeError(thing)

    return leaving
