"""Which forms go by one name: clusters of forms that share a spelling of it, or a tag."""

from collections.abc import Iterable

from solferino.resolve.forms import Form


def clusters(forms: Iterable[Form]) -> dict[str, list[Form]]:
    """Gather forms by name and by tag; a form of several names is in several clusters."""
    found: dict[str, list[Form]] = {}
    for form in forms:
        for name in (*form.names, *(f"= {tag}" for tag in form.tags)):
            found.setdefault(name, []).append(form)
    return found
