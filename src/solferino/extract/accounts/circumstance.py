"""Circumstances and legal words: what is said of them stands in full, and is always somebody's."""

from solferino.extract.lexicon import Term
from solferino.extract.passage import Passage
from solferino.extract.study import Notebook, Study
from solferino.model import CharacterizationValue, CircumstanceValue
from solferino.model.terms import Topic

TOPICS: tuple[Topic, ...] = (
    "military_use",
    "warning",
    "coordinates_notified",
    "emblem",
    "intended_target",
    "misfire",
    "own_side",
    "inquiry",
)


def circumstances(study: Study, notebook: Notebook) -> None:
    """Note what is said of the circumstances, and the legal words, with whose they are."""
    for passage in study.passages:
        if passage.zone in ("boilerplate", "infobox"):
            continue
        told: set[str] = set()
        for term in passage.of("circumstance"):
            if term.code not in told:
                told.add(term.code)
                _circumstance(notebook, passage, term)
        for term in passage.of("stance"):
            if term.code == "legal":
                words = passage.slice(term.start, term.end)
                value = CharacterizationValue(term=words)
                notebook.note((term.start, term.end), value, "characterization/term", "high")


def _circumstance(notebook: Notebook, passage: Passage, term: Term) -> None:
    """Note a circumstance; who says so is its statement's voice, who did it is left open."""
    topic = next(t for t in TOPICS if t == term.code)
    value = CircumstanceValue(topic=topic, value=passage.slice(term.start, term.end))
    notebook.note((term.start, term.end), value, f"circumstance/{topic}", "medium")
