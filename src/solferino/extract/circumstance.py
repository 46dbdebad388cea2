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
        for term in passage.of("circumstance"):
            _circumstance(study, notebook, passage, term)
        for term in passage.of("stance"):
            if term.code == "legal":
                words = passage.slice(term.start, term.end)
                value = CharacterizationValue(term=words)
                notebook.note((term.start, term.end), value, "characterization/term", "high")


def _circumstance(study: Study, notebook: Notebook, passage: Passage, term: Term) -> None:
    topic = next(t for t in TOPICS if t == term.code)
    statement = study.voiced(term.start, term.end)
    value = CircumstanceValue(
        topic=topic,
        value=passage.slice(term.start, term.end),
        by=statement.voice[0].name if statement and statement.voice else None,
    )
    notebook.note((term.start, term.end), value, f"circumstance/{topic}", "medium")
