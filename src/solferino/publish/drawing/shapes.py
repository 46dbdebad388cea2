"""What a drawing is: shapes on a sheet of whole pixels, laid out by a template.

A drawing holds plain words and whole numbers, so that every word of it passes the door of the page
that shows it, like all other words; only paths, which are our own numbers, pass as they are. `x`
counts from the left, `y` from the top. Nothing here says a colour: a shape's `role` is a class of
`drawing.css`.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal, TypeVar

from markupsafe import Markup

from solferino.codec import value

Anchor = Literal["start", "middle", "end"]  # left, middle, right of the sheet, in every language
TURNED: dict[Anchor, Anchor] = {"start": "end", "middle": "middle", "end": "start"}
CUT = " …"
WIDE, NARROW, CAPITAL, LETTER = 100, 34, 72, 60  # hundredths of the size of the letters
THIN = frozenset("ijltfr|.,:;'!()[] ·-")


@value
class Line:
    """A line through points; `tip` is told of it on asking."""

    points: tuple[tuple[int, int], ...]
    role: str
    tip: str = ""
    curved: bool = False

    shape = "line"

    @property
    def path(self) -> Markup:
        """Write the line as SVG does; a curved one leaves and arrives level."""
        (x, y), *rest = self.points
        told, at = [f"M{x} {y}"], (x, y)
        for to_x, to_y in rest:
            if self.curved and to_y != at[1]:
                half = (at[0] + to_x) // 2
                told.append(f"C{half} {at[1]} {half} {to_y} {to_x} {to_y}")
            else:
                told.append(f"L{to_x} {to_y}")
            at = (to_x, to_y)
        return Markup.escape("".join(told))


@value
class Area:
    """An area between rings of points; what two rings hold is out again (even and odd)."""

    rings: tuple[tuple[tuple[int, int], ...], ...]
    role: str

    shape = "area"

    @property
    def path(self) -> Markup:
        """Write the rings as SVG does."""
        told = (" ".join(f"{x} {y}" for x, y in ring) for ring in self.rings)
        return Markup.escape("".join(f"M{ring}Z" for ring in told))


@value
class Box:
    """A box with its corner at the left and above."""

    x: int
    y: int
    width: int
    height: int
    role: str
    tip: str = ""
    href: str = ""

    shape = "box"


@value
class Circle:
    """A circle around a point."""

    x: int
    y: int
    radius: int
    role: str
    tip: str = ""
    href: str = ""

    shape = "circle"


@value
class Label:
    """Words at a point of their foot. `tip` has them in full where they were cut."""

    x: int
    y: int
    words: str
    role: str = "label"
    anchor: Anchor = "start"
    tip: str = ""
    href: str = ""

    shape = "label"


Shape = Line | Area | Box | Circle | Label


@value
class Drawing:
    """Shapes in the order in which they are laid; the page that shows them tells what they show."""

    width: int
    height: int
    shapes: tuple[Shape, ...]

    @property
    def linked(self) -> bool:
        """Whether anything of it leads somewhere."""
        return any(getattr(shape, "href", "") for shape in self.shapes)


S = TypeVar("S", bound=Shape)


def mirrored(drawing: Drawing) -> Drawing:
    """Turn a drawing for readers who read from right to left; its words stay words."""
    return replace(drawing, shapes=tuple(_turned(s, drawing.width) for s in drawing.shapes))


def _turned(shape: Shape, width: int) -> Shape:
    match shape:
        case Line(points=points):
            return replace(shape, points=tuple((width - x, y) for x, y in points))
        case Area(rings=rings):
            turned = tuple(tuple((width - x, y) for x, y in ring) for ring in rings)
            return replace(shape, rings=turned)
        case Box(x=x):
            return replace(shape, x=width - x - shape.width)
        case Circle(x=x):
            return replace(shape, x=width - x)
        case Label(x=x, anchor=anchor):
            return replace(shape, x=width - x, anchor=TURNED[anchor])


def breadth(words: str, size: int) -> int:
    """Guess how broad words are in pixels, for letters of `size` pixels: no font is asked."""
    return sum(_share(c) for c in words) * size // 100


def _share(character: str) -> int:
    if character in THIN:
        return NARROW
    if unicodedata.east_asian_width(character) in "WF":
        return WIDE
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return CAPITAL if character.isupper() else LETTER


def fitted(words: str, width: int, size: int) -> str:
    """Cut words so that they fit, between words where that keeps half; no character falls apart."""
    told = " ".join(words.split())
    if breadth(told, size) <= width:
        return told
    fitting = max((n for n in _whole(told) if breadth(told[:n] + CUT, size) <= width), default=0)
    space = told.rfind(" ", 0, fitting + 1)
    return told[: space if space * 2 >= fitting and space > 0 else fitting].rstrip() + CUT


def _whole(told: str) -> Iterable[int]:
    """Find where words may be cut: not before a mark or a joiner, nor behind a joiner."""
    for n in range(1, len(told)):
        joins = told[n - 1] == "\u200d" or unicodedata.category(told[n]) in ("Mn", "Me", "Mc", "Cf")
        if not joins:
            yield n
