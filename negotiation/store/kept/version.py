"""The version of what is kept: it changes with whatever changes what a fold gives, or how that is kept."""

VERSION = "6c011a5a5428"
