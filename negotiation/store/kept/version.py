"""The version of what is kept: it changes with whatever changes what a fold gives, or how that is kept."""

VERSION = "0d4f9e1e8b6a"
