"""A sentence as a tree of its words, and the marks of who says what in it.

Offsets are code points of the sentence, half-open; relations are those of Universal Dependencies.
"""

from collections.abc import Iterator

from solferino.codec import value


@value
class Node:
    """A word of a tree: its place, the index of its head (its own for the root), relation, class.

    `relation` is a relation of Universal Dependencies in lower case ("nsubj:pass"), `sort` its
    universal part of speech ("VERB").
    """

    start: int
    end: int
    text: str
    head: int
    relation: str
    sort: str


@value
class Tree:
    """The words of a sentence with their heads; a tree of no words stands for "not parsed"."""

    nodes: tuple[Node, ...] = ()

    def inside(self, start: int, end: int) -> list[int]:
        """Give the words of a stretch, by index."""
        return [i for i, n in enumerate(self.nodes) if n.start < end and start < n.end]

    def top(self, start: int, end: int) -> int | None:
        """Give the word of a stretch that governs the others: the one whose head lies outside."""
        own = self.inside(start, end)
        return next((i for i in own if self.nodes[i].head not in own or self._root(i)), None)

    def below(self, index: int, *relations: str) -> list[int]:
        """Give the words that hang on a word, by one of these relations where any are named."""
        return [
            i
            for i, n in enumerate(self.nodes)
            if n.head == index and i != index and (not relations or n.relation in relations)
        ]

    def reach(self, index: int) -> tuple[int, int]:
        """Give the stretch from the first to the last word of all that hangs on a word."""
        own = sorted(self._descendants(index))
        return self.nodes[own[0]].start, self.nodes[own[-1]].end

    def _root(self, index: int) -> bool:
        return self.nodes[index].head == index

    def _descendants(self, index: int) -> Iterator[int]:
        waiting = [index]
        while waiting:
            at = waiting.pop()
            yield at
            waiting += self.below(at)


@value
class Marks:
    """Stretches of a sentence that are sources, cues and contents of attributions, in order.

    Contents may hold cues and sources of further attributions.
    """

    sources: tuple[tuple[int, int], ...] = ()
    cues: tuple[tuple[int, int], ...] = ()
    contents: tuple[tuple[int, int], ...] = ()


@value
class Heard:
    """What the models make of one sentence."""

    tree: Tree = Tree()
    marks: Marks = Marks()
