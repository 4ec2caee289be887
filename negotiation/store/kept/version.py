"""The version of what is kept: it changes with whatever changes what a fold gives, or how that is kept."""

VERSION = "9a096a0b9cc0"
