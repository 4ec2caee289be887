"""Invented words for invented talks: names, sentences and terms, drawn from a seeded source of chance."""

from random import Random

from negotiation.domain.terms import (
    FreeText,
    NeutralStatus,
    NoForeignBases,
    NonMembership,
    NonNuclearStatus,
    Referendum,
    SecurityGuarantees,
    Term,
    TerritorialQuestionDeferred,
)

NEGOTIATING = ("NOR", "SUD")
THIRD = ("HST", "MED", "GAA", "GBB", "GCC", "OBS")
"""Invented parties: a host, a mediator, three who might guarantee, an observer."""

SPEAKERS = {
    "NOR": ("Anna Nordahl", "Jon Vik", "Ida Lund"),
    "SUD": ("Омар Садык", "Лейла Мансур", "Petr Suda"),
    "HST": ("Elif Host",),
    "MED": ("Marta Media",),
    "GAA": ("Alan Arne",),
    "GBB": ("Béatrice Brun",),
    "GCC": ("Chen Cai",),
    "OBS": ("Olga Observer",),
}
ISSUES = ("status", "guarantees", "territory", "prisoners", "trade", "language", "transit", "monitoring")
PUBLISHERS = (
    "Northern Agency",
    "Southern Agency",
    "The Host Gazette",
    "Ministry of Foreign Affairs",
    "Observers' Desk",
)

_SUBJECTS = ("The delegation", "Our side", "The other side", "The working group", "The host", "The President")
_VERBS = ("has studied", "will answer", "can live with", "does not accept", "insists on", "has taken note of")
_OBJECTS = (
    "the draft on neutrality",
    "the list of guarantors",
    "the period of fifteen years",
    "the wording of the second provision",
    "an exchange of all prisoners",
    "the proposal tabled this morning",
)
_ENDS = (
    "and expects a reply within three days.",
    "and leaves the question of territory to the two presidents.",
    "but nothing is agreed until everything is agreed.",
    "и это не означает согласия.",
    "підготувати текст до наступного раунду.",
    "ve heyetler yeniden toplanacak.",
)


def sentence(chance: Random) -> str:
    """Return one sentence of ten to twenty words."""
    return " ".join(chance.choice(part) for part in (_SUBJECTS, _VERBS, _OBJECTS, _ENDS))


def paragraph(chance: Random) -> str:
    """Return one to four sentences."""
    return " ".join(sentence(chance) for _ in range(chance.randint(1, 4)))


def term(chance: Random) -> Term:
    """Return a typed term, or one in words."""
    made: tuple[Term, ...] = (
        NeutralStatus(permanent=True, non_aligned=chance.random() < 0.5),
        SecurityGuarantees(trigger="armed attack", consultation="P3D", guarantors=THIRD[2:5]),
        NonMembership(organisation="The Alliance", exceptions=("The Union",)),
        NonNuclearStatus(verification=sentence(chance)),
        NoForeignBases(exercises="with-consent", consent_of=THIRD[2:4]),
        TerritorialQuestionDeferred(territories=("The Peninsula",), period="P15Y", no_use_of_force=True),
        Referendum(question=sentence(chance)),
        FreeText(text=paragraph(chance)),
    )
    return chance.choice(made)
