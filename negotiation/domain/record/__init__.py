"""Entries and their envelopes, entries about entries, and the history that they come to."""
