"""From a document to statements, claims, mentions and accounts.

Folders are steps, each a reader of those before it (`pyproject.toml` has the order, and a test
holds it): words and names, people counted and who speaks, then, once a document is laid out as a
study, places and care, events, figures, blame, and at last the accounts. The wall stands apart: it
reads the finished claims again.
"""
