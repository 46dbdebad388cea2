"""From a document to statements, claims, mentions and accounts."""
