"""Check a proof of negotiation-log without that program: the entry, the checkpoint, and who signed it.

python check_proof.py PROOF.json CHECKPOINT.txt 'NAME+ID+KEY' ...

A checkpoint of - is the one in the proof. It ends with 0 if the entry is in the record of the checkpoint, one of the
keys has signed that, and no signature is by another key than it says. It takes the library cryptography. See RFC 9162
(section 2.1.3.2), https://c2sp.org/signed-note and https://c2sp.org/tlog-checkpoint.
"""

import base64
import json
import sys
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FIELDS = ("talks", "number", "id", "stream", "version", "recorded", "kind", "content")


def leaf(form: str, entry: dict) -> bytes:
    """Return the hash of an entry: of each field its length in eight bytes, and its text."""
    if form != "negotiation-log entry 1" or sorted(entry) != sorted(FIELDS):
        sys.exit(f"an entry of the form '{form}' is not known here")
    texts = [str(entry[name]).encode() for name in FIELDS]
    return sha256(b"\0" + form.encode() + b"\n" + b"".join(len(t).to_bytes(8, "big") + t for t in texts)).digest()


def root(found: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """Return the root to which the hashes lead from a leaf; nothing if there are too many or too few of them."""
    last = size - 1
    for part in path:
        if last == 0:
            return b""
        if index & 1 or index == last:
            found = sha256(b"\1" + part + found).digest()
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            found = sha256(b"\1" + found + part).digest()
        index, last = index >> 1, last >> 1
    return found if last == 0 else b""


def signers(text: str, below: str, keys: list[str]) -> list[str]:
    """Return which of the keys have signed a text; the program ends if a signature is not by the key that it names."""
    known, names = {}, []
    for key in keys:
        name, key_id, encoded = key.split("+", 2)
        public = base64.b64decode(encoded)
        if public[:1] != b"\1" or sha256(f"{name}\n".encode() + public).digest()[:4].hex() != key_id:
            sys.exit(f"{key} is no Ed25519 key")
        known[name, key_id] = public[1:]
    for line in below.splitlines():
        _, name, encoded = line.split(" ")
        signature = base64.b64decode(encoded)
        if public := known.get((name, signature[:4].hex())):
            try:
                Ed25519PublicKey.from_public_bytes(public).verify(signature[4:], text.encode())
            except InvalidSignature:
                sys.exit(f"the signature of {name} is not by that key")
            names.append(name)
    return names


proof = json.loads(Path(sys.argv[1]).read_text("utf-8"))
checkpoint = proof["checkpoint"] if sys.argv[2] == "-" else Path(sys.argv[2]).read_text("utf-8")
text, _, below = checkpoint.rpartition("\n\n")
origin, size, encoded, *_ = text.split("\n")
entry, path = proof["entry"], [bytes.fromhex(part) for part in proof["path"]]
place, of = entry["number"] - 1, origin.split("/")[1]
if not 0 <= place < int(size) or entry["talks"] != of:
    sys.exit(f"#{place + 1} is not in that record, of {of}, which has {size} entries")
if root(leaf(proof["form"], entry), place, int(size), path) != base64.b64decode(encoded):
    sys.exit("the proof does not lead to the root of the checkpoint")
names = ", ".join(signers(f"{text}\n", below, sys.argv[3:]))
print(f"#{place + 1} is in the record of {of} at {size} entries, signed by {names or 'nobody known'}")
sys.exit(0 if names else 1)
