"""Reports as JSON, for programs: the typed view, with the head, the footnotes and what each entry rests on."""

from ..rendering.document import Document
from ..rendering.formats import as_json
from .model import Report


def write(report: Report) -> str:
    """Return the report as one JSON value, keys sorted."""
    return as_json(
        Document(
            report.head.title,
            (),
            {
                "kind": report.kind,
                "head": report.head,
                "view": report.view,
                "shown": report.shown,
                "accounts": report.accounts,
                "footnotes": report.footnotes,
            },
        )
    )
