"""Pieces of reports about one sort of thing each, which several kinds of report show."""
