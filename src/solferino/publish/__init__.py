"""What leaves a case: the JSON export by its contract, and the dossier for people to read."""
