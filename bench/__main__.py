"""Print all figures: speed, peers, scale, entities, decisions, desk (all quick), accuracy.

python -m bench             the desk with 2,000 documents
python -m bench 100000      the desk with so many
"""

import sys

from bench.accuracy import accuracy
from bench.decisions import decisions
from bench.desk import DOCUMENTS, desk
from bench.entities import entities
from bench.fakes import fakes
from bench.names import names
from bench.passages import passages
from bench.peers import peers
from bench.places import places
from bench.press import at_hand
from bench.scale import scale
from bench.shcc import shcc
from bench.speed import speed
from bench.unseen import unseen

for lines in (
    speed(),
    peers(),
    scale(),
    entities(),
    decisions(),
    desk(int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS),
    accuracy(),
    unseen(),
    passages(),
    at_hand(),
    shcc(),
    fakes(),
    names(),
    places(),
):
    for line in lines:
        print(line, flush=True)
    print()
