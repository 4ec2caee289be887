"""The closed set of kinds: each is known by its name, closed, immutable, and the same after a way through JSON."""

import msgspec
import pytest
from anything import claims, event_of
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import asdict

from negotiation.domain import build
from negotiation.domain.catalogue import EVENTS, AnyEvent, stream_of
from negotiation.domain.errors import InvalidInput, NotFound
from negotiation.domain.record.envelope import Citation, Claim, Envelope, Override
from negotiation.domain.record.event import Event
from negotiation.domain.twins import adapter, made
from negotiation.domain.values import kind_of, plain

KINDS = sorted(EVENTS)
reader = msgspec.json.Decoder(AnyEvent)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_the_same_after_a_way_through_json(kind: str) -> None:
    """An event written as JSON without its empty fields is read back as the same event."""

    @examples(0.5)
    @given(event_of(kind))
    def law(event: Event) -> None:
        written = msgspec.json.encode(plain(event))
        assert event == reader.decode(written) == adapter(AnyEvent).validate_json(written)
        assert event == reader.decode(msgspec.json.encode(event))

    law()


ODD = st.sampled_from(
    [
        "",
        " ",
        "a ",
        " a",
        "a\n",
        "A b",
        "x" * 501,
        "-",
        "٣",
        "\u2028",
        0,
        -1,
        1.5,
        True,
        None,
        [],
        [""],
        {},
        {"kind": "x"},
    ]
)
"""What people may write where something else is expected."""


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_taken_as_it_is_would_be_read_alike(kind: str) -> None:
    """What people wrote is first taken as it is, and read with more patience only if it does not fit: to the same."""

    @examples(0.5)
    @given(event_of(kind), ODD, st.data())
    def law(event: Event, odd: object, data: st.DataObject) -> None:
        fields = plain(event)
        name = data.draw(st.sampled_from([*fields, "unheard-of"]))
        value = fields.get(name)
        within = isinstance(value, list) and value and data.draw(st.booleans())
        fields[name] = [odd, *value[1:]] if within and isinstance(value, list) else odd
        try:
            taken = msgspec.convert(fields, EVENTS[kind])
        except (msgspec.ValidationError, ValueError, TypeError):
            return
        assert taken == made(EVENTS[kind], fields)

    law()


@given(claims, st.sampled_from(["public", "TLP:RED", "of no scheme"]), st.booleans())
def test_every_envelope_is_the_same_after_a_way_through_json(said: dict[str, object], marking: str, over: bool) -> None:
    """What is said of an entry is read back as it was written."""
    override = Override(reason="because", breaks=("e1",)) if over else None
    claim = build.claim(said)
    envelope = Envelope(**asdict(claim), recorder="ana", batch="b1", marking=marking, override=override)
    assert envelope == made(Envelope, plain(envelope)) == msgspec.convert(plain(envelope), Envelope)
    assert claim == envelope.claim()
    assert envelope == envelope.with_claim(claim)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_closed_immutable_and_explained(kind: str) -> None:
    """A kind takes no field that it does not know, does not change, and says what it means."""
    model = EVENTS[kind]
    config = model.__struct_config__
    assert (True, True) == (config.forbid_unknown_fields, config.frozen)
    assert model.__doc__
    assert kind == kind_of(model)


def test_a_kind_is_known_by_its_name_only() -> None:
    """There is no such thing as an event of a kind that the catalogue does not hold."""
    with pytest.raises(NotFound, match="there is no kind of entry 'proposal-tabeled'"):
        build.event("proposal-tabeled", {})


def test_each_event_goes_to_the_stream_of_its_thing() -> None:
    """A proposal has a stream of its own, the talks have theirs, an annotation goes where its entry is."""
    streams = [
        stream_of("peace", build.event("talks-resumed", {})),
        stream_of("peace", build.event("proposal-lapsed", {"proposal": "treaty"})),
        stream_of("peace", build.event("entry-retracted", {"entry": "e1", "reason": "no"})),
    ]
    assert ["peace/talks", "peace/proposal/treaty", None] == streams


def test_every_field_that_does_not_fit_is_named() -> None:
    """What people wrote is judged as a whole: each field that is missing, unknown or wrong, in words."""
    fields = {"party": "UKR!", "stance": "likes", "version": 0, "mood": "good"}
    with pytest.raises(InvalidInput) as caught:
        build.event("position-taken", fields, "talks.yaml:12")
    found = {problem.field: problem.message for problem in caught.value.problems}
    assert {"proposal", "party", "stance", "version", "mood"} == set(found)
    assert ("is needed", "there is no such field") == (found["proposal"], found["mood"])
    assert found["stance"].endswith("not 'likes'")
    assert {"talks.yaml:12"} == {problem.where for problem in caught.value.problems}


def test_a_claims_fields_are_named_as_people_write_them() -> None:
    """A bad date of happening is reported under `on`."""
    with pytest.raises(InvalidInput) as caught:
        build.claim({"occurred": "03/04/2026", "grade": "Z9"})
    assert ["on", "grade"] == [problem.field for problem in caught.value.problems]
    assert "can be read as 2026-04-03 or as 2026-03-04" in caught.value.problems[0].message


def test_a_citation_may_be_written_as_a_text() -> None:
    """A source, or a source and the place in it, may be written in one word; one may stand for a list."""
    written = build.claim({"sources": "wire@paragraph 4"})
    assert Claim(sources=(Citation(source="wire", locator="paragraph 4"),)) == written
    assert Claim(sources=(Citation(source="wire"),)) == build.claim({"sources": ["wire"]})


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("proposal-tabled", {"proposal": "Treaty", "by": "UKR"}),
        ("proposal-tabled", {"proposal": "-treaty", "by": "UKR"}),
        ("proposal-tabled", {"proposal": "treaty\n", "by": "UKR"}),
        ("proposal-tabled", {"proposal": "../treaty", "by": "UKR"}),
        ("proposal-tabled", {"proposal": "t" * 81, "by": "UKR"}),
        ("proposal-tabled", {"proposal": "treaty", "by": []}),
        ("proposal-tabled", {"proposal": "treaty", "by": "UKR", "provisions": [{"number": "1", "text": "A"}] * 2}),
        ("talks-opened", {"title": " "}),
        ("talks-opened", {"title": "T", "timezone": "Istanbul"}),
        ("talks-opened", {"title": "T", "timezone": "../etc/passwd"}),
        ("source-registered", {"source": "wire", "publisher": "P", "url": "javascript:alert(1)"}),
        ("source-registered", {"source": "wire", "publisher": "P", "sha256": "abc"}),
        ("statement-recorded", {"speaker": "S", "text": "T", "about": "moon:full"}),
        ("party-joined", {"party": "UKR", "roles": []}),
        ("entry-retracted", {"entry": "e1", "reason": ""}),
    ],
)
def test_what_does_not_fit_is_refused(kind: str, fields: dict[str, object]) -> None:
    """Names that are no slugs, empty texts, unknown zones and doubled provisions make no event."""
    with pytest.raises(InvalidInput):
        build.event(kind, fields)


def test_an_event_does_not_change() -> None:
    """Once made, an event keeps its fields."""
    event = build.event("proposal-lapsed", {"proposal": "treaty"})
    with pytest.raises(AttributeError):
        event.proposal = "other"  # type: ignore[attr-defined]  # that it is refused is the point
