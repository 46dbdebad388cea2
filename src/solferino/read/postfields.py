"""Finds the posts in an export of a social network, by the names of `posts.toml`."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from solferino.codec import value
from solferino.read.blocks import tidy
from solferino.read.markup import blocks_of, tree_of
from solferino.read.moments import Moment, moment

WORDS = ("text", "author", "handle", "date", "url", "media", "shared", "shared_text")
RETWEET = re.compile(r"RT (@\w{1,30}):")
HANDLE = re.compile(r"@?([\w.@-]{1,80})")
ADDRESS = re.compile(r"https?://\S+")
LONGEST_NAME = 120


@value
class Post:
    """A post as found: words, who posted it when and where, and from whom it was passed on.

    `handle` begins with `@`. What the export does not say is null or empty.
    """

    text: str
    author: str | None
    handle: str | None
    when: Moment | None
    url: str | None
    shared_from: str | None
    media: tuple[str, ...]


@value
class Export:
    """An entry of `posts.toml`; `fields` are the paths for each of `WORDS`."""

    name: str
    items: tuple[str, ...]
    fields: Mapping[str, tuple[str, ...]]
    signs: frozenset[str]
    signs_any: frozenset[str]
    needs: frozenset[str]
    only: Mapping[str, list[str]]
    people: Mapping[str, str]
    address: str
    title: tuple[str, ...]
    html: bool
    twice_encoded: bool
    named: bool


@value
class Found:
    """The posts of a file in its own order, the entry they were found by, and the file's title.

    `passed` counts entries beside the posts that say nothing.
    """

    export: str
    posts: tuple[Post, ...]
    title: str | None
    passed: int


def find_posts(file: object) -> Found | None:
    """Find the posts in a parsed JSON file; null when it is no export that is known."""
    for export in _exports():
        for path in export.items:
            if not _signed(file, export):
                continue
            items = _with_people(file, _items(file, path), export)
            fitting = [item for item in items if _fits(item, export)]
            posts = [post for item in fitting if (post := _post(item, export)) is not None]
            if posts:
                title = _first(file, export.title) if isinstance(file, dict) else None
                return Found(
                    export=export.name,
                    posts=tuple(posts),
                    title=title,
                    passed=len(fitting) - len(posts),
                )
    return None


def _signed(file: object, export: Export) -> bool:
    here = file.keys() if isinstance(file, dict) else set()
    return export.signs <= here and (not export.signs_any or bool(export.signs_any & here))


def _fits(item: dict[str, Any], export: Export) -> bool:
    kept = all(item.get(field) in values for field, values in export.only.items())
    return kept and export.needs <= item.keys()


def _items(file: object, path: str) -> list[dict[str, Any]]:
    return [item for item in _follow(file, path) if isinstance(item, dict)]


def _follow(thing: object, path: str) -> Iterator[Any]:
    """Yield what a path of field names leads to; lists on the way and at its end are opened."""
    step, _, rest = path.partition(".")
    for one in thing if isinstance(thing, list) else (thing,):
        if not path:
            yield one
        elif isinstance(one, dict) and step in one:
            yield from _follow(one[step], rest)


def _with_people(file: object, items: list[dict[str, Any]], export: Export) -> list[dict[str, Any]]:
    if not export.people:
        return items
    people = {str(p.get(export.people["id"])): p for p in _items(file, export.people["list"])}
    key = export.people["key"]
    return [{**item, "people": people.get(str(item.get(key)), {})} for item in items]


def _post(item: dict[str, Any], export: Export) -> Post | None:
    said = {field: _first(item, export.fields[field], export) for field in WORDS[1:]}
    text = said["shared_text"] or _first(item, export.fields["text"], export, whole=True) or ""
    media = [m for path in export.fields["media"] for m in _follow(item, path)]
    handle = HANDLE.fullmatch(said["handle"] or "")
    when = _moment(item, export)
    if export.named and (when is None or not (said["author"] or handle)):
        return None
    if not (text or any(isinstance(m, str) for m in media)):
        return None
    retweeted = RETWEET.match(text)
    return Post(
        text=text,
        author=(said["author"] or "")[:LONGEST_NAME] or None,
        handle=f"@{handle[1].lstrip('@')}" if handle else None,
        when=when,
        url=_address(item, said["url"], export),
        shared_from=said["shared"] or (retweeted[1] if retweeted else None),
        media=tuple(dict.fromkeys(m for m in media if isinstance(m, str) and m.strip())),
    )


def _moment(item: dict[str, Any], export: Export) -> Moment | None:
    for path in export.fields["date"]:
        for told in _follow(item, path):
            if isinstance(told, str | int | float) and (found := moment(told)) is not None:
                return found
    return None


def _address(item: dict[str, Any], told: str | None, export: Export) -> str | None:
    if told and ADDRESS.fullmatch(told):
        return told
    field = export.address.partition("{")[2].partition("}")[0]
    number = str(item.get(field, "")) if field else ""
    return export.address.replace(f"{{{field}}}", number) if number.isdecimal() else None


def _first(
    item: dict[str, Any],
    paths: Sequence[str],
    export: Export | None = None,
    *,
    whole: bool = False,
) -> str | None:
    """Take the first path that leads to words; `whole` puts the pieces of a list together."""
    for path in paths:
        found = item.get(path) if whole and isinstance(item.get(path), list) else None
        pieces = [found] if found is not None else list(_follow(item, path))
        for piece in pieces:
            words = _clean(_words(piece), export)
            if words:
                return words
    return None


def _words(thing: object) -> str:
    """Put together a text that is kept in pieces, as by Telegram: links and mentions apart."""
    if isinstance(thing, str):
        return thing
    if isinstance(thing, list):
        return "".join(
            piece if isinstance(piece, str) else str(piece.get("text", ""))
            for piece in thing
            if isinstance(piece, str | dict)
        )
    return ""


def _clean(words: str, export: Export | None) -> str:
    if export is not None and export.twice_encoded:
        words = _once_encoded(words)
    if export is not None and export.html and "<" in words:
        shown = blocks_of(tree_of(f"<html><body><div>{words}</div></body></html>"))
        words = "\n\n".join(block.text for block in shown)
    return tidy(words)


def _once_encoded(words: str) -> str:
    try:
        return words.encode("latin-1").decode()
    except UnicodeError:
        return words


@cache
def _exports() -> tuple[Export, ...]:
    table = tomllib.loads(files("solferino.read").joinpath("posts.toml").read_text("utf-8"))
    return tuple(
        Export(
            name=entry["name"],
            items=tuple(entry["items"]),
            fields={field: tuple(entry.get(field, ())) for field in WORDS},
            signs=frozenset(entry.get("signs", ())),
            signs_any=frozenset(entry.get("signs_any", ())),
            needs=frozenset(entry.get("needs", ())),
            only=entry.get("only", {}),
            people=entry.get("people", {}),
            address=entry.get("address", ""),
            title=tuple(entry.get("title", ())),
            html=entry.get("html", False),
            twice_encoded=entry.get("twice_encoded", False),
            named=entry.get("named", False),
        )
        for entry in table["export"]
    )
