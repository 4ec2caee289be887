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
            UsageError: an option that takes one value is given twice.
        """
        _, _, order = self.make_parser(ctx).parse_args(args=list(args))
        seen = set()
        for parameter in order:
            single = parameter.param_type_name == "option" and not parameter.multiple
            if single and not getattr(parameter, "is_flag", False) and parameter.name not in MAY_BE_AGAIN:
                if parameter.name in seen and not ctx.resilient_parsing:
                    ctx.fail(f"{parameter.opts[0]} is given twice, and takes one value")
                seen.add(parameter.name)
        return super().parse_args(ctx, args)
