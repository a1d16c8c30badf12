"""`--writer URL --writer-model M` of `brief` and `show`: lets a model word lines, and says on standard error what became of them."""

import argparse
import sys
from collections.abc import Sequence

from writethru.desk import Desk
from writethru.model import Telling
from writethru.text import harmless


def half_named(args: argparse.Namespace) -> bool:
    """Whether a writer is named without its model or the other way round; says so."""
    if bool(args.writer) == bool(args.writer_model):
        return False
    print(f"writethru {args.command}: --writer URL and --writer-model M go together", file=sys.stderr)
    return True


def worded(args: argparse.Namespace, desk: Desk, tellings: Sequence[Telling]) -> tuple[list[Telling], bool]:
    """The tellings with lines worded by the model of --writer, and whether it could not be asked; as they are without one."""
    if not args.writer:
        return list(tellings), False
    from writethru.writer import from_environment, word

    writer, out = from_environment(args.writer, args.writer_model), []
    failed = ""
    for told in tellings:
        done = word(desk, told, writer) if not failed else None
        out.append(done.telling if done else told)
        if done:
            failed = done.failed
            print(harmless(f"writer: {done.worded} lines worded, {len(done.refused)} refused"), file=sys.stderr)
            for words, reason in done.refused:
                print(harmless(f"writer: not told ({reason}): {words}"), file=sys.stderr)
    if failed:
        print(harmless(f"{failed}; the rest is told in the reports' own words"), file=sys.stderr)
    return out, bool(failed)
