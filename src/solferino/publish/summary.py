"""How much a case holds, in numbers: for a command to print and for the dossier's first page."""

from solferino.codec import value
from solferino.ports import Picture
from solferino.publish.stories import tallies
from solferino.publish.view import View


@value
class Summary:
    """Counts of what a picture holds; a copy is one pair of documents, a tally one total."""

    documents: int
    statements: int
    claims: int
    origins: int
    incidents: int
    copies: int
    tallies: int
    problems: int


def summary(picture: Picture) -> Summary:
    """Count what a picture holds, as the export would list it."""
    view = View(picture)
    return Summary(
        documents=len(view.documents),
        statements=len(view.statements),
        claims=len(view.claims),
        origins=len(view.origins),
        incidents=len(view.incidents),
        copies=len(picture.copies),
        tallies=sum(1 for _ in tallies(view)),
        problems=len({p.id for p in picture.problems}),
    )
