"""What an HTML page tells of itself: title, author, publisher, day, language, address, rights.

Read here and not by the search of trafilatura and htmldate: that fills a missing day with
today's, takes dates of change for dates of publication and the address for the publisher, and a
value that nobody stated is worse than none.
"""

import re
from collections.abc import Iterable, Iterator

from lxml import html

from solferino.codec import parse
from solferino.model import Description
from solferino.read.dates import day

PUBLISHED = (
    "article:published_time", "datepublished", "og:published_time", "dcterms.issued",
    "dc.date.issued", "dcterms.date", "dc.date", "citation_publication_date", "parsely-pub-date",
    "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date", "date",
)  # fmt: skip
TITLE = ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "title")
AUTHOR = ("author", "article:author", "dc.creator", "citation_author", "parsely-author")
PUBLISHER = ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher")
RIGHTS = ("dcterms.rights", "dc.rights", "copyright", "rights")
STRING = r'"(?:[^"\\]|\\.)*"'
LINKED_DATE = re.compile(rf'"datePublished"\s*:\s*({STRING})')
LINKED_TITLE = re.compile(rf'"headline"\s*:\s*({STRING})')
LINKED_AUTHOR = re.compile(rf'"author"\s*:\s*\[?\s*\{{[^{{}}]*?"name"\s*:\s*({STRING})')
LINKED_PUBLISHER = re.compile(rf'"publisher"\s*:\s*\{{[^{{}}]*?"name"\s*:\s*({STRING})')
DATED_PATH = re.compile(r"/((?:19|20)\d{2}/\d{1,2}/\d{1,2})(?:/|$)")
DATED_CLASS = re.compile(
    r"(?:^|[\s_-])(?:date|published|pubdate|publication|posted-on|timestamp)(?:$|[\s_-])",
    re.IGNORECASE,
)
LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_].*)?")
BYLINE_CLASS = re.compile(r"(?:^|[\s_-])(?:author|byline)(?:$|[\s_-])", re.IGNORECASE)
BY = re.compile(r"(?:by|von|par|por)[\s:]+", re.IGNORECASE)
LONGEST_DATE, LONGEST_BYLINE = 60, 100


def masthead(tree: html.HtmlElement) -> Description:
    """Read a page's own description; what it does not tell stays null."""
    address = _address(tree)
    publisher = _first_meta(tree, PUBLISHER) or _linked(tree, LINKED_PUBLISHER)
    return Description(
        title=_title(tree, publisher),
        author=_author(tree),
        publisher=publisher,
        published=_published(tree, address),
        language=_language(tree),
        url=address,
        rights=_first_meta(tree, RIGHTS),
    )


def _title(tree: html.HtmlElement, publisher: str | None) -> str | None:
    stated = _first_meta(tree, TITLE) or _linked(tree, LINKED_TITLE)
    headings = [h for e in tree.iter("h1") if (h := _words(e))]
    if stated is None and len(headings) == 1:
        stated = headings[0]
    if stated is None:
        stated = next((t for e in tree.iter("title") if (t := _words(e))), None)
    if stated is not None and publisher is not None and stated.endswith(publisher):
        stated = stated.removesuffix(publisher).rstrip(" |-–—:·•") or stated
    return stated


def _author(tree: html.HtmlElement) -> str | None:
    """Find who is named as author: in the page's data, else in the first byline shown."""
    named = [n for name in AUTHOR for n in _metas(tree, name) if not n.startswith("http")]
    if named:
        return ", ".join(dict.fromkeys(named))
    if linked := _linked(tree, LINKED_AUTHOR):
        return linked
    for element in tree.iter("a", "span", "p", "div", "address"):
        marks = f"{element.get('rel') or ''} {element.get('itemprop') or ''}".split()
        if "author" in marks or BYLINE_CLASS.search(element.get("class") or ""):
            name = BY.sub("", _words(element), count=1)
            if 0 < len(name) <= LONGEST_BYLINE:
                return name
    return None


def _words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _metas(tree: html.HtmlElement, name: str) -> Iterator[str]:
    for element in tree.iter("meta"):
        names = (element.get("property"), element.get("name"), element.get("itemprop"))
        content = (element.get("content") or "").strip()
        if content and name in {n.strip().lower() for n in names if n}:
            yield content


def _first_meta(tree: html.HtmlElement, names: Iterable[str]) -> str | None:
    return next((content for name in names for content in _metas(tree, name)), None)


def _linked(tree: html.HtmlElement, pattern: re.Pattern[str]) -> str | None:
    """Find a string in the page's linked data (JSON-LD)."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "") and (found := pattern.search(script.text or "")):
            try:
                return str(parse(found[1])).strip() or None
            except ValueError:
                continue
    return None


def _published(tree: html.HtmlElement, address: str | None) -> str | None:
    """Find the first full and unambiguous day of publication that is stated."""
    stated = [content for name in PUBLISHED for content in _metas(tree, name)]
    stated.append(_linked(tree, LINKED_DATE) or "")
    path = DATED_PATH.search(address or "")
    stated.append(path[1] if path else "")
    days = [found for words in stated if (found := day(words[:LONGEST_DATE])) is not None]
    return days[0] if days else _shown(tree)


def _shown(tree: html.HtmlElement) -> str | None:
    """Find the day that the page shows as its date, if all that it shows agree."""
    times = [t.get("datetime") or t.text_content() for t in tree.iter("time")]
    if not times:
        dated = (
            e for e in tree.iter("span", "div", "p") if DATED_CLASS.search(e.get("class") or "")
        )
        times = [e.text_content() for e in dated]
    days = {day(t) for t in times if len(t.strip()) <= LONGEST_DATE}
    return days.pop() if len(days) == 1 else None


def _language(tree: html.HtmlElement) -> str | None:
    for stated in (tree.get("lang"), _first_meta(tree, ("og:locale", "language"))):
        if stated and (found := LANGUAGE.fullmatch(stated.strip())):
            return found[1].lower()
    return None


def _address(tree: html.HtmlElement) -> str | None:
    links = [e.get("href") for e in tree.iter("link") if e.get("rel", "").lower() == "canonical"]
    for stated in (*links, _first_meta(tree, ("og:url",))):
        if stated and re.match(r"https?://", stated.strip()):
            return str(stated).strip()
    return None
