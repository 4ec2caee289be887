"""The log on disk: the only place that knows how entries are persisted."""
