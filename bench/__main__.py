"""Print all figures: speed, peers, scale and entities (the quick comparisons), then accuracy."""

from bench.accuracy import accuracy
from bench.entities import entities
from bench.fakes import fakes
from bench.names import names
from bench.peers import peers
from bench.places import places
from bench.scale import scale
from bench.shcc import shcc
from bench.speed import speed

for lines in (
    speed(),
    peers(),
    scale(),
    entities(),
    accuracy(),
    shcc(),
    fakes(),
    names(),
    places(),
):
    for line in lines:
        print(line, flush=True)
    print()
