"""The dossier: a folder of pages that anybody can read offline, one for each incident."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from solferino.codec import value
from solferino.model import withheld_names
from solferino.ports import Picture
from solferino.publish import phrase
from solferino.publish.custody import custody
from solferino.publish.incident_page import SHORT, IncidentPage, file_of, incident_page
from solferino.publish.index_page import IndexPage, index_page
from solferino.publish.notice import banner
from solferino.publish.phrase import UNKNOWN
from solferino.publish.quote import Places, Quoter
from solferino.publish.shown import in_css, visible
from solferino.publish.view import View
from solferino.redact import Names, names_pattern, without_contacts

UNPUBLISHED = "Nothing of this is published here: nothing was found, or nobody let it out."
FIELDS = {
    "date": "Date",
    "place": "Place",
    "facility": "Facility",
    "attack": "Kind of attack",
    "weapons": "Weapons",
    "effects": "What became of the facility",
}
PRACTICE = "practice case: fiction"
INDEX = "index.html"
_OWN_PAGE = re.compile(rf"incident-[0-9a-f]{{{SHORT}}}\.html")


def write_dossier(picture: Picture, folder: Path, at: str, *, practice: bool = False) -> Path:
    """Write the pages into a folder, made if absent; returns the first page.

    `at` is when, as it is to be printed. `practice` marks every page as fiction. Pages of
    incidents that are no longer there are removed; nothing else in the folder is touched. The
    same picture and `at` give the same bytes.
    """
    dossier = Dossier(picture, at, practice=practice)
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

    `notice` stands on every page and, in print, on its margins; null says how much of it people
    reviewed. `reviewed` says that nothing else than that is on the pages. For `places` see
    `Quoter`. `silent` are fields of an incident of which such pages never tell: date, place,
    facility, attack, weapons, effects.
    """

    notice: str | None = None
    reviewed: bool = False
    places: Places | None = None
    silent: frozenset[str] = frozenset()


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
    ) -> None:
        """Index the picture; see `write_dossier` for the rest."""
        self._view = View(picture)
        withheld = names_pattern(withheld_names(picture.entities, picture.protections))
        self._quoter = Quoter(self._view.documents, withheld, edition.places)
        self._environment = _environment(withheld)
        self._environment.globals["unpublished"] = UNPUBLISHED if edition.reviewed else ""
        self._silent = frozenset(FIELDS[name] for name in edition.silent if name in FIELDS)
        self._setting = {
            "banner": banner(picture.claims) if edition.notice is None else edition.notice,
            "reviewed": edition.reviewed,
            "held": edition.places is None,
            "practice": PRACTICE if practice else None,
            "case": picture.name,
            "at": at,
        }
        self._incidents = {str(file_of(i)): i for i in self._view.incidents.values()}

    @property
    def names(self) -> tuple[str, ...]:
        """Name all pages; the first one comes last, when what it leads to is there."""
        return (*self._incidents, INDEX)

    def page(self, name: str) -> bytes:
        """Make a page, as HTML in UTF-8; raises `KeyError` where there is none of this name."""
        page: IncidentPage | IndexPage
        if name == INDEX:
            template, page = "index.html", index_page(self._view, self._quoter)
        else:
            template = "incident.html"
            page = incident_page(self._incidents[name], self._view, self._quoter)
            page = replace(page, facts=tuple(self._facts(page.facts)))
        html = self._environment.get_template(template).render(page=page, **self._setting)
        return html.encode("utf-8", "replace")

    def _facts(self, facts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """Leave out what a publication does not tell: nobody knows there whether it is known."""
        for name, content in facts:
            unpublished = name in self._silent or (self._setting["reviewed"] and content == UNKNOWN)
            if not unpublished:
                yield name, content


def _environment(withheld: Names | None) -> Environment:
    environment = Environment(
        loader=PackageLoader("solferino", "publish/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_door(withheld),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["words"] = phrase.words
    environment.filters["in_css"] = in_css
    environment.filters["custody"] = custody
    return environment


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
