"""From mentions to entities: which places, facilities, people and groups are the same ones."""
