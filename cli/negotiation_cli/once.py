"""Options that take one value are given once: of two, the parser would keep the last and drop the first unseen."""

from typing import Any

from typer.core import TyperCommand

MAY_BE_AGAIN = frozenset({"log", "talks_id", "form", "output", "color"})
"""Options that say where to look and how to show it: the last one holds, so that an alias can be overruled."""


class OnceCommand(TyperCommand):
    """A command that refuses an option given twice where it takes one value."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the command line.

        Raises:
            UsageError: an option that takes one value is given twice, or there are more arguments than it takes.
        """
        _, rest, order = self.make_parser(ctx).parse_args(args=list(args))
        if rest and not ctx.resilient_parsing:
            ctx.fail(self._too_many(args, rest[0]))
        seen = set()
        for parameter in order:
            single = parameter.param_type_name == "option" and not parameter.multiple
            if single and not getattr(parameter, "is_flag", False) and parameter.name not in MAY_BE_AGAIN:
                if parameter.name in seen and not ctx.resilient_parsing:
                    ctx.fail(f"{parameter.opts[0]} is given twice, and takes one value")
                seen.add(parameter.name)
        return super().parse_args(ctx, args)

    def _too_many(self, args: list[str], word: str) -> str:
        """Say that there is one argument too many; after an option that may be repeated, that is how it is meant."""
        said = f"'{word}' is one argument too many"
        repeated = {name for parameter in self.params if parameter.multiple for name in parameter.opts}
        for option, value, third in zip(args, args[1:], args[2:], strict=False):
            if third == word and option in repeated:
                return f"{said}: write {option} {value} {option} {word}"
        return said
