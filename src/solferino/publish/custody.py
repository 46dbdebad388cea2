"""What is known of how an exhibit came and what became of it since, in sentences."""

from solferino.model import Document


def custody(document: Document) -> str:
    """State the custody of a source: by whom and how it came in, and that it lies unaltered.

    What nobody noted down is said to be unknown, not left out.
    """
    got = document.acquisition
    came = [f"on {got.received_at}" if got.received_at else "on a day that nobody noted"]
    came.append(f"from {got.received_from}" if got.received_from else "from whom is not noted")
    came.append(f"collected by {got.collector}" if got.collector else "collector not noted")
    if got.method:
        came.append(f"by {got.method}")
    asked = f" Asked for at {got.url}." if got.url else ""
    digest = ", under the SHA-256 above" if document.original else ""
    return (
        f"Received {', '.join(came)}.{asked} Kept since as it was received{digest}; every deed "
        "since stands in the case's ledger, which `solferino check` verifies. What is quoted here "
        f"was read from a copy by {document.reader or 'a reader that is not told'}."
    )
