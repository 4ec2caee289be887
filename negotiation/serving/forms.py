"""What can be recorded through the page: forms with a preview, decided as everywhere else, and the desk."""

import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from starlette.responses import RedirectResponse, Response

from ..domain.dates.words import in_words
from ..domain.errors import InputError, NegotiationError, NotFound
from .asking import Ask, Serving
from .form import Form
from .pages import framed
from .parameters import LONGEST
from .shown import page

if TYPE_CHECKING:
    from ..domain.record.entry import Entry

_MOST_TEXT = 20_000
"""How many characters an answer may have."""
_MOST_OFFERED = 500


MORE = (
    ("marking", "Who may see it: a label, such as TLP:AMBER; as what it is about if empty"),
    ("note", "A note on the entry"),
    ("override", "Why it is to be recorded although a rule refuses it"),
)
"""What every form takes beside its own questions."""
_LONG = ("text", "note", "changes")


class Forms:
    """The pages on which something can be recorded.

    Args:
        serving: what is the same for all requests.
    """

    def __init__(self, serving: Serving) -> None:
        self._serving = serving

    def every(self, ask: Ask) -> Response:
        """Answer with the forms that there are."""
        _see_that_they_may(ask)
        return page("forms.html.j2", **framed(ask, "forms"), names=list(self._serving.forms))

    def one(self, ask: Ask) -> Response:
        """Answer with a form; with what would be recorded, once it is filled in; and record it, once that is seen."""
        _see_that_they_may(ask)
        name = ask.path["form"]
        form = self._serving.forms.get(name)
        if form is None:
            raise NotFound("form", name)
        given = dict(ask.form if ask.request.method == "POST" else ask.query)
        known = (*(question.name for question in form.questions), *(name for name, _ in MORE), "from_note")
        answers = {name: given[name][:_MOST_TEXT] for name in known if given.get(name, "").strip()}
        filled = _Filled(ask, name, form, answers, given.get("id") or secrets.token_hex(16))
        if ask.request.method == "GET":
            return filled.shown()
        self._see_that_it_is_theirs(ask, given)
        try:
            if any(len(text) > _MOST_TEXT for text in given.values()):
                raise InputError(f"an answer has up to {_MOST_TEXT:,} characters")
            if given.get("step") == "record":
                number = filled.recorded_before() or filled.recorded(dry_run=False)[0].number
                return RedirectResponse(ask.to("entry", str(number)), 303)
            if given.get("step") == "change":
                return filled.shown()
            return filled.preview()
        except (NegotiationError, ValueError) as error:
            return filled.shown(error)
        except self._serving.refusals as error:
            return filled.shown(error)

    def desk(self, ask: Ask) -> Response:
        """Answer with one line to write in, and what was written; a line that is sent is a note of this moment."""
        _see_that_they_may(ask)
        wrong = None
        given = dict(ask.form)
        if ask.request.method == "POST":
            self._see_that_it_is_theirs(ask, given)
            try:
                number = _jotted(ask, given)
            except NegotiationError as error:
                wrong = error.message
            else:
                return RedirectResponse(ask.to("desk", noted=number), 303)
        seen = ask.talks.as_of()
        notes = [(note.number, in_words(note.on), note.text, note.recorder) for note in seen.notes().notes]
        noted = next((value for name, value in ask.query if name == "noted" and value.isdigit()), None)
        return page(
            "desk.html.j2",
            400 if wrong else 200,
            **framed(ask, "desk"),
            notes=list(reversed(notes))[:200],
            left=max(len(notes) - 200, 0),
            seal=ask.visitor.seal(self._serving.key),
            id=secrets.token_hex(16),
            text=given.get("text", "") if wrong else "",
            wrong=wrong,
            noted=noted,
            forms=list(self._serving.forms),
        )

    def _see_that_it_is_theirs(self, ask: Ask, given: Mapping[str, str]) -> None:
        """See that a form was given to whoever sends it.

        Raises:
            InputError: it was not, or the server has been started anew since.
        """
        if not ask.visitor.sealed(self._serving.key, given.get("seal", "")):
            raise InputError("this form was not given to you, or is too old", "open it anew, and send it again")


class _Filled:
    """A form with answers.

    Args:
        ask: the request.
        name: the name of the form.
        form: the form.
        answers: the answers.
        id_: the id of the entry, so that a form that is sent twice is recorded once.
    """

    def __init__(self, ask: Ask, name: str, form: Form, answers: dict[str, str], id_: str) -> None:
        self._ask = ask
        self._name = name
        self._form = form
        self._answers = answers
        self._id = id_ if id_.isascii() and id_.isalnum() and len(id_) <= 40 else secrets.token_hex(16)

    def recorded_before(self) -> int | None:
        """Return the number under which this very form was recorded already; None if it was not."""
        found = self._ask.log.store.reader.by_id(self._ask.talks.id, [self._id])
        return found[self._id][0] if found else None

    def recorded(self, *, dry_run: bool) -> "tuple[Entry, ...]":
        """Record what the answers say, or only decide it."""
        missing = [one.prompt for one in self._form.questions if one.needed and one.name not in self._answers]
        if missing:
            raise InputError(f"missing: {'; '.join(missing)}")
        more = {name: self._answers.get(name) for name, _ in MORE}
        details = {**more, "from_note": self._answers.get("from_note"), "id": self._id, "dry_run": dry_run}
        with self._ask.serving.logs.written_by(self._ask.visitor) as log:
            return self._form.entries(log.talks(self._ask.talks.id), self._answers, details)

    def preview(self) -> Response:
        """Answer with what would be recorded."""
        entries = self.recorded(dry_run=True)
        talks = self._ask.talks
        lines = [
            (in_words(entry.envelope.occurred), sentence, entry.envelope.marking)
            for entry, sentence in zip(entries, talks.sentences(entries), strict=True)
        ]
        return self._page("preview.html.j2", lines=lines, warnings=talks.warnings(entries))

    def shown(self, error: Exception | None = None) -> Response:
        """Answer with the form, and with what is wrong with its answers."""
        fields, note = [], self._note()
        for one in self._form.questions:
            offered = list(one.offers(self._ask.talks))[:_MOST_OFFERED] if one.offers else []
            prompt = one.prompt.replace("now if empty", "that of the note if empty") if note else one.prompt
            fields.append((one.name, prompt, one.needed, offered, one.name in _LONG))
        fields += [(name, prompt, False, [], name in _LONG) for name, prompt in MORE]
        words = [] if error is None else [line for line in _words(error) if line]
        return self._page("form.html.j2", status=400 if error else 200, fields=fields, wrong=words, note=note)

    def _note(self) -> tuple[int, str, str] | None:
        """Return the number, the date and the line of the note that the entry is made of; None if it is of none."""
        named = self._answers.get("from_note", "").removeprefix("#")
        notes = self._ask.talks.as_of().notes(every=True).notes if named else ()
        found = (note for note in notes if str(note.number) == named)
        return next(((note.number, in_words(note.on), note.text) for note in found), None)

    def _page(self, template: str, status: int = 200, **given: Any) -> Response:
        return page(
            template,
            status,
            **framed(self._ask, "forms"),
            name=self._name,
            answers=self._answers,
            id=self._id,
            seal=self._ask.visitor.seal(self._ask.serving.key),
            action=self._ask.to("forms", self._name, at=None, known=None, recorded=None),
            **given,
        )


def _words(error: Exception) -> list[str]:
    shown = getattr(error, "format_message", None)
    message = getattr(error, "message", None) or (shown() if shown else str(error))
    hint = str(getattr(error, "hint", None) or "")
    return [*str(message).split("\n"), hint.replace("with --override REASON", "by saying why in the last field")]


def _see_that_they_may(ask: Ask) -> None:
    """See that somebody may record.

    Raises:
        NotFound: they may not, and so there is no such page for them.
    """
    if not ask.visitor.may_append or ask.visitor.reader is not None:
        raise NotFound("page", "forms")
    _ = ask.talks


def _jotted(ask: Ask, given: Mapping[str, str]) -> int:
    """Record a line as a note of this moment, and return its number."""
    text, id_ = given.get("text", "").strip(), given.get("id", "")
    if not text or len(text) > _MOST_TEXT:
        raise InputError(f"a note is a line of up to {_MOST_TEXT:,} characters")
    marking = given.get("marking", "").strip()[:LONGEST] or None
    own = id_ if id_.isascii() and id_.isalnum() and len(id_) <= 40 else secrets.token_hex(16)
    with ask.serving.logs.written_by(ask.visitor) as log:
        (entry, *_) = log.talks(ask.talks.id).jot(text, marking=marking, id=own or None)
    return entry.number
