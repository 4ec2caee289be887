"""Handing a log to an archive: what goes into it, and the folder in the form that archives take."""
