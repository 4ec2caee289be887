"""Check proofs of negotiation-log without that program: python check_proof.py PROOF CHECKPOINT 'NAME+ID+KEY' ...

PROOF has one, or one a line; a CHECKPOINT of - is that in it. It ends with 0 if each entry is in its record, a key has
signed that, and no signature is by another key than it says. RFC 9162 (2.1.3.2), c2sp.org/signed-note, /tlog-checkpoint
"""

import base64
import json
import sys
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

WHOLE = "talks number id stream version recorded kind content"
FORMS = {"negotiation-log entry 1": WHOLE.split(), "negotiation-log entry 2": ["talks", "number", "fields"]}


def measured(*texts: object) -> bytes:
    """Return texts one after the other, each after its length in eight bytes."""
    return b"".join(len(t).to_bytes(8, "big") + t for t in (str(text).encode() for text in texts))


def field(path: str, value: str, salt: str) -> bytes:
    """Return what stands for a field that is shown."""
    return sha256(b"negotiation-log field 2\n" + bytes.fromhex(salt) + measured(path) + value.encode()).digest()


def leaf(form: str, entry: dict) -> bytes:
    """Return the hash of an entry; in form 2 what stands for its fields, shown or withheld, is hashed."""
    if sorted(entry) != sorted(order := FORMS.get(form, ())):
        sys.exit(f"an entry of the form '{form}' is not known here")
    parts = [bytes.fromhex(f) if isinstance(f, str) else field(*f) for f in entry.pop("fields", ())]
    texts = measured(*(entry[name] for name in order if name in entry)) + b"".join(parts)
    return sha256(b"\0" + form.encode() + b"\n" + texts).digest()


def root(found: bytes, index: int, last: int, path: list[bytes]) -> bytes:
    """Return the root to which the hashes lead from a leaf; nothing if there are too many or too few of them."""
    for part in path:
        if last == 0:
            return b""
        left = index & 1 or index == last
        found = sha256(b"\1" + (part + found if left else found + part)).digest()
        while left and not index & 1 and index:
            index, last = index >> 1, last >> 1
        index, last = index >> 1, last >> 1
    return found if last == 0 else b""


def signers(text: str, below: str, keys: list[str]) -> list[str]:
    """Return which of the keys have signed a text; the program ends if a signature is not by the key that it names."""
    names, known = [], {}
    for name, key_id, encoded in (key.split("+", 2) for key in keys):
        known[name, key_id] = public = base64.b64decode(encoded)
        if public[:1] != b"\1" or sha256(f"{name}\n".encode() + public).digest()[:4].hex() != key_id:
            sys.exit(f"{name}+{key_id} is no Ed25519 key")
    for name, signature in ((n, base64.b64decode(e)) for _, n, e in map(str.split, below.splitlines())):
        if public := known.get((name, signature[:4].hex())):
            try:
                Ed25519PublicKey.from_public_bytes(public[1:]).verify(signature[4:], text.encode())
            except InvalidSignature:
                sys.exit(f"the signature of {name} is not by that key")
            names.append(name)
    return names


text = Path(sys.argv[1]).read_text("utf-8") if sys.argv[2:] else sys.exit(__doc__)
proofs = [json.loads(text)] if text.startswith("{\n") else [*map(json.loads, text.strip().split("\n"))]
checkpoint = proofs[0].get("checkpoint") if sys.argv[2] == "-" else Path(sys.argv[2]).read_text("utf-8")
text, _, below = (checkpoint or sys.exit("no checkpoint is in the proof: name the file of one")).rpartition("\n\n")
origin, size, encoded = text.split("\n")[:3] if text.count("\n") > 1 else sys.exit("that is no checkpoint")
of, names = origin.split("/")[1], signers(f"{text}\n", below, sys.argv[3:])
for place, entry, proof in ((proof["entry"]["number"], proof["entry"], proof) for proof in proofs):
    same = root(leaf(proof["form"], entry), place - 1, int(size) - 1, [*map(bytes.fromhex, proof["path"])])
    if same != base64.b64decode(encoded) or not 0 < place <= int(size) or entry["talks"] != of:
        sys.exit(f"#{place}: the proof does not lead to the root of {of} at {size} entries")
    print(f"#{place} is in the record of {of} at {size} entries, signed by {', '.join(names) or 'nobody known'}")
sys.exit(not names)
