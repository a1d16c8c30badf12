"""Asks an ASGI application directly, without a server or a network, as a browser on the same machine would."""

import asyncio
import json
import re
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

Message = MutableMapping[str, Any]


@dataclass
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    def header(self, name: str) -> str:
        return next((v for k, v in self.headers if k == name), "")


@dataclass
class Client:
    """Keeps cookies from answer to answer; sends Host and, with a form, Origin and the form's own token unless told otherwise."""

    app: Any
    host: str = "127.0.0.1:8000"
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, url: str, headers: dict[str, str] | None = None, body: bytes = b"") -> Answer:
        given = {"host": self.host, "accept": "text/html"} | (headers or {})
        if self.cookies:
            given.setdefault("cookie", "; ".join(f"{k}={v}" for k, v in self.cookies.items()))
        answer = asyncio.run(self._run(method, url, given, body))
        for name, value in answer.headers:
            if name == "set-cookie":
                self.cookies |= {k: m.value for k, m in SimpleCookie(value).items()}
        return answer

    async def _run(self, method: str, url: str, headers: dict[str, str], body: bytes) -> Answer:
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        await self.app(scope(method, url, headers), receive, send)
        start = next(m for m in sent if m["type"] == "http.response.start")
        found = [(k.decode("latin-1"), v.decode("latin-1")) for k, v in start["headers"]]
        return Answer(start["status"], found, b"".join(m.get("body", b"") for m in sent if m["type"] == "http.response.body"))

    def get(self, url: str, **headers: str) -> Answer:
        return self.ask("GET", url, {k.replace("_", "-"): v for k, v in headers.items()})

    def token(self) -> str:
        """The token that forms of our pages carry."""
        found = re.search(r'name="token" value="(\w+)"', self.get("/sign-in").text)
        assert found
        return found[1]

    def post(self, url: str, fields: dict[str, str] | list[tuple[str, str]], **headers: str) -> Answer:
        pairs = [("token", self.token()), *(fields.items() if isinstance(fields, dict) else fields)]
        given = {"origin": f"http://{self.host}", "content-type": "application/x-www-form-urlencoded"}
        given |= {k.replace("_", "-"): v for k, v in headers.items()}
        return self.ask("POST", url, given, urlencode(pairs).encode())

    def upload(self, url: str, fields: dict[str, str], files: list[tuple[str, bytes]]) -> Answer:
        body, kind = multipart({"token": self.token()} | fields, files)
        return self.ask("POST", url, {"origin": f"http://{self.host}", "content-type": kind}, body)


def multipart(fields: dict[str, str], files: list[tuple[str, bytes]]) -> tuple[bytes, str]:
    """A form with files as browsers write it, and its media type."""
    edge = "----boundary7MA4YWxk"
    parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n'.encode() + v.encode() for k, v in fields.items()]
    for name, content in files:
        quoted = name.replace('"', "%22")
        head = f'--{edge}\r\nContent-Disposition: form-data; name="files"; filename="{quoted}"\r\nContent-Type: application/octet-stream\r\n\r\n'
        parts.append(head.encode() + content)
    return b"\r\n".join(parts) + f"\r\n--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}"


def scope(method: str, url: str, headers: dict[str, str]) -> Message:
    """What a server tells an application of a request."""
    parts = urlsplit(url)
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": parts.path,
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "root_path": "",
        "headers": [(k.lower().encode(), v.encode("latin-1")) for k, v in headers.items()],
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 8000),
    }
