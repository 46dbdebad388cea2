"""Find posts that repeat one another within one collection of posts.

A post counts as a text of its own. Which of two repeats the other is told by their days, else
by their order in the collection.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from solferino.model import Change, Copy, Document, Part, Passage, Span

Comparing = Callable[[Sequence[Document]], Iterator[Copy]]
FEWEST = 2  # posts
SIGNATURE = 120  # code points


def copied_posts(document: Document, comparing: Comparing) -> Iterator[Copy]:
    """Yield a copy for each pair of posts that repeat one another; both sides are the document."""
    posts = [part for part in document.parts if part.kind == "post"]
    if len(posts) < FEWEST:
        return
    apart = {_name(number): post for number, post in enumerate(posts)}
    for copy in comparing([_alone(document, name, post) for name, post in apart.items()]):
        yield _placed(document, copy, apart)


def _name(number: int) -> str:
    return f"{number:09}"  # later posts have greater names


def _alone(document: Document, name: str, post: Part) -> Document:
    told = replace(document.told, title=None, published=post.date, publisher=post.author, url=None)
    return replace(
        document,
        id=name,
        text=_said(document.text[post.start : post.end], post),
        parts=(),
        pages=(),
        told=told,
        format_told=replace(told, author=None),
        acquisition=replace(document.acquisition, url=None, final_url=None),
        version_of=None,
    )


def _said(text: str, post: Part) -> str:
    """Cut off the last line of a post where it is no more than its author's signature."""
    body, _, last = text.rstrip().rpartition("\n")
    signed = any(name and name in last for name in (post.author, post.handle))
    return body if signed and body.strip() and len(last) <= SIGNATURE else text


def _placed(document: Document, copy: Copy, posts: dict[str, Part]) -> Copy:
    """Put a copy between two posts back into their document."""
    here, there = posts[copy.document].start, posts[copy.other].start
    return replace(
        copy,
        document=document.id,
        other=document.id,
        passages=tuple(
            Passage(
                start=here + p.start,
                end=here + p.end,
                other_start=there + p.other_start,
                other_end=there + p.other_end,
            )
            for p in copy.passages
        ),
        changes=tuple(
            Change(
                kind=change.kind,
                before=_moved(document, change.before, posts),
                after=_moved(document, change.after, posts),
            )
            for change in copy.changes
        ),
    )


def _moved(document: Document, span: Span | None, posts: dict[str, Part]) -> Span | None:
    if span is None:
        return None
    start = posts[span.document].start
    return document.span(start + span.start, start + span.end)
