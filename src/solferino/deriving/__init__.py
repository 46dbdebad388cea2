"""From documents and decisions to entities, origins, incidents and gradings, round after round."""
