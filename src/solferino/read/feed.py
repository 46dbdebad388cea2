"""Reads exports of social networks (JSON): every post with its author, handle, day and address."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePath

from solferino.codec import parse, value
from solferino.errors import UnreadableError
from solferino.model import Description, Part, Problem, Reading
from solferino.ports import Sample
from solferino.read.blocks import Block, compose
from solferino.read.encoding import Decoded, decode, doubts
from solferino.read.lexicon import words
from solferino.read.postfields import Found, Post, find_posts

OWN = frozenset({".json", ".jsonl", ".ndjson"})
EXPORT, BY_NAME = 80, 30
OPENING = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\x00]*(?:[\[{]|window\.YTD\.)")
ASSIGNED = re.compile(r"\s*window\.[\w.]{1,80}\s*=\s*")
LONE = re.compile(
    r"\\ud[89ab][0-9a-f]{2}(?!\\ud[c-f])|(?<!\\ud[89ab]..)\\ud[c-f][0-9a-f]{2}", re.IGNORECASE
)
MOST_POSTS = 50_000
AGAIN = "Export it again, as JSON; if it was cut off, ask its sender for the whole file."
UNKNOWN = (
    "Save the posts as a list of objects with the fields text, author, handle, date and url, or "
    "tell the names of this export in posts.toml of the program."
)


class PostsReader:
    """Posts in the JSON of common exports, one after the other by their time."""

    name = "posts"
    version = "1"

    def bid(self, sample: Sample) -> int:
        """80 for JSON in which posts are found, 30 for a JSON file by its name, else 0."""
        named = PurePath(sample.name).suffix.lower() in OWN
        if not OPENING.match(sample.data):
            return BY_NAME if named else 0
        try:
            found = find_posts(_file(sample.data).content)
        except UnreadableError:
            found = None
        return EXPORT if found is not None else BY_NAME if named else 0

    def read(self, sample: Sample) -> Reading:
        """Read all posts by their time; raises `UnreadableError` for other JSON and for none."""
        file = _file(sample.data)
        found = find_posts(file.content)
        if found is None:
            raise UnreadableError("No posts were found in this JSON file.", UNKNOWN)
        if len(found.posts) > MOST_POSTS:
            raise UnreadableError(
                f"This file holds more than {MOST_POSTS} posts.",
                "Export it in parts, by month or year, and add those.",
            )
        posts = sorted(found.posts, key=lambda p: p.when.order if p.when else "~")
        text, marked = compose(b for post in posts for b in _blocks(post))
        return Reading(
            text=text,
            media_type="application/json",
            told=_told(found, posts),
            parts=_attributed(marked, posts),
            problems=(*doubts(sample.name, file.decoded), *_lost(sample.name, file, found)),
        )


@value
class _File:
    """A JSON file, how it was decoded, and how many of its lines could not be read."""

    content: object
    decoded: Decoded
    broken: int = 0


def _file(data: bytes) -> _File:
    decoded = decode(data)
    text = (
        ASSIGNED.sub("", decoded.text, count=1) if "window." in decoded.text[:200] else decoded.text
    )
    whole = _parsed(text)
    if whole is not None:
        return _File(content=whole, decoded=decoded)
    lines = [line for line in text.split("\n") if line.strip()]
    objects = [found for line in lines if isinstance(found := _parsed(line), dict)]
    if not objects:
        raise UnreadableError("This JSON file is damaged or cut off.", AGAIN)
    return _File(content=objects, decoded=decoded, broken=len(lines) - len(objects))


def _parsed(text: str) -> object:
    """Parse JSON; null when it is none. Halves of characters are replaced, as some exports cut."""
    for words_ in (text, LONE.sub(r"\\ufffd", text)):
        try:
            return parse(words_)
        except (ValueError, RecursionError):
            continue
    return None


def _lost(name: str, file: _File, found: Found) -> tuple[Problem, ...]:
    told = []
    if file.broken:
        told.append((f"{file.broken} lines of this file are damaged and were not read.", AGAIN))
    if found.passed:
        told.append((f"{found.passed} entries beside the posts say nothing.", UNKNOWN))
    return tuple(Problem(name=name, stage="read", message=m, remedy=r) for m, r in told)


def _told(found: Found, posts: Sequence[Post]) -> Description:
    authors = {post.author or post.handle for post in posts}
    alone = posts[0] if len(posts) == 1 else None
    return Description(
        title=found.title,
        author=authors.pop() if len(authors) == 1 else None,
        published=alone.when.day if alone and alone.when else None,
        url=alone.url if alone else None,
    )


def _blocks(post: Post) -> list[Block]:
    """Write a post: its words, what it shows, the attribution line; its address under it."""
    lines = [f"[shared from {post.shared_from}]"] if post.shared_from else []
    lines += [post.text] if post.text else []
    lines += [f"[media: {' '.join(item.split())}]" for item in post.media]
    blocks = [Block(text="\n".join([*lines, _signature(post)]), kind="post")]
    if post.url:
        blocks.append(Block(text=post.url, kind="boilerplate", tight=True))
    return blocks


def _signature(post: Post) -> str:
    """Write `— Name (@handle) 14 March 2031`, without what is not known."""
    author = " ".join((post.author or "").split())
    who = f"{author} ({post.handle})".strip() if post.handle else author or "unknown"
    return f"— {who} {_day(post)}".strip() if post.handle else f"— {who}, {_day(post)}".strip(" ,")


def _day(post: Post) -> str:
    if post.when is None:
        return ""
    found = date.fromisoformat(post.when.day)
    month = next(name for name, number in words().months.items() if number == found.month)
    return f"{found.day} {month.capitalize()} {found.year}"


def _attributed(marked: Sequence[Part], posts: Sequence[Post]) -> tuple[Part, ...]:
    """Give each post part its author, handle and day; the parts are in the order of the posts."""
    waiting = iter(posts)
    return tuple(_by(part, next(waiting)) if part.kind == "post" else part for part in marked)


def _by(part: Part, post: Post) -> Part:
    when = post.when.day if post.when else None
    return replace(part, author=post.author, handle=post.handle, date=when)
