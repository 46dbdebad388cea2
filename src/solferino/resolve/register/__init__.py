"""The register of facilities: reading other people's lists, joining them, editing, exporting."""
