"""The pages of errors and of rules: each with an example that is run when the page is written."""

import ast
import inspect
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import walk_packages

from negotiation import domain
from negotiation.domain import errors, violations
from negotiation.domain.dates import edtf
from negotiation.domain.errors import NegotiationError, Refused

from . import error_examples, rule_examples
from .running import Ran, scene
from .words import sentence

ERRORS_HEAD = """\
# Errors

What goes wrong is told in one sentence for each thing that is wrong, then in most cases what to do, on standard error.
The exit status says of which kind it is.
Whatever fails, nothing is half-written: a command records all of its entries or none.

In Python each error is a class of its own, and all of them are `NegotiationError`.
An error has a `message`, a `hint`, a `code` and an `exit_status`.
`talks --debug COMMAND` shows the traceback as well.

The examples are invented, and each begins with the same talks:

```console
{frame}
```

## All of them

```text
{tree}
```
"""

RULES_HEAD = """\
# Rules

An entry that breaks a rule is refused, with the entries behind the refusal, and with exit status 4.
The rules look at the history as it stood when the act happened: the dates count, not the order of typing.

A refusal never loses a report.
Where the act did happen, whatever the rules say, `--override REASON` records it, and every view marks it.
A late entry that would make a later one impossible is a [history conflict](errors.md#historyconflict), and names it.

In Python the rule of a refusal is `error.violations[0].refusal.rule`.

The examples are invented, and each begins with the same talks:

```console
{frame}
```
"""

EXAMPLES = {example.error: example for example in error_examples.EXAMPLES}
RULES = {example.rule: example for _, examples in rule_examples.PARTS for example in examples}


def error_classes() -> list[type[NegotiationError]]:
    """Return every error, parents before their children, in the order of definition."""
    found = {cls for module in (errors, edtf) for cls in vars(module).values() if _is_error(cls)}

    def below(parent: type[NegotiationError]) -> Iterator[type[NegotiationError]]:
        yield parent
        for child in parent.__subclasses__():
            if child in found:
                yield from below(child)

    return list(below(NegotiationError))


def _is_error(thing: object) -> bool:
    return isinstance(thing, type) and issubclass(thing, NegotiationError)


def error_tree() -> str:
    """Return the tree of errors that the module of the errors draws in its docstring."""
    return inspect.cleandoc(errors.__doc__ or "").partition("::\n")[2].strip("\n")


def errors_page() -> str:
    """Return the page of errors."""
    tree = inspect.cleandoc("\n" + error_tree())
    return "\n".join([ERRORS_HEAD.format(frame=_frame(error_examples.FRAME), tree=tree), *map(_error, error_classes())])


def _error(error: type[NegotiationError]) -> str:
    parent = error.__base__
    kind = f", a kind of [{parent.__name__}](#{parent.__name__.lower()})" if parent and _is_error(parent) else ""
    facts = f"Code `{error.code}`, exit status {error.exit_status}{kind}."
    parts = [f"## {error.__name__}\n", f"{sentence(error)}\n", f"{facts}\n"]
    if error is NegotiationError:
        return "\n".join([*parts, "It is only ever raised as one of the errors below.\n"])
    example = EXAMPLES[error.__name__]
    if example.scene:
        parts.append(f"{example.scene}\n")
    return "\n".join([*parts, _console(run_error(error.__name__))])


@cache
def run_error(name: str) -> list[Ran]:
    """Run the example of an error."""
    example = EXAMPLES[name]
    with scene() as found:
        found.begin(*error_examples.FRAME)
        with example.situation(found):
            return [found.run(command) for command in example.commands]


def rule_names() -> list[str]:
    """Return the name of every rule, as the code of the domain gives them."""
    modules = (import_module(info.name) for info in walk_packages(domain.__path__, f"{domain.__name__}."))
    nodes = (node for module in modules for node in ast.walk(ast.parse(inspect.getsource(module))))
    made = (node for node in nodes if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refusal")
    written_out = {str(call.args[0].value) for call in made if isinstance(call.args[0], ast.Constant)}
    return sorted(written_out | {rule for rule, _ in violations._GONE.values()})  # noqa: SLF001  # the others, in a table


def rules_page() -> str:
    """Return the page of rules."""
    parts = [RULES_HEAD.format(frame=_frame(rule_examples.FRAME))]
    for title, examples in rule_examples.PARTS:
        parts.append(f"## {title}\n")
        for example in examples:
            ran = run_rule(example.rule)
            parts.append(f"### {example.rule}\n\n{example.refuses}\n\n{_console(ran)}")
    return "\n".join(parts)


@cache
def run_rule(name: str) -> list[Ran]:
    """Run the example of a rule."""
    with scene() as found:
        found.begin(*rule_examples.FRAME)
        return [found.run(command) for command in RULES[name].commands]


def rules_broken(ran: Ran) -> list[str]:
    """Return the rules that a command was refused by."""
    return [violation.refusal.rule for violation in ran.raised.violations] if isinstance(ran.raised, Refused) else []


def _frame(commands: tuple[str, ...]) -> str:
    return "\n".join(f"$ {command}" for command in commands)


def _console(ran: list[Ran]) -> str:
    return f"```console\n{''.join(one.shown() for one in ran)}```\n"
