"""Entries as files: the journal that people write, and the lines that machines exchange."""
