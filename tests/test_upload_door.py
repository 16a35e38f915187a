"""Whose files a served process takes, how many, and under what conditions; a real server, no browser."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from dashboard.upload_door import LARGEST_FILE, MEBIBYTE
from tests.raw_requests import Reply, Server, head, run_script, serving, viewing

ENTER = "/_stcore/upload_file"
BOUNDARY = {"Content_Type": "multipart/form-data; boundary=X"}
FLAT = 30 * MEBIBYTE


class Uploader(NamedTuple):
    """A session whose person may send files, and the token that proves the page sent them."""

    server: Server
    session: str
    token: str

    @property
    def proof(self) -> dict[str, str]:
        return {"Cookie": f"_streamlit_xsrf={self.token}", "X_Xsrftoken": self.token}

    def put(self, body: bytes, file: str = "file", /, **headers: str) -> Reply:
        """The reply to an upload of *body*."""
        return self.server.ask("PUT", f"{ENTER}/{self.session}/{file}", body, **{**BOUNDARY, **self.proof, **headers})


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving("-m", "tests.upload_server", "PORT") as found:
        yield found


@pytest.fixture
def uploader(server: Server) -> Iterator[Uploader]:
    """Somebody signed in; afterwards the server still answers."""
    with viewing(server) as (_viewer, session):
        yield Uploader(server, session, token(server))
    assert server.lives()


def token(server: Server) -> str:
    found = re.search(r"_streamlit_xsrf=([^;\r]+)", server.ask("GET", "/_stcore/health").headers)
    assert found
    return found[1]


def part(name: bytes = b"week.xlsx", content: bytes = b"x", field: bytes = b"file") -> bytes:
    disposition = b'Content-Disposition: form-data; name="' + field + b'"; filename="' + name + b'"'
    return b"--X\r\n" + disposition + b"\r\nContent-Type: application/octet-stream\r\n\r\n" + content + b"\r\n"


END = b"--X--\r\n"


def test_a_signed_in_person_sends_a_file(uploader: Uploader) -> None:
    assert uploader.put(part() + END).status == 204


def test_a_session_that_does_not_exist_sends_none(uploader: Uploader) -> None:
    elsewhere = uploader._replace(session="00000000-0000-0000-0000-000000000000")
    assert elsewhere.put(part() + END).status == 403


def test_a_stranger_with_a_session_sends_none_and_neither_does_who_has_signed_out(server: Server) -> None:
    with viewing(server, "who=stranger") as (_viewer, session):
        assert Uploader(server, session, token(server)).put(part() + END).status == 403
    with viewing(server) as (viewer, session):
        person = Uploader(server, session, token(server))
        assert person.put(part() + END).status == 204
        run_script(viewer, "who=stranger")
        assert person.put(part() + END).status == 403


def test_a_session_that_has_ended_sends_none(server: Server) -> None:
    with viewing(server) as (_viewer, session):
        gone = Uploader(server, session, token(server))
    assert gone.put(part() + END).status in (400, 403)


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
@pytest.mark.parametrize(
    "proof", [{}, {"X_Xsrftoken": "guess"}, {"Cookie": "_streamlit_xsrf=2|a|b|1", "X_Xsrftoken": "x"}]
)
def test_without_the_token_of_the_page_nothing_is_taken_or_removed(
    uploader: Uploader, method: str, proof: dict[str, str]
) -> None:
    path = f"{ENTER}/{uploader.session}/file"
    assert uploader.server.ask(method, path, part() + END, **BOUNDARY, **proof).status == 403


@pytest.mark.parametrize(
    "body",
    [b"", b"garbage", END, part(), part()[:40], part(field=b"a") + part(field=b"b") + END,
     b"--X\r\nContent-Disp\x00osition: form-data\r\n\r\nx\r\n" + END,
     b"--X\r\n" + b"A: b\r\n" * 20_000 + b"\r\nx\r\n" + END,
     part(name=b"x" * 100_000) + END,
     b"".join(b'--X\r\nContent-Disposition: form-data; name="f%d"\r\n\r\nx\r\n' % i for i in range(2000)) + END],
    ids=["empty", "garbage", "no part", "no end", "cut in a header", "two files", "NUL in a header", "20,000 headers",
         "endless name", "2,000 fields"],
)  # fmt: skip
def test_malformed_multipart_is_refused(uploader: Uploader, body: bytes) -> None:
    assert uploader.put(body).status == 400


@pytest.mark.parametrize(
    "kind", ["multipart/form-data", "application/json", "text/plain", "", "multipart/form-data; boundary="]
)
def test_a_body_of_another_kind_is_refused(uploader: Uploader, kind: str) -> None:
    assert uploader.put(part() + END, Content_Type=kind).status == 400


@pytest.mark.parametrize("length", ["-5", "ten", "1e3", "0x10", "5, 6", "9" * 30])
def test_a_length_that_is_none_is_refused(uploader: Uploader, length: str) -> None:
    assert uploader.put(b"x", Content_Length=length).status in (400, 413)


def test_a_body_shorter_than_announced_ends_with_the_connection(uploader: Uploader) -> None:
    path = f"{ENTER}/{uploader.session}/file"
    named = {"Host": uploader.server.host, "Content-Length": "1000", **BOUNDARY, **uploader.proof}
    request = head("PUT", path, {name.replace("_", "-"): value for name, value in named.items()})
    uploader.server.hang_up(request + part())


def test_a_body_longer_than_announced_is_cut_there(uploader: Uploader) -> None:
    assert uploader.put(part() + END, Content_Length="20").status == 400


def test_an_oversize_file_is_refused_before_it_is_read(uploader: Uploader) -> None:
    before = uploader.server.memory()
    reply = uploader.put(b"", Content_Length=str(LARGEST_FILE + 2 * MEBIBYTE))
    assert (reply.status, reply.body.decode()) == (413, "The file is too large, or too many files are waiting.")
    assert uploader.server.memory() - before < FLAT


def test_an_oversize_file_of_unannounced_length_is_refused_on_the_way_and_memory_stays_flat(uploader: Uploader) -> None:
    before = uploader.server.memory()
    named = {"Host": uploader.server.host, "Transfer-Encoding": "chunked", "Connection": "close", **BOUNDARY}
    named |= uploader.proof
    request = head("PUT", f"{ENTER}/{uploader.session}/file", {n.replace("_", "-"): v for n, v in named.items()})
    first, piece = part(content=b"")[:-2], b"x" * 2**16
    pieces = [b"%x\r\n%s\r\n" % (len(first), first), *[b"%x\r\n%s\r\n" % (len(piece), piece)] * (300 * 16)]
    assert uploader.server.send(request, pieces).status in (0, 413)
    assert uploader.server.memory() - before < FLAT


def test_the_files_of_one_session_have_a_common_limit(uploader: Uploader) -> None:
    file = part(content=b"x" * (LARGEST_FILE - MEBIBYTE)) + END
    assert [uploader.put(file, name).status for name in "abcde"] == [204] * 4 + [413]
    assert uploader.server.ask("DELETE", f"{ENTER}/{uploader.session}/a", **uploader.proof).status == 204
    assert uploader.put(file, "e").status == 204


@pytest.mark.parametrize(
    "name",
    [b"../../etc/passwd", b"%2e%2e%2fx", b"a\x00b.xlsx", b"..\\..\\x", b"x" * 3000, "\u202excod.xlsx".encode(),
     b"\xff\xfe", b"a\r\nSet-Cookie: x=1", b"<script>alert(1)</script>.xlsx"],
)  # fmt: skip
def test_a_trick_in_a_name_neither_breaks_the_answer_nor_sets_a_header(uploader: Uploader, name: bytes) -> None:
    reply = uploader.put(part(name=name) + END)
    assert reply.status in (204, 400)
    assert "Set-Cookie: x" not in reply.headers


@pytest.mark.parametrize("path", [f"{ENTER}/../../etc/passwd", f"{ENTER}/%2e%2e/x", f"{ENTER}/a/b/c", ENTER])
def test_a_trick_in_the_address_of_an_upload_reaches_nothing(uploader: Uploader, path: str) -> None:
    reply = uploader.server.ask("PUT", path, part() + END, **BOUNDARY, **uploader.proof)
    assert reply.status in (400, 403, 404, 405)
