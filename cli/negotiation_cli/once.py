"""Options that take one value are given once: of two, the parser would keep the last and drop the first unseen."""

import re
from typing import Any

from typer.core import TyperCommand

from .commands import OTHER_OPTIONS

_NO_NUMBER = re.compile(r"('.*') is not a valid int(?:eger)?(?: range)?\.", re.DOTALL)
"""How the parser says so."""
MAY_BE_AGAIN = frozenset({"log", "talks_id", "form", "output", "color"})
"""Options that say where to look and how to show it: the last one holds, so that an alias can be overruled."""


class OnceCommand(TyperCommand):
    """A command that refuses an option given twice where it takes one value."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the command line.

        Raises:
            UsageError: an option that takes one value is given twice, or there are more arguments than it takes.
        """
        try:
            _, rest, order = self.make_parser(ctx).parse_args(args=list(args))
        except Exception as error:
            if not hasattr(error, "possibilities"):
                raise
            ctx.fail(self._no_option(ctx, str(getattr(error, "option_name", ""))))
        if rest and not ctx.resilient_parsing:
            ctx.fail(self._too_many(args, rest[0]))
        seen = set()
        for parameter in order:
            single = parameter.param_type_name == "option" and not parameter.multiple
            if single and not getattr(parameter, "is_flag", False) and parameter.name not in MAY_BE_AGAIN:
                if parameter.name in seen and not ctx.resilient_parsing:
                    ctx.fail(f"{parameter.opts[0]} is given twice, and takes one value")
                seen.add(parameter.name)
        try:
            return super().parse_args(ctx, args)
        except Exception as error:
            if found := _NO_NUMBER.fullmatch(getattr(error, "message", "")):
                error.message = f"{found[1]} is no whole number"  # type: ignore[attr-defined]
            raise

    def _no_option(self, ctx: Any, typed: str) -> str:
        """Say that there is no such option: of a word for an argument how that is given, else what is meant."""
        from difflib import get_close_matches

        said, word = f"there is no option {typed}", typed.strip("-").casefold()
        named = self._arguments()
        of_its_own = next((name for name in named if name.casefold() == word), None)
        if of_its_own:
            return f"{said}: write {of_its_own} without it: {' '.join((ctx.command_path, *named))}"
        options = [name for option in self.params if option.param_type_name == "option" for name in option.opts]
        meant = [f"--{other}" for other in OTHER_OPTIONS.get(word, ()) if f"--{other}" in options]
        meant = meant or get_close_matches(typed, options, cutoff=0.75)
        return f"{said}: did you mean {' or '.join(meant)}?" if meant else said

    def _too_many(self, args: list[str], word: str) -> str:
        """Say that there is one argument too many; after an option that may be repeated, that is how it is meant."""
        said = f"'{word}' is one argument too many"
        repeated = {name for parameter in self.params if parameter.multiple for name in parameter.opts}
        for option, value, third in zip(args, args[1:], args[2:], strict=False):
            if third == word and option in repeated:
                return f"{said}: write {option} {value} {option} {word}"
        named = self._arguments()
        if named and named[-1] in ("TEXT", "TITLE"):
            return f"{said}: a {named[-1]} of several words stands in quotes"
        return said

    def _arguments(self) -> list[str]:
        """Return the names that the help gives the arguments, in their order."""
        return [(place.metavar or "").strip("[].") for place in self.params if place.param_type_name == "argument"]
