"""The words of `wiki.toml`, ready to be looked for."""

import tomllib
from functools import cache
from importlib.resources import files

from solferino.codec import value


@value
class WikiWords:
    """Namespaces, infoboxes and templates of wiki markup, all in lower case."""

    category: frozenset[str]
    file: frozenset[str]
    settings: frozenset[str]
    infobox: tuple[str, ...]
    infobox_settings: tuple[str, ...]
    infobox_captions: frozenset[str]
    infobox_titles: frozenset[str]
    infobox_boxes: frozenset[str]
    manner: dict[str, str]
    prefixed: dict[str, str]


@cache
def wiki_words() -> WikiWords:
    """Read the lexicon that is shipped with the package, once."""
    table = tomllib.loads(files("solferino.read").joinpath("wiki.toml").read_text("utf-8"))
    space, box, template = table["namespace"], table["infobox"], table["template"]
    manners = ("first", "last", "listed", "measured", "dated", "quoted")
    return WikiWords(
        category=frozenset(space["category"]),
        file=frozenset(space["file"]),
        settings=frozenset(space["settings"]),
        infobox=tuple(box["names"]),
        infobox_settings=tuple(box["settings"]),
        infobox_captions=frozenset(box["captions"]),
        infobox_titles=frozenset(box["titles"]),
        infobox_boxes=frozenset(box["boxes"]),
        manner={name: manner for manner in manners for name in template[manner]},
        prefixed=dict(template["prefixed"]),
    )
