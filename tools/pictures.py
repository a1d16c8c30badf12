"""Makes the pictures in docs/pictures: pages of the bundled story on a live desk, as a reader first sees them.

    .venv/bin/python tools/pictures.py [PATH/TO/chromium]

Needs Chromium and Playwright; says so and ends with status 2 where one is missing.
"""

import contextlib
import shutil
import socket
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
FLAGS = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update"
# The time of the making is no news: two runs over the same story give the same picture.
STILL = ".mast time { visibility: hidden; }"


@dataclass(frozen=True)
class Shot:
    """A picture: its file, the part of the story it shows ("" the round-up), the window in CSS pixels, the colours."""

    name: str
    part: str = ""
    width: int = 1400
    height: int = 1250
    dark: bool = False

    def address(self, base: str, story: str) -> str:
        return f"{base}/story/{story}{self.part}"


SHOTS = (
    Shot("round-up"),
    Shot("round-up-dark", dark=True),
    Shot("round-up-phone", width=390, height=844),
    Shot("figures", "/figures", height=1000),
    Shot("sources", "/sources", height=1000),
)


def browser(wanted: str = "") -> str:
    """The path of a Chromium. Raises LookupError that says what is missing."""
    found = shutil.which(wanted) if wanted else shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        raise LookupError(f"no Chromium{f' at {wanted}' if wanted else ' on this machine'}")
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError as e:
        raise LookupError("Playwright is not installed") from e
    return found


@contextlib.contextmanager
def desk(reports: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """Serves these reports on a free port; gives the address and the id of the first story."""
    import uvicorn

    from writethru.serve import app, config
    from writethru.web.guard import Access
    from writethru.web.room import Room

    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        access = Access(port=s.getsockname()[1])
    room = Room(None)
    room.change(lambda d: [list(d.add(str(p))) for p in reports])
    server = uvicorn.Server(config(app(room, access), access))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{access.port}", room.now.tales[0].id
    finally:
        server.should_exit = True
        thread.join()


def shoot(path: str, base: str, story: str, shots: Sequence[Shot], out: Path) -> list[Path]:
    """Takes the pictures with the browser at `path`; gives their files."""
    from playwright.sync_api import sync_playwright

    out.mkdir(parents=True, exist_ok=True)
    made = []
    with sync_playwright() as p:
        chromium = p.chromium.launch(executable_path=path, args=FLAGS.split())
        for shot in shots:
            context = chromium.new_context(
                viewport={"width": shot.width, "height": shot.height},
                color_scheme="dark" if shot.dark else "light",
                reduced_motion="reduce",
            )
            page = context.new_page()
            page.goto(shot.address(base, story))
            target = out / f"{shot.name}.png"
            page.screenshot(path=target, style=STILL)
            made.append(target)
            context.close()
        chromium.close()
    return made


def main(arguments: Sequence[str]) -> int:
    """0 made, their paths on standard output; 2 there is nothing to make them with."""
    sys.path.insert(0, str(TOP / "src"))
    try:
        path = browser(*arguments[:1])
    except LookupError as e:
        print(f"pictures: {e}", file=sys.stderr)
        return 2
    with desk([p for p in sorted((TOP / "examples").iterdir()) if p.is_dir()]) as (base, story):
        for made in shoot(path, base, story, SHOTS, TOP / "docs" / "pictures"):
            print(made.relative_to(TOP))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
