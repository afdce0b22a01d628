"""The Prefect server of our own: what an earlier one left behind is ended, and nobody else's."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from flows import server


@contextmanager
def prefect_at(home: str) -> Iterator[str]:
    """Something that answers as a Prefect server of that home does."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps({"home": home}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Stay quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as found:
        Thread(target=found.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{found.server_address[1]}/api"
        found.shutdown()


@pytest.fixture
def process():
    """A process that sleeps, in a group of its own."""
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True) as found:
        yield found
        found.kill()


@pytest.mark.parametrize("is_ours", [True, False])
def test_only_a_server_of_our_home_is_ended(tmp_path, monkeypatch, process, is_ours):
    monkeypatch.setattr(server, "STOP_SECONDS", 0.1)
    with prefect_at(str(tmp_path) if is_ours else "/home/another/.prefect") as url:
        (tmp_path / "server.json").write_text(json.dumps({"pid": process.pid, "url": url}))
        server._end_orphan(tmp_path)
        if is_ours:
            assert process.wait(10) != 0
        else:
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(0.5)


@pytest.mark.parametrize("said", ["", "[]", '{"url": "http://127.0.0.1:1/api"}'])
def test_a_broken_note_of_an_earlier_server_is_passed_over(tmp_path, said):
    (tmp_path / "server.json").write_text(said)
    server._end_orphan(tmp_path)
