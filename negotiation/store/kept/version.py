"""The version of what is kept: it changes with whatever changes what a fold gives, or how that is kept."""

VERSION = "d0de557ab2a1"
