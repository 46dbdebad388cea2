"""Words of a name before their roles: cut, folded, hashtags split, compounds joined."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

from solferino.codec import value
from solferino.resolve.naming.lexicon import A_OR_I, VE, WAW, identities, without_article
from solferino.resolve.naming.sounds import MANY
from solferino.resolve.naming.tables import read_table
from solferino.text.fold import fold
from solferino.text.hashtag import words_of_tag

MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0640\u200d-\u200f\u202a-\u202e\ufeff]"
)
APOSTROPHES = re.compile("['`’‘ʼʿʾʹ′´]")
POSSESSIVE = re.compile("(?<=[a-z])['’]s\\b")
HASHTAG = re.compile(r"#([^\W\d]\w*)")
CODE = re.compile(r"\b([A-Z]{1,2})-(\d{1,3})\b")
ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th|-?(?:а|я|й|ая|ий|тя|та|ша|га|ма|ой|ый|го))\b")
WORD = re.compile(r"[^\W_]+|[№#]")
# Letters of romanizations whose mark tells a sound of its own, before folding takes marks away.
MARKED = str.maketrans(
    {"š": "sh", "ş": "sh", "ž": "zh", "č": "ch", "ġ": "gh", "ḫ": "kh", "ḏ": "dh", "ṯ": "th",
     "Š": "Sh", "Ş": "Sh", "Ž": "Zh", "Č": "Ch", "Ġ": "Gh", "Ḫ": "Kh", "Ḏ": "Dh", "Ṯ": "Th"}
)  # fmt: skip
ABD = (
    re.compile(r"^abd[aeou]+l?(.{3,})$"),
    re.compile(r"^عبد(?:ال)?(.{2,})$"),
    re.compile(r"^абд[аеоу]+л?(.{3,})$"),
)
ALLAH = (
    re.compile(r"^(.{3,}?)(?:[auo]llah?|[uo]lah)$"),
    re.compile(r"^(.{2,})الله$"),
    re.compile(r"^(.{3,})[аоу]лл?а$"),
)
DIN = (
    re.compile(r"^(.{3,}?)(?:[ue]dd?[ie]+ne?|[ae]ldd?[ie]+ne?)$"),
    re.compile(r"^(.{2,})الدين$"),
    re.compile(r"^(.{3,})[еау]ддин$"),
)
PERSIAN = re.compile("[پچژگکی]")  # letters by which a word is none of Arabic
ABU = re.compile(r"^a?b[ou]u?(.{3,})$")
GLUED_ARTICLE = re.compile(r"^[ae]l([^aeiou].{3,})$")
# Cheap signs that one of the patterns may fit; without one none is tried.
ARTICLES = ("al", "el")
SERVANTS = ("abd", "عبد", "абд")
FAITHS = ("n", "ne", "الدين", "ддин", "lla", "lah", "llah", "الله", "ла")
BEFORE = frozenset(("abd", "abu", "umm"))  # fixed words that a name follows
AFTER = frozenset(("din", "allah"))  # fixed words that follow a name
DIGIT = re.compile(r"\d")
GOD = frozenset(("lah", "la", "llah", "lla", "له", "لله", "ла", "лла"))


@value
class Token:
    """A word as written; its form, folded, without apostrophes and Arabic article; what it is.

    `fixed` is what a word always is in names ("article", "abu", "title", …), else empty.
    """

    shown: str
    form: str
    fixed: str = ""


def clean(text: str) -> str:
    """Level marks, apostrophes, hashtags and ordinals before the text is cut into words."""
    if not text.isascii():
        text = MARKS.sub("", unicodedata.normalize("NFC", text)).replace("\u200c", " ")
        text = APOSTROPHES.sub("", POSSESSIVE.sub("", text.translate(MARKED)))
    elif "'" in text or "`" in text:
        text = APOSTROPHES.sub("", POSSESSIVE.sub("", text))
    if "#" in text:
        text = HASHTAG.sub(lambda tag: words_of_tag(tag[1]), text)
    if DIGIT.search(text) is None:
        return text
    return ORDINAL.sub(r"\1", CODE.sub(r"\1\2", text))


def tokens(cleaned: str) -> list[Token]:
    """Cut a cleaned text into words."""
    return [token(word) for word in WORD.findall(cleaned)]


@lru_cache(MANY)
def token(shown: str) -> Token:
    """Read one word."""
    form = without_article(fold(shown))
    if not shown.isascii():
        if PERSIAN.search(shown) is not None:
            form = form.replace(WAW, VE)
        elif shown.endswith("ى"):
            form = form[:-1] + A_OR_I
    fit = GLUED_ARTICLE.match(form) if form.startswith(ARTICLES) else None
    if fit is not None and identities(fit[1]) and not identities(form):
        form = fit[1]
    return Token(shown=shown, form=form, fixed=person_words().get(form, ""))


def compounds(found: Sequence[Token]) -> list[Token]:
    """Join what is one word of a name: Abd al-X, Abu X, Umm X, X al-Din, X Allah; drop articles.

    The parts of a compound's form are set apart by a space, the fixed part as a heading.
    """
    joined: list[Token] = []
    at = 0
    while at < len(found):
        word = found[at]
        at += 1
        if not word.fixed:
            joined.append(glued(word.shown))
        elif word.fixed in BEFORE and (nxt := _next_name(found, at)) is not None:
            joined.append(_before(found[at - 1 : nxt + 1]))
            at = nxt + 1
        elif word.fixed in AFTER and joined and " " not in joined[-1].form:
            last = joined.pop()
            shown = f"{last.shown} {word.shown}"
            joined.append(Token(shown=shown, form=f"{last.form} {word.fixed}"))
        elif word.fixed != "article":
            joined.append(word)
    return joined


def _before(parts: Sequence[Token]) -> Token:
    """Join a particle with the name after it: articles between them go."""
    last = parts[-1]
    rest = "allah" if last.fixed == "allah" else last.form
    return Token(shown=" ".join(t.shown for t in parts), form=f"{parts[0].fixed} {rest}")


def _next_name(found: Sequence[Token], at: int) -> int | None:
    """Find the word after a particle, passing over an article."""
    while at < len(found):
        if found[at].fixed != "article":
            return at
        at += 1
    return None


def glued(shown: str) -> Token:
    """Read a word and part a compound that is written as one: Abdulrahman, Najibullah, Nureddin."""
    word = token(shown)
    form = word.form
    if form.startswith(SERVANTS):
        for pattern in ABD:
            fit = pattern.match(form)
            if fit is not None:
                rest = "allah" if fit[1] in GOD else without_article(fit[1])
                return Token(shown=shown, form=f"abd {rest}")
    if form.endswith(FAITHS):
        for fixed, patterns in (("din", DIN), ("allah", ALLAH)):
            for pattern in patterns:
                fit = pattern.match(form)
                if fit is not None:
                    return Token(shown=shown, form=f"{fit[1]} {fixed}")
    fit = ABU.match(form)
    if fit is not None and identities(fit[1]) and not identities(form):
        return Token(shown=shown, form=f"abu {fit[1]}")
    return word


@cache
def person_words() -> dict[str, str]:
    """Tell of the fixed words of names what they are: article, son, abu, umm, abd, din, allah."""
    data = read_table("person_words")
    kinds = {
        "article": "articles", "son": "sons", "abu": "fathers", "umm": "mothers", "abd": "servants",
        "din": "faith", "allah": "gods", "title": "titles",
    }  # fmt: skip
    found: dict[str, str] = {}
    for kind in ("title", "din", "allah", "article", "son", "abu", "umm", "abd"):
        for word in data[kinds[kind]].split():
            form = fold(word).replace("_", " ")
            found[form] = kind
            found.setdefault(without_article(form), kind)
    return found
