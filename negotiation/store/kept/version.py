"""The version of what is kept: it changes with whatever changes what a fold gives, or how that is kept."""

VERSION = "7737d19521ed"
