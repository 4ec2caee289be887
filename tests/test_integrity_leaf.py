"""The hash of an entry, in both of its forms, as anybody can work it out who reads how it is made."""

import json
from hashlib import sha256, shake_256

import pytest
from effort import LAW, examples
from hypothesis import given
from hypothesis import strategies as st
from random_logs import logs

from negotiation.domain.record.entry import Entry
from negotiation.integrity.fields import cut, put_together
from negotiation.integrity.leaf import FORM, Stored, commitment, fields_of, hash_of, leaf, salts_of
from negotiation.store.codec import encode

CONTENT = b'{"format":2,"envelope":{"recorder":"ada","batch":"b1"},"event":{"kind":"talks-resumed"}}'
PLACE = ("peace", 7, "e7", "peace/talks", 3, "2022-06-01T12:00:00.000000Z", "talks-resumed")
ENTRY = Stored(*PLACE, b"{}")
SALTED = Stored(*PLACE, CONTENT, bytes(range(32)))


def measured(value: bytes) -> bytes:
    """Return a value after eight bytes of its length."""
    return len(value).to_bytes(8, "big") + value


def test_form_1_is_as_described() -> None:
    """A zero byte, the name of the form, then each field with its length."""
    fields = (b"peace", b"7", b"e7", b"peace/talks", b"3", b"2022-06-01T12:00:00.000000Z", b"talks-resumed", b"{}")
    assert sha256(b"\0negotiation-log entry 1\n" + b"".join(map(measured, fields))).digest() == leaf(ENTRY)
    assert FORM == b"negotiation-log entry 1\n"


def test_form_2_is_as_described() -> None:
    """Written down step by step, as somebody else would who has read the description and nothing of the program."""
    fields = [
        (b"id", b"e7"),
        (b"stream", b"peace/talks"),
        (b"version", b"3"),
        (b"recorded", b"2022-06-01T12:00:00.000000Z"),
        (b"kind", b"talks-resumed"),
        (b"content/format", b"2"),
        (b"content/envelope/recorder", b'"ada"'),
        (b"content/envelope/batch", b'"b1"'),
        (b"content/event/kind", b'"talks-resumed"'),
    ]
    salts = shake_256(b"negotiation-log salts 2\n" + bytes(range(32))).digest(32 * len(fields))
    commitments = b""
    for k, (path, value) in enumerate(fields):
        own = salts[32 * k : 32 * k + 32]
        commitments += sha256(b"negotiation-log field 2\n" + own + measured(path) + value).digest()
    place = measured(b"peace") + measured(b"7")
    assert sha256(b"\0negotiation-log entry 2\n" + place + commitments).digest() == leaf(SALTED)


@pytest.mark.parametrize(
    ("entry", "hash_"),
    [
        (ENTRY, "7b8e20f0d4fb4051f81ffde31f280497a358ed4ec8fde5479977fdbd68826021"),
        (SALTED, "2890b741ed3c44de303019ed1cc61065158515455981d11ab5d772eeeb4af03c"),
        (SALTED._replace(content=b"not cut"), "74986ca4bd291e7c72f2e4afb2e847d5e2a8c80b35780c2ba92ba3c7fd6a295c"),
        (
            SALTED._replace(salt=bytes(32), number=8, talks="ost"),
            "23940d02734a6aedd06e75d7526e3aaf41b92580d84c28f2ea141c4376e851ed",
        ),
    ],
)
def test_the_hashes_of_some_entries(entry: Stored, hash_: str) -> None:
    """Test vectors: no later version of the program may give others."""
    assert hash_ == leaf(entry).hex()


@pytest.mark.parametrize("entry", [ENTRY, SALTED], ids=["form 1", "form 2"])
@pytest.mark.parametrize("field", Stored._fields[:8])
def test_every_field_is_hashed(entry: Stored, field: str) -> None:
    """Another value of any field gives another hash, and so does a letter that moves from one field to the next."""
    value = getattr(entry, field)
    other = value + 1 if isinstance(value, int) else value + (b"x" if isinstance(value, bytes) else "x")
    assert leaf(entry) != leaf(Stored(**{**entry._asdict(), field: other}))
    assert leaf(entry._replace(id="e7p", stream="eace/talks")) != leaf(entry._replace(id="e7", stream="peace/talks"))
    assert leaf(entry) != leaf(entry._replace(salt=bytes(32)))


def test_every_part_of_the_content_is_a_field_of_its_own() -> None:
    """Each member, and each within one, has a commitment, and each a salt that is found nowhere else."""
    paths = [path for path, _ in fields_of(SALTED)]
    assert paths[:5] == ["id", "stream", "version", "recorded", "kind"]
    assert paths[5:] == [f"content/{p}" for p in ("format", "envelope/recorder", "envelope/batch", "event/kind")]
    salts = salts_of(bytes(range(32)), len(paths))
    assert len(set(salts)) == len(paths) == len({commitment(salt, ("id", b"e7")) for salt in salts})


def test_a_hash_is_made_of_commitments_alone() -> None:
    """Who knows the commitment to a field and not its value has the same hash of the entry."""
    fields = fields_of(SALTED)
    assert SALTED.salt is not None
    known = [commitment(s, field) for s, field in zip(salts_of(SALTED.salt, len(fields)), fields, strict=True)]
    assert hash_of("peace", 7, known) == leaf(SALTED)
    assert hash_of("peace", 7, known[::-1]) != leaf(SALTED) != hash_of("peace", 7, known[1:])


ODD = (
    b"",
    b"{}",
    b"[1]",
    b"nonsense",
    b"\xff",
    b'{ "a":1}',
    b'{"a":1,"a":1}',
    b'{"a":{"b":1},"c":3,"a":{"d":1}}',
    b'{"a/b":1}',
    b'{"a":{"b/c":1}}',
    b'{"\\"":1}',
    b'{"\\u00e9":1}',
    b'{"\\ud800":1}',
    b'{"a":{"b" :1}}',
    b"[" * 100_000,
)


@pytest.mark.parametrize("content", ODD, ids=range(len(ODD)))
def test_content_that_is_written_otherwise_is_one_field(content: bytes) -> None:
    """What would not make the same bytes again is not cut, and hashed all the same."""
    assert [("content", content)] == cut(content)
    assert content == put_together(cut(content))


names = st.text(alphabet='ab/"\\é', max_size=3)
json_values = st.recursive(
    st.none() | st.integers(-9, 9) | names,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=8,
)


@examples(3, LAW)
@given(first=json_values, other=json_values)
def test_no_two_contents_have_the_same_fields(first: object, other: object) -> None:
    """The fields make the same bytes again, so that those of another content are others."""
    one, two = (json.dumps(v, ensure_ascii=False, separators=(",", ":")).encode() for v in (first, other))
    assert one == put_together(cut(one))
    assert (one == two) == (cut(one) == cut(two))


@examples(0.3, LAW)
@given(entries=logs)
def test_whatever_the_program_writes_is_cut(entries: list[Entry]) -> None:
    """The stored form of every entry has its envelope and its event apart, field by field."""
    for entry in entries:
        content = encode(entry.envelope, entry.event, entry.format)
        fields = cut(content)
        assert content == put_together(fields)
        assert {"content/envelope/recorder", "content/event/kind"} <= {path for path, _ in fields}
