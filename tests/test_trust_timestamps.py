"""Time-stamps, by an authority made here: openssl answers on the loopback interface."""

import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from commandline import Desk
from storing import sample

from negotiation.integrity.note import note
from negotiation.trust.keyring import Keyring
from negotiation.trust.signed import who

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is the authority")

CONFIG = """
[tsa]
default_tsa = here
[here]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
"""


def openssl(folder: Path, *arguments: str) -> None:
    """Run openssl in a folder."""
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an authority: a certificate at the root, and one for time-stamps below it."""
    folder = tmp_path_factory.mktemp("authority")
    (folder / "tsa.cnf").write_text(CONFIG, encoding="utf-8")
    (folder / "serial").write_text("01\n", encoding="utf-8")
    usage = "extendedKeyUsage = critical,timeStamping\nkeyUsage = critical,digitalSignature\n"
    (folder / "usage").write_text(usage, encoding="utf-8")
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    openssl(folder, "req", "-x509", *key, "-keyout", "root.key", "-out", "root.pem", "-subj", "/CN=Root", "-days", "9")
    openssl(folder, "req", *key, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Time")
    openssl(folder, "x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial",
            "-out", "tsa.pem", "-days", "9", "-extfile", "usage")  # fmt: skip
    return folder


@contextmanager
def answering(folder: Path, *, with_: bytes | None = None) -> Iterator[str]:
    """Let the authority answer, and give its address; or let it give the same answer to whatever it is asked."""

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            (folder / "question").write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            openssl(folder, "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "question", "-out", "answer")
            self.send_response(200)
            self.end_headers()
            self.wfile.write((folder / "answer").read_bytes() if with_ is None else with_)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def test_a_seal_is_stamped_with_the_time_and_the_stamp_is_verified(tmp_path: Path, authority: Path) -> None:
    """It stays with the checkpoint when others sign; it counts once the authority is trusted, and for this text."""
    desk = Desk(tmp_path)
    sample(desk.log)
    desk.done("key", "new", "ana")
    with answering(authority) as url:
        said = desk("seal", "--timestamp", url, "-o", "c.txt").err
        assert "signed by ana" in said
        assert "with time-stamps that nobody trusted vouches for: 127.0.0.1 at 20" in said
    desk.done("key", "trust", str(authority / "root.pem"))
    assert "CN=Root" in desk.done("key", "list")
    desk.done("key", "new", "boris")
    desk.done("cosign", "c.txt", "--key", "boris")
    shown = desk.done("verify", "--checkpoint", "c.txt")
    assert 2 == shown.count("time-stamped by 127.0.0.1 at 20")  # of the file, and of what the log keeps
    ring = Keyring(tmp_path / ".config/talks")
    found = note((tmp_path / "c.txt").read_bytes())
    (stamp,) = (one for one in found.signatures if one.name == "127.0.0.1")
    assert ("the time-stamp of 127.0.0.1",) == who(ring, found._replace(text="other\n", signatures=(stamp,))).wrong
    bent = bytearray(stamp.signed)
    bent[-5] ^= 1
    assert () == who(ring, found._replace(signatures=(stamp._replace(signed=bytes(bent)),))).times
    assert stamp.name in who(ring, found._replace(signatures=(stamp._replace(signed=b"none"),))).wrong[0]
    desk.done("key", "distrust", "CN=Root")
    assert () == who(ring, found).times
    desk.fails(3, "key", "distrust", "CN=Root")


def test_no_time_stamp_is_no_seal(tmp_path: Path, authority: Path) -> None:
    """An answer that is none, or to another question, an address that is none: nothing is signed or kept."""
    desk = Desk(tmp_path)
    sample(desk.log)
    desk.done("key", "new", "ana")
    with answering(authority) as url:
        desk.done("seal", "--timestamp", url, "-o", "c.txt")
    with answering(authority, with_=(authority / "answer").read_bytes()) as url:
        assert "its answer is of something else" in desk.fails(1, "seal", "--timestamp", url)
    with answering(authority, with_=b"<html>") as url:
        assert "its answer is no time-stamp" in desk.fails(1, "seal", "--timestamp", url)
    assert "gave no time-stamp" in desk.fails(1, "seal", "--timestamp", url)  # nobody answers there any longer
    desk.fails(2, "seal", "--timestamp", "file:///etc/passwd")
    desk.fails(2, "key", "trust", "-----BEGIN CERTIFICATE-----")
    assert "1 kept" in desk.done("verify")
