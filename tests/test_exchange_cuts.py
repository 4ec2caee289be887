"""Nothing of a journal is lost without a word: what YAML would cut off or leave out is refused, and named."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from storing import export, sample

from negotiation.domain.errors import ImportFailed, NegotiationError
from negotiation.exchange import journal
from negotiation.log import NegotiationLog

TEXT = "We shall withdraw, unless attacked"
PLEDGE = "kind: pledge-made, on: 2022-03-29, pledge: p1, by: UKR"
BLOCK = "- kind: pledge-made\n  on: 2022-03-29\n  pledge: p1\n  by: UKR\n"

CUT = {
    "a comma in braces": (f"- {{{PLEDGE}, text: {TEXT}}}", "'unless attacked' has no value: a comma in {...} begins"),
    "a comma before a field that there is": (f"- {{{PLEDGE}, text: We promise, note}}", "'note' has no value"),
    "a comma within": (f"- {{{PLEDGE}, text: x, indicators: [{{name: a, text: b, or c}}]}}", "'or c' has no value"),
    "a remark": (f"{BLOCK}  text: We shall withdraw # unless attacked\n", "'# unless attacked' would be a comment"),
    "a number": (f"{BLOCK}  text: x\n  note: #7\n", "'#7' would be a comment"),
    "a number in a list": (f"- {{{PLEDGE}, text: x, actions: [a, #7\n  b]}}", "'#7' would be a comment"),
    "a number first in a list": (f"- {{{PLEDGE}, text: x, actions: [#7\n  b]}}", "'#7'"),
    "a list that is empty but for a remark": (f"{BLOCK}  text: x\n  actions:\n    - #7\n", "'#7'"),
    "a remark before the text": (f"{BLOCK}  text: #7 said it\n    first\n", "'#7 said it' would be a comment"),
    "a text of two lines": (f"{BLOCK}  text: We shall\n    withdraw # unless\n", "'# unless' would be a comment"),
    "a field that there is not, left empty": (
        f"{BLOCK}  text: x\n  unless-attacked:\n",
        "unless-attacked: there is no",
    ),
    "an explicit colon": (
        f"- {{{PLEDGE}, text: We shall, unless attacked: }}",
        "unless attacked: there is no such field",
    ),
    "a source's field": (f"{BLOCK}  text: x\n  sources: [{{source: a, page: }}]\n", "sources 1, page: there is no"),
    "an override's field": (f"{BLOCK}  text: x\n  override: {{reason: b, by: }}\n", "by: there is no such field"),
    "a field of an indicator": (
        "- {kind: pledge-clarified, on: 2022, pledge: p1, by: UKR, indicators: [{name: a, text: b, unit: }]}",
        "indicators 1, unit: there is no such field",
    ),
    "a field of a term": (
        "- {kind: proposal-tabled, on: 2022, proposal: p, by: UKR, terms: [{kind: referendum, quorum: }]}",
        "terms 1, quorum: there is no such field",
    ),
    "a field in two spellings": (f"{BLOCK}  text: x\n  in-round: a\n  in_round: b\n", "in_round: is given twice"),
    "a field and the option for it": (f"{BLOCK}  text: x\n  action: a\n  actions: b\n", "actions: is given twice"),
    "two markings": (f"{BLOCK}  text: x\n  marking: public\n  own-marking: restricted\n", "marking: is given twice"),
}


@pytest.mark.parametrize("what", CUT)
def test_what_would_be_lost_is_refused(what: str, tmp_path: Path) -> None:
    """A text that a comma or a # would cut, and a field that there is not, are refused whatever their value."""
    path = sample(tmp_path / "a.db")
    before = export(path)
    text, said = CUT[what]
    with NegotiationLog.open(str(path)) as log, pytest.raises(ImportFailed) as failed:
        log.talks().record_items(journal.parse(text, "j.yaml"))
    assert said in str(failed.value)
    assert before == export(path)


@pytest.mark.parametrize(
    "text",
    [
        f'- {{{PLEDGE}, text: "{TEXT} #7"}}  # a remark after what cannot go on',
        f"# a remark\n{BLOCK}  # another\n  text: '{TEXT} #7'  # and another\n# the last",
        f"{BLOCK}  text: |-  # how the text is read\n    {TEXT} #7\n",
        f"{BLOCK}  text: >-\n    {TEXT}\n    #7\n# after it\n",
        f'{BLOCK}  actions:  # two of them\n    - a\n    -  # the second\n      "b"\n  text: "{TEXT} #7"\n',
        f"--- # the beginning\n{BLOCK}  text: '{TEXT} #7'\n... # the end\n",
    ],
)
def test_a_remark_where_nothing_can_go_on_is_left_alone(text: str) -> None:
    """Remarks on lines of their own, after a quote, a bracket or the name of a field, are as good as ever."""
    (found,) = journal.parse(text, "j.yaml").items
    assert f"{TEXT} #7" == getattr(found.event, "text", None)


def test_a_field_that_is_left_empty_is_not_given() -> None:
    """A field that there is may be left empty, as in a form, and then says nothing."""
    (found,) = journal.parse(f"{BLOCK}  text: x\n  purpose:\n  note: \n  actions: ''\n", "j.yaml").items
    (other,) = journal.parse(f"{BLOCK}  text: x\n", "j.yaml").items
    assert found == other


@given(
    text=st.text(alphabet=st.sampled_from("ab ,#:{}[]'\"|>-?"), min_size=1, max_size=20)
    .map(str.strip)
    .filter(lambda text: text and text[0] not in "'\"[{|>")  # after a quote or a bracket, a remark is one
)
@example(text="a, b")
@example(text="a #b")
def test_a_text_is_kept_whole_or_refused(text: str) -> None:
    """Whatever stands after `text:`, in braces or not, what is taken holds every letter of it; else it is refused."""
    for written in (f"- {{{PLEDGE}, text: {text}}}", f"{BLOCK}  text: {text}\n"):
        try:
            items = journal.parse(written, "j.yaml").items
        except NegotiationError:
            continue
        taken = "".join(f"{item.fields}{item.claim}{item.override}" for item in items)
        for letter in "ab":
            assert taken.count(letter) - _without(letter) >= text.count(letter), (written, taken)


def _without(letter: str) -> int:
    (found,) = journal.parse(f'- {{{PLEDGE}, text: "-"}}', "j.yaml").items
    return f"{found.fields}{found.claim}{found.override}".count(letter)
