"""Lists of facilities in the forms in which they are published; all that is in them is fiction."""

from solferino.model.register import Detail, Enrolment, Entry, Property
from solferino.resolve.register.enlisting import Listing, enlist
from solferino.resolve.register.listing import read_sheet
from solferino.resolve.register.mapping import fitting, shipped

HOT_CSV = """name,name:en,name:ar,name:etymology,amenity,building,healthcare,healthcare:speciality,\
operator:type,capacity:persons,addr:full,addr:city,source,osm_id,osm_type,old_name,wikidata
مشفى مروان,Marvane Hospital,مشفى مروان,a river,hospital,yes,hospital,surgery;trauma,public,400,\
1 Main Road,Marvane,survey,501,ways_poly,Royal Hospital,Q900001
Ostrel Clinic,,,,clinic,,,,,,,Ostrel,,502,nodes,,
,,,,pharmacy,,,,,,,Ostrel,,503,nodes,,
"""
HOT_GEOJSON = """{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"name": "Marvane Hospital", "amenity": "hospital",
 "osm_id": 501, "osm_type": "ways_poly", "addr:city": "Marvane"},
 "geometry": {"type": "Polygon", "coordinates":
  [[[10.0, 20.0], [10.002, 20.0], [10.002, 20.002], [10.0, 20.002], [10.0, 20.0]]]}},
{"type": "Feature", "properties": {"name": "Ostrel Clinic", "amenity": "clinic",
 "osm_id": 502, "osm_type": "nodes"},
 "geometry": {"type": "Point", "coordinates": [11.5, 21.25]}}
]}"""
HEALTHSITES_CSV = """X,Y,osm_id,osm_type,completeness,is_in_health_zone,amenity,speciality,\
addr_full,operator,water_source,changeset_id,insurance,staff_doctors,contact_number,uuid,\
electricity,opening_hours,operational_status,source,is_in_health_area,health_amenity_type,\
changeset_version,emergency,changeset_timestamp,name,staff_nurses,changeset_user,wheelchair,beds,\
url,dispensing,healthcare,operator_type
10.001,20.001,501,way,40,,hospital,surgery,,Ministry of Health,,7,,12,000-000,\
0123456789abcdef0123456789abcdef,,,,,,,2,yes,2031-04-05 10:11:12+00:00,Marvane Hospital,30,\
a mapper,,120,,,,public
"""
HEALTHSITES_GEOJSON = """{"type": "FeatureCollection", "features": [
{"type": "Feature", "geometry": {"type": "Point", "coordinates": [10.001, 20.001]}, "properties":
 {"attributes": {"amenity": "hospital", "uuid": "0123456789abcdef0123456789abcdef",
  "name": "Marvane Hospital", "beds": 120, "changeset_timestamp": "2031-04-05T10:11:12"},
  "osm_id": 501, "osm_type": "way", "completeness": 40.0}}
]}"""
WIKIDATA_TSV = """item\titemLabel\tcountryLabel\tofficial_website\tgeo
http://www.wikidata.org/entity/Q900001\tMarvane Hospital\tSyria\t\tPoint(10.001 20.001)
http://www.wikidata.org/entity/Q900002\tQ900002\tSyria\t\tPoint(10.0 20.0)
http://www.wikidata.org/entity/Q900003\t"Ostrel" Infirmary\tSoviet Union\t\tPoint(11 21)
"""


def enrolled(text: str, name: str = "list.csv", **told: str) -> Enrolment:
    """Enrol a list with the mapping that fits it."""
    mapping = told.pop("mapping", None) or fitting(read_sheet(text.encode()).headings, shipped())
    return Enrolment(original="0" * 64, name=name, mapping=mapping, by="A. Person", **told)


def listed(text: str, name: str = "list.csv", **told: str) -> Listing:
    """Read a list with the mapping that fits it."""
    return enlist(enrolled(text, name, **told), text.encode())


def entries(text: str, **told: str) -> list[Entry]:
    """Read the entries of a list."""
    return [row.entry for row in listed(text, **told).rows if row.entry is not None]


def values(entry: Entry, of: Property) -> list[tuple[str, str | None]]:
    """Give the values of one property with their tags."""
    return [(d.value, d.tag) for d in entry.told(of)]


def detail(of: Property, told: str, tag: str | None = None, source: str = "a list") -> Detail:
    """Make a detail."""
    return Detail(property=of, value=told, tag=tag, source=source)
