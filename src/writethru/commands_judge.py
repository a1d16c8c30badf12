"""`writethru judge`: a person's corrections, each with who and when, listed and undone."""

import argparse
import json
from dataclasses import asdict

from writethru.clock import now
from writethru.desk import Desk
from writethru.text import harmless


def run_judge(args: argparse.Namespace) -> int:
    """One correction; prints its number, by which it is undone."""
    verdict = {"not-same": "not", "re-attribute": "speaker", "withdraw": "withdrawn"}.get(args.verb, args.verb)
    number = Desk(args.desk, create=False).judge(args.left, args.right, verdict, now(), args.note)
    if args.json:
        print(json.dumps({"number": number}, indent=1))
    else:
        print(f"{number}: {args.left} {args.verb} {args.right}  (writethru judge undo {number} takes it back)")
    return 0


def run_undo(args: argparse.Namespace) -> int:
    """Takes one correction back."""
    Desk(args.desk, create=False).store.undo_judgement(args.number, now())
    return 0


def run_rulings(args: argparse.Namespace) -> int:
    """All corrections, the undone ones marked."""
    found = Desk(args.desk, create=False).store.log()
    if args.json:
        listed = [{"number": r.number, **asdict(r.judgement), "undone": r.undone or None} for r in found]
        print(json.dumps({"judgements": listed}, ensure_ascii=False, indent=1))
    for r in [] if args.json else found:
        j = r.judgement
        state = f"  undone {r.undone}" if r.undone else ""
        verb = {"not": "not-same", "speaker": "said by"}.get(j.verdict, j.verdict)
        print(harmless(f"{r.number}  {j.left} {verb} {j.right}  {j.by}, {j.at}  {j.reason}{state}"))
    return 0
