"""The body of an e-mail in blocks: the writer's own words, quotations, signature, disclaimers."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from solferino.codec import value
from solferino.model.terms import PartKind
from solferino.read.blocks import Block

MARK = re.compile(r"^(?:[ \t]?>)+ ?")
SIGNATURE = re.compile(r"--\s?")
RULED = re.compile(r"[-_*=\s]*")
LONGEST_LINE = 300
FEW = 3  # lines that are looked at for the next that is not blank
BEFORE_NAME = re.compile(r",\s|\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?\s", re.IGNORECASE)
ADDRESS = re.compile(r"[<\[(][^<>\[\]()]*[>\])]?")
FIELD = re.compile(r"\s*\*?([^\W\d_]{2,12})\s?:\*?\s*(\S.{0,200})")
TOP = 8  # lines of a forwarded message within which its fields stand
FEWEST_FIELDS = 2  # of a forwarded message's top under a rule


@value
class _Words:
    quoted: re.Pattern[str]
    forwarded: re.Pattern[str]
    devices: re.Pattern[str]
    disclaimers: re.Pattern[str]
    fields: tuple[str, ...]
    authors: frozenset[str]
    times: frozenset[str]


@value
class _Stretch:
    """Lines [start, end) of a body that are of one kind, null for the writer's own words."""

    kind: PartKind | None
    start: int
    end: int


def body_blocks(text: str) -> list[Block]:
    """Cut the plain text of a body into blocks.

    Lines marked with `>` and what stands under «On … wrote:» or «Original message» are
    quotations, marks taken off; each of another depth or author is a part of its own. What
    stands under `-- ` is the signature. Nothing but the marks is left out.
    """
    lines = text.split("\n")
    blocks: list[Block] = []
    place = 0
    while place < len(lines):
        found = _stretch(lines, place)
        inside = lines[found.start : found.end]
        if found.kind == "quote":
            inside = [MARK.sub("", line, count=1) for line in inside]
        blocks.append(Block(text="\n".join(inside).strip("\n"), kind=found.kind))
        place = found.end
    return [b for block in blocks for b in _without_disclaimers(block)]


def attributed_to(quotation: str) -> tuple[str | None, str]:
    """Find who is quoted, and the words about when, in a quotation's first lines."""
    lines = quotation.split("\n")
    for length in (1, 2):
        told = " ".join(line.strip() for line in lines[:length])
        found = _words().quoted.fullmatch(told) if len(told) <= LONGEST_LINE else None
        if found is None:
            continue
        named = [group for group in found.groups() if group]
        if len(named) == 1:  # the name follows on the time
            *before, name = BEFORE_NAME.split(named[0])
            return _name(name), named[0] if before else ""
        when, who = sorted(named, key=lambda words: not any(c.isdigit() for c in words))
        return _name(who), when
    top = {m[1].casefold(): m[2] for line in lines[:TOP] if (m := FIELD.match(line))}
    who = next((words for key, words in top.items() if key in _words().authors), "")
    when = next((words for key, words in top.items() if key in _words().times), "")
    return _name(who), when


def _name(words: str) -> str | None:
    """Cut the address off a name; an address alone is no name."""
    bare = ADDRESS.sub(" ", words).strip(" \t\"'*,;:")
    return None if not bare or "@" in bare or any(c.isdigit() for c in bare) else bare


def flowed(text: str, *, spaces_added: bool) -> str:
    """Join the soft lines of `format=flowed` text (RFC 3676); `spaces_added` is its DelSp."""
    lines: list[str] = []
    soft_at: int | None = None
    for raw in text.split("\n"):
        mark = MARK.match(raw)
        depth = mark[0].count(">") if mark else 0
        line = raw if mark else raw.removeprefix(" ")
        if soft_at == depth:
            more = line[mark.end() :] if mark else line
            lines[-1] = (lines[-1][:-1] if spaces_added else lines[-1]) + more
        else:
            lines.append(line)
        soft = line.endswith(" ") and line.rstrip("\r") != "-- "
        soft_at = depth if soft else None
    return "\n".join(line.rstrip() if line != "-- " else line for line in lines)


def _stretch(lines: list[str], start: int) -> _Stretch:
    """Find what begins at a line, and where it ends."""
    if _forwards(lines, start):
        return _Stretch(kind="quote", start=start, end=len(lines))
    attributed = _attribution(lines, start)
    if attributed or _depth(lines[start]):
        return _Stretch(kind="quote", start=start, end=_quoted_to(lines, start + attributed))
    if _words().devices.match(lines[start].strip()):
        return _Stretch(kind="boilerplate", start=start, end=start + 1)
    signed = SIGNATURE.fullmatch(lines[start]) is not None and start > 0
    end = start + 1
    while end < len(lines) and not _begins(lines, end, in_signature=signed):
        end += 1
    return _Stretch(kind="boilerplate" if signed else None, start=start, end=end)


def _begins(lines: list[str], place: int, *, in_signature: bool) -> bool:
    """Whether something that is not the writer's own words begins at a line."""
    line = lines[place]
    if not line.strip():
        return False
    if _depth(line) or _attribution(lines, place) or _forwards(lines, place):
        return True
    return not in_signature and (
        SIGNATURE.fullmatch(line) is not None or _words().devices.match(line.strip()) is not None
    )


def _quoted_to(lines: list[str], first: int) -> int:
    """End of the quotation whose marked lines begin at `first`: one depth, one author."""
    depth = _depth(lines[first])
    end = first
    while end < len(lines):
        below = next((i for i in range(end, min(end + FEW, len(lines))) if lines[i].strip()), end)
        inside = _depth(lines[below]) == depth or not MARK.sub("", lines[below], count=1).strip()
        if not inside or (below > first and _attribution(lines, below)):
            break
        end = below + 1
    return max(end, first + 1)


def _depth(line: str) -> int:
    mark = MARK.match(line)
    return mark[0].count(">") if mark else 0


def _attribution(lines: list[str], place: int) -> int:
    """How many lines (one or two, or none) name whom the marked lines under them are from."""
    for length in (1, 2):
        below = lines[place + length : place + length + FEW]
        under = next((line for line in below if line.strip()), "")
        named = lines[place : place + length]
        if len({_depth(line) for line in named}) > 1 or _depth(under) <= _depth(lines[place]):
            continue
        told = " ".join(MARK.sub("", line, count=1).strip() for line in named)
        if told.endswith(":") and len(told) <= LONGEST_LINE and _words().quoted.fullmatch(told):
            blank = below.index(under)
            return length + blank
    return 0


def _forwards(lines: list[str], number: int) -> bool:
    """Whether everything from this line on is another message."""
    line = lines[number].strip()
    bare = line.strip("-—_*> :").casefold()
    if bare and bare != line.casefold() and _words().forwarded.fullmatch(bare):
        return True
    if not RULED.fullmatch(line):
        return False
    below = [b.strip().lstrip("*").casefold() for b in lines[number + 1 : number + 5]]
    found = sum(b.startswith(_words().fields) for b in below)
    return bool(line) and found >= FEWEST_FIELDS


def _without_disclaimers(block: Block) -> Iterator[Block]:
    """Cut paragraphs that are disclaimers out of the writer's own words."""
    if block.kind is not None or not _words().disclaimers.search(" ".join(block.text.split())):
        yield block
        return
    kept: list[str] = []
    for paragraph in block.text.split("\n\n"):
        if _words().disclaimers.search(" ".join(paragraph.split())):
            yield Block(text="\n\n".join(kept))
            yield Block(text=paragraph, kind="boilerplate")
            kept = []
        else:
            kept.append(paragraph)
    yield Block(text="\n\n".join(kept))


@cache
def _words() -> _Words:
    table = tomllib.loads(files("solferino.read").joinpath("mail.toml").read_text("utf-8"))
    quoted = [r"([^\n]{1,200}?)".join(map(re.escape, p.split("{}"))) for p in table["quoted"]]
    return _Words(
        quoted=re.compile("|".join(quoted), re.IGNORECASE),
        forwarded=re.compile("|".join(map(re.escape, table["forwarded"])), re.IGNORECASE),
        devices=re.compile("|".join(map(re.escape, table["devices"])), re.IGNORECASE),
        disclaimers=re.compile("|".join(map(re.escape, table["disclaimers"])), re.IGNORECASE),
        fields=tuple(f"{name}:" for kind in ("authors", "times", "fields") for name in table[kind]),
        authors=frozenset(table["authors"]),
        times=frozenset(table["times"]),
    )
