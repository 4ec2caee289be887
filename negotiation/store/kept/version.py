"""The version of what is kept: it changes with whatever changes what a fold gives, or how that is kept."""

VERSION = "e54c2df878b6"
