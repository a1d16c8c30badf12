"""`writethru check DRAFT --against INPUT... | --desk FILE --story ID`: any text, a person's or a model's, held to a story."""

import argparse
import sys
from pathlib import Path

from writethru.errors import InputError, LimitError

MAX_BYTES = 20_000_000


def run_check(args: argparse.Namespace) -> int:
    """0 every claim is supported or partly; 1 a sentence is unsupported or contradicted, or the draft or an input cannot be checked; 2 usage."""
    from writethru.checking import Against
    from writethru.desk import Desk
    from writethru.render import marked

    if bool(args.against) == bool(args.desk):
        print("writethru check: give --against INPUT..., or --desk FILE with --story STORY", file=sys.stderr)
        return 2
    draft, kind = _read(args.draft)
    desk = Desk(None if args.against else args.desk)
    for source in args.against:
        for outcome in desk.add(source):
            if outcome.status == "quarantined":
                print(f"{outcome.name}: {outcome.reason}", file=sys.stderr)
    tellings = [desk.telling(args.story)] if args.story else desk.tellings()
    if not tellings:
        print("writethru check: no report to hold the draft to", file=sys.stderr)
        return 1
    result = Against(desk, tellings, "rules" if args.rules else "both").check(draft, kind)
    if args.json:
        sys.stdout.write(marked.to_json(result))
    else:
        reports = {r.id: r for t in tellings for r in t.reports}
        sys.stdout.write(marked.to_text(result, reports, sys.stdout.isatty()))
    desk.close()
    return int(result.failed)


def _read(name: str) -> tuple[str, str]:
    """The draft and the media type its file name tells, "" when it tells none."""
    try:
        body = sys.stdin.buffer.read(MAX_BYTES + 1) if name == "-" else Path(name).read_bytes()
    except OSError as e:
        raise InputError(name, e.strerror or "cannot be read") from e
    if len(body) > MAX_BYTES:
        raise LimitError(name, f"larger than {MAX_BYTES // 1_000_000} MB")
    if b"\x00" in body[:1000] and not body.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(name, "is no text")
    encoding = "utf-16" if body.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError:
        text = body.decode("cp1252", "replace")
    kinds = {".html": "text/html", ".htm": "text/html", ".md": "text/markdown", ".markdown": "text/markdown"}
    return text, kinds.get(Path(name).suffix.lower(), "")
