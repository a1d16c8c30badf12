"""`writethru export STORY`: a story in one format, or as a site: see `site`.

Every file is written beside its place and moved there whole; the page comes last, so that its links lead somewhere.
"""

import argparse
import os
import sys
from contextlib import suppress
from pathlib import Path

from writethru.errors import InputError
from writethru.model import Telling


def run_export(args: argparse.Namespace) -> int:
    """0 written; 1 the story is unknown or the place cannot be written to; 2 usage, or a format that is not built."""
    from writethru.desk import Desk
    from writethru.render import renderer

    if args.format == "site" and not args.out:
        print("writethru export: a site needs --out FOLDER", file=sys.stderr)
        return 2
    desk = Desk(args.desk, create=False)
    told = desk.telling(args.story)
    desk.close()
    if args.format == "site":
        written = site(told, Path(args.out))
    elif args.format == "parquet":
        return _parquet(told, args)
    elif args.out:
        write(Path(args.out), renderer(args.format)([told], []))
        written = [args.out]
    else:
        sys.stdout.write(renderer(args.format)([told], []))
        return 0
    _say(told, written, args.json)
    return 0


def _say(told: Telling, written: list[str], as_json: bool) -> None:
    if as_json:
        import json

        print(json.dumps({"story": told.roundup.story.id, "files": written}, ensure_ascii=False))
    else:
        print("\n".join(written))


def _parquet(told: Telling, args: argparse.Namespace) -> int:
    """A file of bytes, which no terminal is given."""
    from writethru.render.parquet import to_parquet

    if args.out:
        write(Path(args.out), to_parquet([told], []))
        _say(told, [args.out], args.json)
    elif sys.stdout.isatty():
        print("writethru export: parquet needs --out FILE", file=sys.stderr)
        return 2
    else:
        sys.stdout.buffer.write(to_parquet([told], []))
    return 0


def site(told: Telling, folder: Path) -> list[str]:
    """Writes a static copy of a story into a folder, made when it is missing; gives the files' paths. Links into the page last when
    it is written again. Raises InputError when the folder cannot be written to."""
    from writethru.render import renderer
    from writethru.site import files, remembered

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise InputError(str(folder), "cannot be made a folder: " + (e.strerror or str(e))) from e
    made = files(told, remembered(folder), lambda form, t: renderer(form)([t], []))
    for name, text in made.items():
        write(folder / name, text)
    return [str(folder / name) for name in reversed(made)]


def write(path: Path, content: str | bytes) -> None:
    """Puts a text or bytes in place whole or not at all. Raises InputError that says why it cannot."""
    import tempfile

    writable(path)
    path, made = path.resolve(), ""
    body = content.encode("utf-8", "replace") if isinstance(content, str) else content
    try:
        if path.exists() and not path.is_file():  # a pipe or a device
            path.write_bytes(body)
            return
        handle, made = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
        with os.fdopen(handle, "wb") as f:
            f.write(body)
        os.chmod(made, path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_mask())
        os.replace(made, path)
    except BaseException as e:
        with suppress(OSError):
            os.unlink(made)
        if isinstance(e, OSError):
            raise InputError(str(path), "cannot be written: " + (e.strerror or str(e))) from e
        raise


def writable(path: Path) -> None:
    """Raises InputError when a file of this name clearly cannot be written, before any work is done for it."""
    if path.is_dir():
        raise InputError(str(path), "cannot be written: it is a folder")
    if not path.parent.is_dir():
        raise InputError(str(path), "cannot be written: its folder does not exist")
    if not path.exists() and not os.access(path.parent, os.W_OK | os.X_OK):
        raise InputError(str(path), "cannot be written: no permission")


def _mask() -> int:
    """The process's mask for new files; it can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
