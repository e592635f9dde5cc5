"""Over https the connection goes to a checked number, and the certificate must still be that of the name."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.sync.errors import SyncError
from corpus.sync.http.client import FetchPolicy
from corpus.sync.sync import sync_site
from tests.support.servers.live_site import LISTING, LiveSite

HASTY = FetchPolicy(delay=0, backoff=0, attempts=1, private=True)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LiveSite]:
    """Serve a site with a certificate for the name ``localhost`` alone, by an authority that is trusted here."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs the command openssl to make a certificate")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        f"{openssl} req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost"
        f" -addext subjectAltName=DNS:localhost -keyout {key} -out {certificate}".split(),
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with LiveSite(tls=context) as site:
        site.add("harbour", "orchard")
        yield site


def test_pages_are_brought_over_https_from_the_name_of_the_certificate(site: LiveSite, tmp_path: Path) -> None:
    report = sync_site(tmp_path / "pages", f"{site.base.replace('127.0.0.1', 'localhost')}{LISTING}", HASTY)

    assert len(report.new) == 2
    assert all(address.startswith("https://localhost:") for address in report.new)


def test_a_certificate_of_another_name_is_refused(site: LiveSite, tmp_path: Path) -> None:
    with pytest.raises(SyncError, match="certificate verify failed"):
        sync_site(tmp_path / "pages", f"{site.base}{LISTING}", HASTY)

    assert site.asked == []
