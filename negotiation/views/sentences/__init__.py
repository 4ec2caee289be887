"""Entries as sentences, one module an aggregate; `sentence` says any of them."""
