"""Characters without meaning: what a text is made of, before anybody understands it."""
