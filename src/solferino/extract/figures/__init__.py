"""Figures: people harmed in one event, apart from running totals and from harm that was not."""
