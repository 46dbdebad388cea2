"""The desk: a local web page of one case, for this machine and this person only."""
