"""The way in and back: what others coded, what people changed in spreadsheets, who records what."""
