"""The families of pages. A new one is a module with a class like these, and one line here."""

from starlette.routing import Route

from solferino.desk.bringing import Bringing
from solferino.desk.claims import Claims
from solferino.desk.coding import Coding
from solferino.desk.columns import Columns
from solferino.desk.comparing import Comparing
from solferino.desk.custody import Custody
from solferino.desk.deciding import Deciding
from solferino.desk.exporting import Exporting
from solferino.desk.incidents import Incidents
from solferino.desk.intake import Intake
from solferino.desk.letting import Letting
from solferino.desk.pages import Pages
from solferino.desk.picturing import Pictures
from solferino.desk.publishing import Publishing
from solferino.desk.queue import Queue
from solferino.desk.registries import Registries
from solferino.desk.searching import Searching
from solferino.desk.setting import Setting
from solferino.desk.settings import Settings

FAMILIES = (
    Pages,
    Incidents,
    Queue,
    Claims,
    Registries,
    Custody,
    Deciding,
    Settings,
    Pictures,
    Searching,
    Comparing,
    Intake,
    Coding,
    Columns,
    Bringing,
    Publishing,
    Letting,
    Exporting,
)


def routes_of(setting: Setting) -> list[Route]:
    """Build every family and gather what they answer."""
    return [route for family in FAMILIES for route in family(setting).routes()]
