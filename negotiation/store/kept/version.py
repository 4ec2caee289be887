"""The version of what is kept: it changes with whatever changes what a fold gives, or how that is kept."""

VERSION = "55a74bf7b1e7"
