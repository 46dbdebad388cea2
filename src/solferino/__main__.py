"""`python -m solferino`: the same as the command `solferino`."""

from solferino.cli import main

main()
