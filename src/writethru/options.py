"""The commands' arguments. Nothing heavy is imported: `--help` answers at once. A command is named by its function in `cli`."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import time

EXPORTS = ("ninjs", "jsonld", "atom", "jsonfeed", "csv", "annotations", "html", "md", "json", "site", "parquet")
FILTERS = {
    "ledger": ("speaker", "standing", "outlet", "text"),
    "figures": ("speaker", "outlet", "text"),
    "quotes": ("speaker", "outlet", "text"),
    "timeline": ("outlet", "text"),
    "sources": ("outlet", "text"),
}


def parser() -> argparse.ArgumentParser:
    """The whole command line; `run` of what it parses names a function of `cli`."""
    top = argparse.ArgumentParser(
        prog="writethru", description="Follow a developing story across outlets: one sourced round-up and its ledger."
    )
    top.add_argument("--version", action="version", version="writethru 0.1.0")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, run: str, words: str, desk: bool = True) -> argparse.ArgumentParser:
        p = commands.add_parser(name, help=words, description=words[0].upper() + words[1:] + ".")
        p.add_argument("--json", action="store_true", help="JSON on standard output")
        p.add_argument(
            "--desk", metavar="FILE", required=desk, help="the desk: an SQLite file" + ("" if desk else "; else nothing is kept")
        )
        p.set_defaults(run=run)
        return p

    p = command("brief", "brief", "read inputs and tell the round-up of each story found", desk=False)
    _inputs(p, "*")
    _telling(p)
    p = command("add", "add", "read inputs into the desk; a line for each report as soon as it is durable")
    _inputs(p, "+")
    p = command("stories", "stories", "list the stories of the desk")
    p.add_argument("--unsure", action="store_true", help="instead, the reports that may stand in the wrong story, for `judge` to settle")
    p = command("show", "show", "tell one story again")
    _story(p)
    _telling(p)
    for name, filters in FILTERS.items():
        p = command(name, "part", f"the {name} of a story")
        _story(p)
        p.add_argument("--csv", action="store_true", help="CSV on standard output")
        p.add_argument("--parquet", metavar="FILE", help="also write the rows to a Parquet file")
        for f in filters:
            p.add_argument(f"--{f}", metavar="WORDS", help=f"only rows whose {f} holds these words")
    p = command("versions", "versions", "an outlet's edits to a report, sentence by sentence")
    p.add_argument("report", metavar="REPORT", help="id of any version, or the start of it")
    p = command("diff", "diff", "what changed between two reports of the desk, or two files", desk=False)
    for name in ("a", "b"):
        p.add_argument(name, metavar=name.upper(), help="id of a report, or a file")
    p = command("check", "check", "hold any text to a story, sentence by sentence", desk=False)
    _check(p)
    p = command("export", "export", "a story in a format of exchange, or as a static site")
    _story(p)
    _export(p)
    _watch(command("watch", "watch", "poll feeds into the desk and tell what is new"))
    p = command("search", "search", "reports of the desk that hold all the words")
    p.add_argument("words", nargs="+", metavar="WORD")
    _judge(commands.add_parser("judge", help="a person's corrections: appended, undoable"))
    p = commands.add_parser("stage", help="one stage as a filter: JSON lines in, JSON lines out")
    p.add_argument("name", choices=("clean", "attribute", "figures", "dates", "reuse", "stories"))
    p.set_defaults(run="stage")
    _serve(command("serve", "serve", "serve the desk as web pages; says where when it answers", desk=False))
    return top


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: 0 to 65535")
    return int(text)


def _serve(p: argparse.ArgumentParser) -> None:
    p.add_argument("--host", default="127.0.0.1", help="the address to serve on; one that others can reach needs --token")
    p.add_argument("--port", type=_port, default=8000, metavar="PORT", help="8000 unless told; 0 takes a free one")
    p.add_argument("--token", default="", help="a secret that editors sign in with; also read from WRITETHRU_TOKEN")
    p.add_argument("--reader-token", default="", help="a second secret, for those who only read; also from WRITETHRU_READER_TOKEN")
    p.add_argument("--name", action="append", default=[], metavar="HOST", help="another host name the desk is asked for by")


def _inputs(p: argparse.ArgumentParser, many: str) -> None:
    p.add_argument("inputs", nargs=many, metavar="INPUT", help="file (HTML, text, feed, JSONL, WARC), folder, URL, or - for standard input")


def _story(p: argparse.ArgumentParser) -> None:
    p.add_argument("story", metavar="STORY", help="id or slug, or the start of one")


def _telling(p: argparse.ArgumentParser) -> None:
    last = p.prog.endswith("show")
    p.add_argument("--md", action="store_true", help="Markdown on standard output")
    p.add_argument("--atom", action="store_true", help="what changed as an Atom feed on standard output")
    p.add_argument("--html", metavar="FILE", help="also write a self-contained page")
    p.add_argument("--as-of", metavar="TIME", type=_time, help="tell it as it stood then (ISO 8601)")
    words = (
        "only what changed since then; last = since the story was last shown"
        if last
        else "changes since then; else since the start of the last day"
    )
    p.add_argument("--since", metavar="TIME|last" if last else "TIME", type=_time_or_last if last else _time, help=words)
    p.add_argument("--why", action="store_true", help="tell under each line why it was chosen and where it stands")
    p.add_argument("--writer", metavar="URL", help="let a model at this OpenAI-compatible address (.../v1) word lines; off unless given")
    p.add_argument("--writer-model", metavar="M", default="", help="the model to ask for; its key, if any, in WRITETHRU_WRITER_KEY")
    length = p.add_mutually_exclusive_group()
    length.add_argument("--brief", dest="length", action="store_const", const="brief", default="default", help="a few lines a section")
    length.add_argument("--full", dest="length", action="store_const", const="full", help="all that can be told")


def _check(p: argparse.ArgumentParser) -> None:
    p.add_argument("draft", metavar="DRAFT", help="file (text, Markdown, HTML), or - for standard input")
    p.add_argument("--against", nargs="+", default=[], metavar="INPUT", help="reports to hold it to: file, folder, feed, URL")
    p.add_argument("--story", metavar="STORY", help="a story of the desk: id or slug, or the start of one")
    p.add_argument(
        "--rules", action="store_true", help="by the rules alone, without the network that weighs them: faster, less often right"
    )


def _export(p: argparse.ArgumentParser) -> None:
    p.add_argument("--format", required=True, choices=EXPORTS, help="site = a page with its feeds and data beside it")
    p.add_argument("--out", metavar="PATH", help="the file, or the folder of a site; else standard output")


def _watch(p: argparse.ArgumentParser) -> None:
    p.add_argument(
        "feeds", nargs="*", metavar="FEED", help="address of a feed, or a file that lists some (OPML); none: all that the desk knows"
    )
    p.add_argument("--every", metavar="MINUTES", type=_minutes, default=10.0, help="between two polls of one feed; at least 5, else 10")
    p.add_argument("--once", action="store_true", help="one round: what is due now")
    p.add_argument("--webhook", metavar="URL", help="also post each round's notices there as JSON")
    p.add_argument("--mail", metavar="ADDRESS", action="append", default=[], type=mail_address, help="also mail them there")
    p.add_argument("--smtp", metavar="URL", type=smtp_server, default="smtp://localhost:25", help="mail server, smtp:// or smtps://")
    p.add_argument("--quiet", metavar="HH:MM-HH:MM", type=hours, help="hours, local time, when nothing is posted or mailed")
    only = p.add_mutually_exclusive_group()
    only.add_argument("--status", action="store_true", help="only list the feeds and how they are")
    only.add_argument("--forget", action="store_true", help="only watch these feeds no more; their reports stay")


def mail_address(text: str) -> str:
    """An address that mail can be sent to. Raises argparse.ArgumentTypeError, as the next two do."""
    name, at, host = text.rpartition("@")
    if not (name and at and host) or not text.isprintable() or set(text) & set(' ,;<>"'):
        raise argparse.ArgumentTypeError(f"{text!r} is no mail address")
    return text


def smtp_server(text: str) -> str:
    """The address of a mail server, without a name or a password."""
    from urllib.parse import urlsplit

    try:
        at = urlsplit(text)
        good = at.scheme in ("smtp", "smtps") and bool(at.hostname) and (at.port or 1) > 0
    except ValueError:
        good = False
    if not good:
        raise argparse.ArgumentTypeError(f"{text!r} is no address such as smtps://mail.example:465")
    if at.username or at.password:
        raise argparse.ArgumentTypeError("give name and password in WRITETHRU_SMTP_USER and WRITETHRU_SMTP_PASSWORD")
    return text


def hours(text: str) -> "tuple[time, time]":
    """A span of the day, "22:00-07:00"; it may go over midnight."""
    from datetime import time

    try:
        start, end = (time.fromisoformat(x) for x in text.split("-"))
    except ValueError as e:
        raise argparse.ArgumentTypeError(f"{text!r} is no span of hours such as 22:00-07:00") from e
    return start, end


def _minutes(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = 0.0
    if not 5 <= found <= 100_000:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of minutes from 5 up")
    return found


def _judge(p: argparse.ArgumentParser) -> None:
    verbs = p.add_subparsers(dest="verb", required=True, metavar="VERB")
    for verb, words in (
        ("same", "two names, reports, stories, claims or statements are one"),
        ("not-same", "they are not one; of two reports the right one leaves the story"),
    ):
        v = verbs.add_parser(verb, help=words)
        v.add_argument("left", metavar="LEFT")
        v.add_argument("right", metavar="RIGHT")
        v.add_argument("--note", default="", help="why, for whoever reads the log")
        v.set_defaults(run="judge")
    for verb, words in (
        ("re-attribute", "a claim was said by somebody else; without NAME by the outlet itself"),
        ("withdraw", "a claim holds no more; it stays in the ledger as withdrawn"),
        ("note", "words to keep about a claim, a report or a story"),
    ):
        v = verbs.add_parser(verb, help=words)
        v.add_argument("left", metavar="CLAIM" if verb != "note" else "THING", help="its id")
        if verb == "re-attribute":
            v.add_argument("right", metavar="NAME", nargs="?", default="")
        v.add_argument("--note", default="", required=verb == "note", help="why, for whoever reads the log")
        v.set_defaults(run="judge", right="")
    v = verbs.add_parser("undo", help="take a judgement back")
    v.add_argument("number", metavar="N", type=int)
    v.set_defaults(run="undo")
    verbs.add_parser("list", help="all judgements, undone ones too").set_defaults(run="rulings")
    for v in verbs.choices.values():
        v.add_argument("--json", action="store_true", help="JSON on standard output")
        v.add_argument("--desk", metavar="FILE", required=True, help="the desk: an SQLite file")


def _time(text: str) -> str:
    from writethru.dates import parse_stamp

    found = parse_stamp(text)
    if not found:
        raise argparse.ArgumentTypeError(f"{text!r} is no time such as 2026-06-10 or 2026-06-10T14:30+02:00")
    return found.iso


def _time_or_last(text: str) -> str:
    return text if text == "last" else _time(text)
