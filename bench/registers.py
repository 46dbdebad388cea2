"""How long a large register takes: read, join, search for doubles, tell what each row would do.

`python -m bench.registers TABLE` prints seconds of process time, and beside them how long a loop
of 20 million additions takes on this machine at this moment, since others may be using it.
"""

import sys
import time
from pathlib import Path

from solferino.model.register import Enrolment
from solferino.resolve.register.enlisting import listing_of
from solferino.resolve.register.listing import read_sheet
from solferino.resolve.register.mapping import fitting, shipped
from solferino.resolve.register.preview import FATES, preview
from solferino.resolve.register.register import Register

ADDITIONS = 20_000_000


def main(table: Path) -> None:
    """Measure one table."""
    start = time.process_time()
    total = 0
    for number in range(ADDITIONS):
        total += number
    print(f"{ADDITIONS:,} additions: {time.process_time() - start:.1f} s")
    data = table.read_bytes()
    start = time.process_time()
    sheet = read_sheet(data)
    mapping = fitting(sheet.headings, shipped())
    enrolment = Enrolment(original="", name=table.name, mapping=mapping, by="the bench")
    listing = listing_of(enrolment, sheet)
    read = time.process_time()
    register = Register(listing.entries)
    joined = time.process_time()
    doubts = len(register.doubts)
    searched = time.process_time()
    seen = preview(Register(), register, listing)
    told = time.process_time()
    print(f"{len(listing.rows):,} rows, {len(register):,} facilities, {doubts:,} doubts")
    print(", ".join(f"{seen.count(fate):,} {fate}" for fate in FATES))
    print(
        f"read {read - start:.1f} s, join {joined - read:.1f} s, search for doubles "
        f"{searched - joined:.1f} s, preview {told - searched:.1f} s, all {told - start:.1f} s"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
