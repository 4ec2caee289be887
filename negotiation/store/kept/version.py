"""The version of what is kept: it changes with whatever changes what a fold gives, or how that is kept."""

VERSION = "b1c1c8a0f69d"
