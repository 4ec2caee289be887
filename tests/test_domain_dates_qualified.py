"""A date that is not sure decides no order and no deadline alone."""

from given import act, decided, entries_of, folded, frame, given, position, tabled, told

from negotiation.domain.dates.clocks import Clocks
from negotiation.domain.dates.edtf import span
from negotiation.domain.errors import Refused
from negotiation.domain.proposal.stage import agreed
from negotiation.domain.record.history import history
from negotiation.views.due import due

TREATY = "peace-treaty"


def test_about_a_day_is_not_before_the_next_one() -> None:
    """A position of about the 29th on a text that was tabled on the 30th is taken, and marked as not sure."""
    word = position("RUS", "supports", on="2022-03-29~")
    past = (*frame(), tabled(on="2022-03-30"))
    given(*past).when(word).then(word.event)
    found = history([*entries_of(past), *decided(entries_of(past), [word])])
    assert [5] == [entry.number for entry in found.entries if entry.unfinished]


def test_dates_that_are_sure_decide_the_order_as_before() -> None:
    """A position of the 29th itself, on a text that was tabled on the 30th, is refused."""
    given(*frame(), tabled(on="2022-03-30")).when(position("RUS", "supports", on="2022-03-29")).then_refused(
        Refused, ("not-on-the-table", ())
    )


def test_a_silence_with_a_deadline_that_is_not_sure_does_not_expire_by_itself() -> None:
    """Until about a day, silence runs until somebody says what came of it."""
    opened = told("silence-opened", "2022-03-02", proposal=TREATY, version=1, deadline="2022-03-10~")
    found = folded((*frame(), tabled(), opened), Clocks(at="2022-05-01"))
    assert not agreed(found.proposals[TREATY])
    signed = act("agreed-in-principle", "UKR", "RUS", on="2022-05-02")
    given(*frame(), tabled(), opened).when(signed).then(signed.event)


def test_what_is_due_about_a_day_is_perhaps_overdue_after_it() -> None:
    """A pledge, a round and a deferral of about a day may be past, and are not said to be."""
    past = (
        *frame(),
        told("pledge-made", "2022-03-01", pledge="p", by="RUS", text="words"),
        told("pledge-clarified", "2022-03-01", pledge="p", by="RUS", due="2022-03-15~"),
        told("round-scheduled", "2022-03-01", round="first", planned="2022-03-15?"),
        tabled(),
        told("proposal-deferred", "2022-03-02", proposal=TREATY, until="2022-03-15%"),
    )
    found = due(history(entries_of(past), Clocks(at="2022-03-16")))
    assert {("pledge", False, True), ("round", False, True), ("deferred", False, True)} == {
        (item.kind.value, item.overdue, item.perhaps) for item in found.items if item.when
    }
    assert all("may" in item.what for item in found.items if item.when)
    sure = due(history(entries_of(past), Clocks(at="2022-03-14")))
    assert not any(item.perhaps for item in sure.items)


def test_an_act_without_a_date_is_read_in_the_order_of_record() -> None:
    """An old record may hold undated acts; an older text does not become the current one by them."""
    past = (
        *frame(),
        tabled(on="2022-03-01"),
        told("proposal-revised", "2022-03-05", proposal=TREATY, by="UKR", summary="s"),
    )
    undated = told("proposal-revised", None, proposal=TREATY, by="UKR", summary="later")
    found = folded((*past, undated))
    assert 6 == found.proposals[TREATY].content.entry
    early = (*frame(), told("position-taken", None, proposal=TREATY, party="RUS", stance="studying", version=1))
    assert [1, 2, 3, 4, 5] == [e.number for e in history(entries_of((*early, tabled(on="2022-03-01")))).entries]


def test_now_is_now() -> None:
    """Without a moment a view is of the present; what is dated later lies ahead; `any` looks at all of it."""
    past = (*frame(), tabled(on="2022-03-01"), act("agreed-in-principle", "UKR", "RUS", on="2031-01-01"))
    now = span("2026-11-25").start
    assert ([4], [5]) == (
        [e.number for e in history(entries_of(past), Clocks(), now).entries][3:],
        [e.number for e in history(entries_of(past), Clocks(), now).ahead],
    )
    assert not history(entries_of(past), Clocks(at="any"), now).ahead
    assert agreed(folded(past).proposals[TREATY])


def test_the_zone_of_talks_that_were_undone_is_not_read_by() -> None:
    """Talks that were opened anew read all of their dates in their own zone, that of recording too."""
    past = (
        told("talks-opened", title="T", timezone="Pacific/Auckland"),
        told("entry-retracted", entry="e1", reason="wrong zone"),
        told("talks-opened", title="T", timezone="America/New_York"),
    )
    entries = entries_of(past)
    assert "America/New_York" == history(entries).zone
    evening = [*entries_of((*past, told("issue-added", issue="i", title="I")))]
    recorded = evening[-1].recorded  # 1 June 2022, noon UTC: the same day in New York, 2 June in Auckland by midnight
    assert len(evening) == len(
        [e for e in evening if Clocks(recorded=f"{recorded:%Y-%m-%d}").holds(e.number, e.recorded, "America/New_York")]
    )


def test_what_rests_on_no_source_counts_as_known_when_the_talks_say() -> None:
    """By default it is known since its recording, and a view names what it leaves out; a setting can say otherwise."""
    past = (*frame(), tabled(on="2022-03-01"))
    by_default = history(entries_of(past), Clocks(known="2022-03-02"))
    assert ([1, 2, 3], (4,)) == ([e.number for e in by_default.entries], by_default.unsourced)
    setting = told("knowledge-rule-set", unsourced="happened")
    settled = history(entries_of((*past, setting)), Clocks(known="2022-03-02"))
    assert 4 in [e.number for e in settled.entries]
    assert () == settled.unsourced


def test_what_is_left_out_since_nothing_tells_when_it_was_known_is_named_and_nothing_else() -> None:
    """Of no source, or of one of unknown date; a dispute too; not a source, nor what one says, published later."""
    sources = (
        told("source-registered", source="undated", publisher="P"),
        told("source-registered", source="later", publisher="P", published="2022-05-01"),
    )
    past = (
        *frame(),
        *sources,
        tabled(on="2022-03-01"),
        tabled("of-undated", on="2022-03-01", said={"sources": ["undated"]}),
        tabled("of-later", on="2022-03-01", said={"sources": ["later"]}),
        told("entry-disputed", entry="e1", by="RUS", reason="not so"),
    )
    found = history(entries_of(past), Clocks(known="2022-03-02"))
    assert ((6, 9), (7,)) == (found.unsourced, found.undated_source)
    assert not {5, 8} & {e.number for e in found.entries}
