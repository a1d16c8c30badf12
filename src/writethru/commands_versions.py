"""`writethru versions`, `diff` and `search`: reports themselves, and what changed between them."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from writethru.desk import Desk
from writethru.errors import NotFoundError
from writethru.model import Report
from writethru.text import harmless
from writethru.versions import Edit


def run_versions(args: argparse.Namespace) -> int:
    """All versions of a report, each with what changed from the one before."""
    desk = Desk(args.desk, create=False)
    seen = desk.store.seen()
    before: Report | None = None
    found: list[tuple[Report, tuple[Edit, ...]]] = []
    for r in desk.versions(args.report):
        found.append((r, desk.edits(before, r) if before else ()))
        before = r
    if args.json:
        _json({"versions": [{**_masthead(r), "seen": seen.get(r.id), "changes": [_edit(e) for e in es]} for r, es in found]})
        return 0
    for r, es in found:
        _print_report(r)
        if not es and r is not found[0][0]:
            print("  nothing changed")
        _print_edits(es)
    return 0


def run_diff(args: argparse.Namespace) -> int:
    """What changed between two reports of a desk, or two files."""
    if not args.desk and not (Path(args.a).is_file() and Path(args.b).is_file()):
        print("writethru diff: give two files, or --desk FILE and two ids of reports", file=sys.stderr)
        return 2
    desk = Desk(args.desk, create=False) if args.desk else Desk()
    one, two = (_one(desk, name) for name in (args.a, args.b))
    found = desk.edits(one, two)
    if args.json:
        _json({"a": _masthead(one), "b": _masthead(two), "changes": [_edit(e) for e in found]})
    else:
        _print_edits(found)
    return 0


def _one(desk: Desk, name: str) -> Report:
    if not Path(name).is_file():
        return desk.report(name)
    inner = Desk()
    found = [o for o in inner.add(name) if o.report]
    if len(found) != 1:
        raise NotFoundError(name, inner.refusals[0].reason if inner.refusals else f"holds {len(found)} reports, not one")
    return inner.report(found[0].report)


def _masthead(r: Report) -> dict[str, Any]:
    return {
        "id": r.id,
        "outlet": r.outlet,
        "headline": r.headline,
        "published": r.published.iso if r.published else None,
        "updated": r.updated.iso if r.updated else None,
        "uri": r.uri,
        "path": r.path,
    }


def _print_report(r: Report) -> None:
    stamp = r.updated or r.published
    print(harmless(f"{r.id}  {r.outlet or r.path or r.uri}, {stamp.iso if stamp else 'undated'}: {r.headline}"))


def _edit(e: Edit) -> dict[str, Any]:
    def side(text: str, at: tuple[int, int] | None) -> dict[str, Any] | None:
        return {"text": text, "start": at[0] if at else None, "end": at[1] if at else None} if text else None

    return {
        "kinds": list(e.kinds),
        "details": list(e.details),
        "part": e.part,
        "before": side(e.before, e.before_at),
        "after": side(e.after, e.after_at),
    }


def _print_edits(found: tuple[Edit, ...]) -> None:
    for e in found:
        where = "headline: " if e.part == "headline" else ""
        print(harmless(f"  {where}{', '.join(e.kinds)}" + (f" ({'; '.join(e.details)})" if e.details else "")))
        for mark, text in (("-", e.before), ("+", e.after)):
            if text:
                print(harmless(f"    {mark} {' '.join(text.split())}"))


def run_search(args: argparse.Namespace) -> int:
    """Reports that hold all the words."""
    desk = Desk(args.desk, create=False)
    found = desk.search(" ".join(args.words))
    if args.json:
        _json({"reports": [_masthead(r) for r in found]})
    for r in [] if args.json else found:
        _print_report(r)
    return 0


def _json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))
