"""Words of a line as the arguments of a command: text runs on to the next option, and takes no quotes."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ..days import takes_a_date
from .words import Word, words_of

_TEXTS = ("TEXT", "TITLE", "CONDITION", "REASON")
"""What the name of a value ends in that is text: it may have spaces."""


class Waiting(NamedTuple):
    """What is typed at the end of a line: the beginning of a value, or of an option."""

    parameter: Any
    """The option or the argument whose value it is; None if that cannot be told."""
    beginning: str


def arguments_of(command: Any, line: str) -> list[str]:
    """Return what stands after the name of a command on a line as the arguments that it takes.

    Args:
        command: the command.
        line: the rest of the line.
    """
    return _Reading(command, line).arguments()


def waiting_in(command: Any, line: str) -> Waiting:
    """Return what is waited for at the end of the rest of a line."""
    return _Reading(command, line).waiting()


def is_text(parameter: Any) -> bool:
    """Say whether a parameter takes text, which may have spaces in it."""
    named = (parameter.metavar or "").strip("[].").upper()
    if getattr(parameter, "is_flag", False):
        return False
    return named.endswith(_TEXTS) or (parameter.param_type_name == "option" and named.endswith("=VALUE"))


class _Reading:
    """The reading of the words after a command."""

    def __init__(self, command: Any, line: str) -> None:
        self.line = line
        self.words = words_of(line)
        options = [parameter for parameter in command.params if parameter.param_type_name == "option"]
        self.options = {name: option for option in options for name in (*option.opts, *option.secondary_opts)}
        self.options |= dict.fromkeys(("-h", "--help"))
        self.places = [parameter for parameter in command.params if parameter.param_type_name == "argument"]

    def arguments(self) -> list[str]:
        """Return the options, and after them what is none, so that a text may begin with a hyphen."""
        options: list[str] = []
        others: list[str] = []
        for name, value, _ in self._parts():
            if name is None:
                others.append(value or "")
            elif value is None:
                options.append(name)
            else:
                options += [f"{name}={value}"] if name.startswith("--") else [name, value]
        return [*options, *(["--", *others] if others else [])]

    def waiting(self) -> Waiting:
        """Return what the last word, or one that is still to be written, is of."""
        begun = bool(self.words) and self.words[-1].end == len(self.line)
        if begun and self.words[-1].text.startswith("-") and "=" not in self.words[-1].text:
            return Waiting(None, self.words[-1].text)
        if not begun and self.words and (last := self.options.get(self.words[-1].text)) and not last.is_flag:
            return Waiting(last, "")
        parts = list(self._parts())
        if begun:
            _, value, parameter = parts[-1]
            return Waiting(parameter, value or "")
        count = sum(name is None for name, _, _ in parts)
        return Waiting(self._place(count), "")

    def _parts(self) -> Iterator[tuple[str | None, str | None, Any]]:
        """Yield each option with its value, if it takes one, and each argument, with what it is of."""
        at, count = 0, 0
        while at < len(self.words):
            word = self.words[at]
            name, equals, value = word.text.partition("=")
            if not word.quoted and name in self.options:
                option = self.options[name]
                if option is None or option.is_flag:
                    yield name, None, option
                    at += 1
                elif equals:
                    yield name, value, option
                    at += 1
                else:
                    last = self._place(count) is None  # then what follows can be nothing but more of the value
                    if takes_a_date(option.metavar or "") and not last:
                        end = self._end_of_date(at + 1)
                    else:
                        end = self._end(at + 1, text=last or is_text(option))
                    yield name, self._text(self.words[at + 1 : end]) if end > at + 1 else None, option
                    at = end
                continue
            if not word.quoted and word.text.startswith("--") and len(word.text) > 2 and not self._in_text(count):
                yield word.text, None, None
                at += 1
                continue
            place = self._place(count)
            if place is not None and takes_a_date(place.metavar or ""):
                end = self._end_of_date(at)
            else:
                end = self._end(at, text=place is not None and is_text(place))
            yield None, self._text(self.words[at:end]), place
            at, count = end, count + 1

    def _end(self, at: int, *, text: bool) -> int:
        """Return where a value ends that begins at a word: after it, or, of a text, before the next option."""
        if not text:
            return min(at + 1, len(self.words))
        end = at
        while end < len(self.words) and (self.words[end].quoted or not self._is_option(self.words[end].text)):
            end += 1
        return end

    def _end_of_date(self, at: int) -> int:
        """Return where the longest date ends that begins at a word; of what looks like none that is read, all of it."""
        from negotiation.domain.dates.written import reads

        whole = self._end(at, text=True)
        read = (end for end in range(whole, at, -1) if reads(self._text(self.words[at:end])))
        meant = at < whole and self.words[at].text[:1].isdigit()
        return next(read, whole if meant else self._end(at, text=False))

    def _is_option(self, text: str) -> bool:
        return text.partition("=")[0] in self.options

    def _text(self, words: Sequence[Word]) -> str:
        """Return words as they stand in the line; one alone without the quotes around it."""
        if len(words) == 1:
            return words[0].text
        return self.line[words[0].start : words[-1].end]

    def _in_text(self, count: int) -> bool:
        place = self._place(count)
        return place is not None and is_text(place)

    def _place(self, count: int) -> Any:
        """Return the argument that stands at a place; the last one, where it takes many."""
        if count < len(self.places):
            return self.places[count]
        last = self.places[-1] if self.places else None
        return last if last is not None and self._many(last) else None

    @staticmethod
    def _many(place: Any) -> bool:
        return bool(place.nargs == -1)
