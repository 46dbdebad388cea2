"""The wall before anything leaves extraction: what its own words do not bear is refused."""
