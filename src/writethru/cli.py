"""The commands: one function each. Heavy imports stay inside.

Exit status: 0 done, 1 done but something in the input is wrong (listed), 2 usage, 3 a fault of ours.
"""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from writethru.errors import WritethruError
from writethru.options import FILTERS, parser
from writethru.text import harmless

if TYPE_CHECKING:
    from writethru.desk import Desk, Outcome
    from writethru.model import Telling


def main(argv: list[str]) -> int:
    """Runs a command; gives its exit status."""
    try:
        args = parser().parse_args(argv)
    except SystemExit as e:
        return int(e.code or 0)
    try:
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        status: int = globals()[args.run](args)
        sys.stdout.flush()
        return status
    except WritethruError as e:
        print(harmless(f"writethru: {e}"), file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except OSError as e:  # of a file the user named for output
        print(f"writethru: {e.filename or 'output'}: {e.strerror or e}", file=sys.stderr)
        return 1
    except Exception as e:
        if os.environ.get("WRITETHRU_TRACE"):
            raise
        print(f"writethru: a fault of ours: {type(e).__name__}: {e} (WRITETHRU_TRACE=1 shows where)", file=sys.stderr)
        return 3


def _desk(args: argparse.Namespace, create: bool = False) -> "Desk":
    from writethru.desk import Desk

    return Desk(args.desk, create)


# ---- commands --------------------------------------------------------------------------------------------------------


def stage(args: argparse.Namespace) -> int:
    """writethru stage NAME"""
    from writethru import filters

    return filters.main(args.name)


def brief(args: argparse.Namespace) -> int:
    """writethru brief INPUT..."""
    if not args.inputs and not args.desk:
        print("writethru brief: give at least one INPUT, or --desk FILE with reports in it", file=sys.stderr)
        return 2
    from writethru.commands_writer import half_named, worded

    if half_named(args):
        return 2
    _writable(args.html)
    desk = _desk(args, create=bool(args.inputs))
    for source in args.inputs:
        for outcome in desk.add(source):
            _report_outcome(desk, outcome)
    tellings, failed = worded(args, desk, desk.tellings(args.as_of, args.since, args.length))
    _tell(args, desk, tellings)
    desk.close()
    if not tellings:
        print("writethru brief: no report in the input", file=sys.stderr)
    return 1 if desk.refusals or not tellings or failed else 0


def _report_outcome(desk: "Desk", outcome: "Outcome") -> None:
    if desk.refusals and desk.refusals[-1].reason == outcome.reason:
        print(harmless(f"{outcome.name}: {outcome.reason}"), file=sys.stderr)
    elif sys.stderr.isatty():
        print(harmless(f"read {outcome.name}"), file=sys.stderr)


def _tell(args: argparse.Namespace, desk: "Desk", tellings: "list[Telling]") -> None:
    from dataclasses import replace

    from writethru.render import renderer

    tellings = [replace(t, why=args.why) for t in tellings]
    if args.html:
        from writethru.export import write

        write(Path(args.html), renderer("html")(tellings, desk.refusals))
    watched = sys.stdout.isatty()
    form = next((f for f in ("json", "md", "atom") if getattr(args, f)), "terminal" if watched else "text")
    told = renderer(form)(tellings, desk.refusals)
    sys.stdout.write(harmless(told) if watched and form != "terminal" else told)


def _writable(page: str | None) -> None:
    """Raises InputError when the page of --html cannot be written, before the work for it is done."""
    if page:
        from writethru.export import writable

        writable(Path(page))


def add(args: argparse.Namespace) -> int:
    """writethru add INPUT... --desk FILE"""
    import json

    desk = _desk(args, create=True)
    for source in args.inputs:
        for o in desk.add(source):
            if args.json:
                where = {"uri": o.uri} if o.name in ("", o.uri) else {"path": o.name, **({"uri": o.uri} if o.uri else {})}
                print(json.dumps({"id": o.report or None, **where, "status": o.status, "reason": o.reason}, ensure_ascii=False), flush=True)
            else:
                inner = f" ({o.uri})" if o.uri and o.uri not in o.name else ""
                words = f"{o.status} {o.report + ' ' if o.report else ''}{o.name}{inner}{': ' + o.reason if o.reason else ''}"
                print(harmless(words), flush=True)
    desk.close()
    return 1 if desk.refusals else 0


def stories(args: argparse.Namespace) -> int:
    """writethru stories [--unsure] --desk FILE"""
    from writethru.commands_stories import run_stories

    return run_stories(args)


def show(args: argparse.Namespace) -> int:
    """writethru show STORY --desk FILE"""
    from dataclasses import replace

    from writethru.clock import now
    from writethru.commands_writer import half_named, worded

    if half_named(args):
        return 2
    _writable(args.html)
    desk = _desk(args)
    (told,), failed = worded(args, desk, [desk.telling(args.story, args.as_of, args.since, args.length)])
    shown = told
    if args.since and not (args.json or args.atom):  # a reader who asks what changed is told no more
        shown = replace(told, roundup=replace(told.roundup, need_to_know=(), sections=()))
        if not told.roundup.changes:
            print(f"Nothing changed in {told.roundup.story.slug} since {'it was last shown' if args.since == 'last' else args.since}.")
    if shown is told or told.roundup.changes or args.html:
        _tell(args, desk, [shown])
    sys.stdout.flush()
    if not args.as_of:
        desk.shown(told, now())
    desk.close()
    return int(failed)


def part(args: argparse.Namespace) -> int:
    """writethru ledger|figures|quotes|timeline|sources STORY --desk FILE"""
    from writethru import parts

    told = _desk(args).telling(args.story)
    wanted = {f: value for f in FILTERS[args.command] if (value := getattr(args, f))}
    found = parts.rows(args.command, told, wanted)
    if args.parquet:
        from writethru.export import write
        from writethru.render.parquet import table

        names = list(dict.fromkeys(k for _, columns in found for k in columns)) or ["id"]
        write(Path(args.parquet), table(names, [columns for _, columns in found]))
    if args.json:
        sys.stdout.write(parts.to_json(args.command, told.roundup.story.id, found))
    else:
        sys.stdout.write(parts.to_csv(found) if args.csv else harmless(parts.to_text(args.command, found)))
    return 0


def versions(args: argparse.Namespace) -> int:
    """writethru versions REPORT --desk FILE"""
    from writethru.commands_versions import run_versions

    return run_versions(args)


def diff(args: argparse.Namespace) -> int:
    """writethru diff A B"""
    from writethru.commands_versions import run_diff

    return run_diff(args)


def search(args: argparse.Namespace) -> int:
    """writethru search WORD... --desk FILE"""
    from writethru.commands_versions import run_search

    return run_search(args)


def judge(args: argparse.Namespace) -> int:
    """writethru judge same|not-same LEFT RIGHT, re-attribute CLAIM [NAME], withdraw CLAIM, note THING --desk FILE"""
    from writethru.commands_judge import run_judge

    return run_judge(args)


def undo(args: argparse.Namespace) -> int:
    """writethru judge undo N --desk FILE"""
    from writethru.commands_judge import run_undo

    return run_undo(args)


def rulings(args: argparse.Namespace) -> int:
    """writethru judge list --desk FILE"""
    from writethru.commands_judge import run_rulings

    return run_rulings(args)


def check(args: argparse.Namespace) -> int:
    """writethru check DRAFT --against INPUT... | --desk FILE --story STORY"""
    from writethru.commands_check import run_check

    return run_check(args)


def export(args: argparse.Namespace) -> int:
    """writethru export STORY --format FORMAT --desk FILE"""
    from writethru.export import run_export

    return run_export(args)


def watch(args: argparse.Namespace) -> int:
    """writethru watch FEED... --desk FILE"""
    from writethru.commands_watch import run_watch

    return run_watch(args)


def serve(args: argparse.Namespace) -> int:
    """writethru serve --desk FILE"""
    from writethru.serve import run_serve

    return run_serve(args)
