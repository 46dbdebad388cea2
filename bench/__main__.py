"""Print all figures: speed first, then accuracy."""

from bench.accuracy import accuracy
from bench.speed import speed

for line in (*speed(), "", *accuracy()):
    print(line, flush=True)
