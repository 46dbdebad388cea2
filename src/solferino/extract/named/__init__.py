"""Names: facilities, people, bodies and sides as a text calls them, and who can be a doer."""
