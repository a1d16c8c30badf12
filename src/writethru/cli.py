"""The commands: one function each. Heavy imports stay inside.

Exit status: 0 done, 1 done but something in the input is wrong (listed), 2 usage, 3 a fault of ours.
"""

import argparse
import os
import sys
from pathlib import Path

from writethru.errors import WritethruError

LATER = ("watch", "ledger", "quotes", "timeline", "sources", "versions", "diff", "check", "judge", "serve", "export")


def main(argv: list[str]) -> int:
    """Runs a command; gives its exit status."""
    args = _parser().parse_args(argv)
    try:
        status: int = args.run(args)
        sys.stdout.flush()
        return status
    except WritethruError as e:
        print(f"writethru: {e}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as e:
        if os.environ.get("WRITETHRU_TRACE"):
            raise
        print(f"writethru: a fault of ours: {type(e).__name__}: {e} (WRITETHRU_TRACE=1 shows where)", file=sys.stderr)
        return 3


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="writethru", description="Follow a developing story across outlets: one sourced round-up and its ledger."
    )
    parser.add_argument("--version", action="version", version="writethru 0.1.0")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    p = commands.add_parser("brief", help="read inputs and tell the round-up of each story found")
    _inputs(p)
    p.add_argument("--json", action="store_true", help="the whole record as JSON on standard output")
    p.add_argument("--md", action="store_true", help="Markdown on standard output")
    p.add_argument("--html", metavar="FILE", help="also write a self-contained page")
    p.add_argument("--as-of", metavar="TIME", help="tell it as it stood then (ISO 8601)")
    p.add_argument("--since", metavar="TIME", help="changes since then; else since the start of the last day")
    length = p.add_mutually_exclusive_group()
    length.add_argument("--brief", dest="length", action="store_const", const="brief", help="a few lines a section")
    length.add_argument("--full", dest="length", action="store_const", const="full", help="all that can be told")
    p.set_defaults(run=brief, length="default")
    p = commands.add_parser("stage", help="one stage as a filter: JSON lines in, JSON lines out")
    p.add_argument("name", choices=("clean", "attribute", "figures", "dates", "reuse", "stories"))
    p.set_defaults(run=stage)
    for name in LATER:
        p = commands.add_parser(name, help="not built yet")
        p.add_argument("rest", nargs=argparse.REMAINDER)
        p.set_defaults(run=later)
    return parser


def _inputs(p: argparse.ArgumentParser) -> None:
    p.add_argument("inputs", nargs="*", metavar="INPUT", help="file (HTML, text, feed, JSONL, WARC), folder, URL, or - for standard input")
    p.add_argument("--desk", metavar="PATH", help="keep the reports in this SQLite file")


def stage(args: argparse.Namespace) -> int:
    """writethru stage NAME"""
    from writethru import filters

    return filters.main(args.name)


def brief(args: argparse.Namespace) -> int:
    """writethru brief INPUT..."""
    from writethru.desk import Desk
    from writethru.render import renderer

    if not args.inputs and not args.desk:
        print("writethru brief: give at least one INPUT, or --desk PATH with reports in it", file=sys.stderr)
        return 2
    desk = Desk(args.desk)
    watched = sys.stderr.isatty()
    for source in args.inputs:
        for outcome in desk.add(source):
            if outcome.status in ("quarantined", "same"):
                print(f"{outcome.name}: {outcome.reason}", file=sys.stderr)
            elif watched:
                print(f"read {outcome.name}", file=sys.stderr)
    tellings = desk.tellings(args.as_of, args.since, args.length)
    if args.html:
        Path(args.html).write_text(renderer("html")(tellings, desk.refusals), "utf-8")
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.stdout.write(renderer("json" if args.json else "md" if args.md else "text")(tellings, desk.refusals))
    desk.close()
    if not tellings:
        print("writethru brief: no report in the input", file=sys.stderr)
    return 1 if desk.refusals or not tellings else 0


def later(args: argparse.Namespace) -> int:
    """A command that is promised and not built: says so, fakes nothing."""
    print(f"writethru {args.command}: not built yet", file=sys.stderr)
    return 2
