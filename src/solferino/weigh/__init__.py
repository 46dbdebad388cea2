"""How well each proposition about an incident stands, by rules that anybody can read and edit."""
