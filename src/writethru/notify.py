"""Where a watcher's notices go: lines on standard output, a webhook, e-mail; and when nobody is to be disturbed."""

import json
import os
import re
import sys
from argparse import ArgumentTypeError
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, time
from urllib.parse import urlsplit

from writethru.errors import InputError
from writethru.notices import Notice
from writethru.options import hours, mail_address, smtp_server
from writethru.text import harmless, squeeze
from writethru.watch import Watcher

SMTP = "smtp://localhost:25"
MOST = 200  # notices in one message
SECONDS = 30.0  # that a mail server may take for a step


@dataclass(frozen=True, slots=True)
class Targets:
    """Who gets the digest of a round. `smtp`: "smtp://host:port" or "smtps://host:port"; `quiet`: hours when nothing is sent."""

    webhook: str = ""
    mail: tuple[str, ...] = ()
    smtp: str = SMTP
    quiet: tuple[time, time] | None = None

    @property
    def any(self) -> bool:
        """Whether anybody is to be told."""
        return bool(self.webhook or self.mail)

    def resting(self, now: datetime) -> bool:
        """Whether it is within the quiet hours, which may go over midnight; `now` in the reader's zone."""
        if not self.quiet or not self.any:
            return False
        start, end = self.quiet
        at = now.time()
        return start <= at < end if start <= end else at >= start or at < end

    def send(self, notices: Sequence[Notice], now: datetime, allow: frozenset[str] = frozenset()) -> list[str]:
        """Sends a digest to all; gives what went wrong, in words that hold no secret."""
        wrong = []
        if self.webhook:
            from writethru.read.web import post

            body = {"at": _iso(now), "notices": [asdict(n) for n in notices[:MOST]], "more": max(0, len(notices) - MOST)}
            try:
                post(self.webhook, json.dumps(body).encode(), allow)
            except InputError as e:  # the address may hold a secret, so only its host is named
                wrong.append(f"the webhook at {urlsplit(self.webhook).hostname}: {e.reason}")
        if self.mail:
            try:
                self._mail(notices)
            except (OSError, ValueError) as e:  # smtplib's errors are OSErrors
                wrong.append(f"the mail server at {urlsplit(self.smtp).hostname}: {harmless(squeeze(str(e))) or type(e).__name__}")
        return wrong

    def _mail(self, notices: Sequence[Notice]) -> None:
        """One message, plain text. Credentials come from the environment and travel only over TLS."""
        import smtplib
        import ssl
        from email.message import EmailMessage

        message = EmailMessage()
        more = f" and {len(notices) - 1} more" if len(notices) > 1 else ""
        message["Subject"] = harmless(squeeze(f"{notices[0].kind}: {notices[0].headline}"))[:120] + more
        message["From"], message["To"] = self.mail[0], ", ".join(self.mail)
        message.set_content("\n\n".join(line(n).encode("utf-8", "replace").decode() for n in notices[:MOST]) + "\n")
        at = urlsplit(self.smtp)
        host, user = at.hostname or "localhost", os.environ.get("WRITETHRU_SMTP_USER", "")
        if at.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, at.port or 465, timeout=SECONDS, context=ssl.create_default_context())
        else:
            server = smtplib.SMTP(host, at.port or 25, timeout=SECONDS)
        with server:
            server.ehlo()
            if at.scheme == "smtp" and server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
            elif at.scheme == "smtp" and user:
                raise ValueError("offers no encryption, so no password is sent")
            if user:
                server.login(user, os.environ.get("WRITETHRU_SMTP_PASSWORD", ""))
            server.send_message(message)


def from_settings(kept: Mapping[str, str]) -> Targets:
    """The targets that a desk keeps (`to_settings`); what no longer reads counts as not set."""
    quiet = None
    with suppress(ArgumentTypeError):
        quiet = hours(kept["quiet"]) if kept.get("quiet") else None
    mail = tuple(kept.get("mail", "").split())
    return Targets(kept.get("webhook", ""), mail, kept.get("smtp") or SMTP, quiet)


def to_settings(webhook: str, mail: str, smtp: str, quiet: str) -> dict[str, str]:
    """What people wrote as settings to keep; mail addresses are parted by spaces or commas. Raises InputError that says what is wrong."""
    from writethru.read.web import normal

    try:
        people = [mail_address(x) for x in re.split(r"[\s,;]+", mail) if x]
        return {
            "webhook": normal(webhook.strip()) if webhook.strip() else "",
            "mail": " ".join(dict.fromkeys(people)),
            "smtp": smtp_server(smtp.strip()) if smtp.strip() else "",
            "quiet": quiet.strip() if not quiet.strip() or hours(quiet.strip()) else "",
        }
    except ArgumentTypeError as e:
        words = str(e)
        raise InputError(words.partition("' ")[0].strip("'") or "a setting", words.rpartition("' ")[2]) from e


def deliver(watcher: Watcher, notices: Sequence[Notice], targets: Targets, now: datetime, allow: frozenset[str]) -> list[str] | None:
    """Sends the notices of a round and notes that they went out; gives what went wrong. None when they wait for the end of the
    quiet hours; they come again with the next round then, and when they could not be sent. `now` is in UTC."""
    if notices and targets.resting(now.astimezone().replace(tzinfo=None)):
        return None
    wrong = targets.send(notices, now, allow) if notices else []
    if not wrong:
        watcher.told()
    return wrong


def show(notices: Sequence[Notice], now: datetime, as_json: bool) -> None:
    """A line each on standard output."""
    for n in notices:
        print(json.dumps({"at": _iso(now), **asdict(n)}) if as_json else line(n), flush=True)


def line(n: Notice) -> str:
    """A notice on one line, without characters that a terminal would obey."""
    before = f" (before: {n.before})" if n.before else ""
    rest = " · ".join(x for x in (", ".join(n.outlets), n.url) if x)
    return harmless(squeeze(f"{n.kind} · {n.slug} · {n.text}{before} [{rest}]"))


def complain(wrong: Sequence[str]) -> None:
    """Says what could not be sent."""
    for words in wrong:
        print(f"writethru watch: {words}; tried again next round", file=sys.stderr)


def _iso(now: datetime) -> str:
    return now.isoformat(timespec="seconds")
