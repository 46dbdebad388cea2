"""How good the results are: a case export compared with hand-made gold, field by field."""
