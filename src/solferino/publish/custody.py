"""What is known of how an exhibit came and what became of it since, in sentences."""

from solferino.model import Document
from solferino.publish.speech import Speech, english


def custody(document: Document, speech: Speech | None = None) -> str:
    """State the custody of a source: by whom and how it came in, and that it lies unaltered.

    What nobody noted down is said to be unknown, not left out. Null says it in English.
    """
    got, say = document.acquisition, (speech or english()).page
    came = (speech or english()).joined(
        say("custody_on", day=got.received_at) if got.received_at else say("custody_no_day"),
        say("custody_from", who=got.received_from) if got.received_from else say("custody_no_from"),
        say("custody_by", who=got.collector) if got.collector else say("custody_no_by"),
        say("custody_method", method=got.method) if got.method else None,
    )
    return say(
        "custody",
        came=came,
        asked=" " + say("custody_asked", url=got.url) if got.url else "",
        under=say("custody_under") if document.original else "",
        reader=document.reader or say("custody_reader"),
    )
