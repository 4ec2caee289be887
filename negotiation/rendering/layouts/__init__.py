"""How each view is laid out as a document."""
