"""One talks of a log: a method for each command, and its views as of any moment."""

from . import (
    agenda,
    amendments,
    groups,
    guarantees,
    journals,
    notes,
    packages,
    pledges,
    proposals,
    rounds,
    silences,
    texts,
    treaties,
    undoing,
    votes,
)
from .drafts import NewEntry
from .recording import Recording

__all__ = ["NewEntry", "TalksLog"]


class TalksLog(Recording):
    """One talks of a log."""

    # Who is at the talks, about what, deciding how; what was said and cited.
    party = agenda.party
    leave = agenda.leave
    continues = agenda.continues
    form_group = groups.form_group
    change_group = groups.change_group
    dissolve_group = groups.dissolve_group
    issue = agenda.issue
    term_kind = agenda.term_kind
    source = agenda.source
    say = agenda.say
    jot = notes.jot
    decide_by = agenda.decide_by
    knowledge = agenda.knowledge
    act_on_talks = agenda.act_on_talks
    act_on_round = rounds.act_on_round

    # What happens to proposals.
    propose = proposals.propose
    extend = proposals.extend
    revise = proposals.revise
    respond = proposals.respond
    act = proposals.act
    vote = votes.vote
    amend = texts.amend
    second = texts.second
    not_moved = texts.not_moved
    adopt = texts.adopt
    accept = proposals.accept
    counter = proposals.counter
    sponsor = proposals.sponsor
    reject = proposals.reject
    receive = proposals.receive
    link = proposals.link
    withdraw = proposals.withdraw
    reserve = treaties.reserve
    withdraw_reservation = treaties.withdraw_reservation
    object_to_reservation = treaties.object_to_reservation
    defer = proposals.defer
    refer = proposals.refer
    lapse = proposals.lapse
    supersede = proposals.supersede
    reopen = proposals.reopen
    open_silence = silences.open_silence
    break_silence = silences.break_silence
    form_package = packages.form_package
    change_package = packages.change_package
    dissolve_package = packages.dissolve_package

    # Words and deeds.
    pledge = pledges.pledge
    clarify = pledges.clarify
    observe = pledges.observe
    assess = pledges.assess
    guarantor = guarantees.guarantor

    # Setting the record right.
    correct = amendments.correct
    dispute = amendments.dispute
    retract = amendments.retract
    re_mark = amendments.re_mark
    undo = undoing.undo
    redo = undoing.redo
    to_take_back = undoing.to_take_back

    # Many entries at once.
    record_journal = journals.record_journal
    record_items = journals.record_items
