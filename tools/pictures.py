"""Makes the pictures in docs/pictures from the bundled story with a local Chromium.

    .venv/bin/python tools/pictures.py [PATH/TO/chromium]

Wide in light and dark, and a phone; each shows the top of the page as a reader first sees it.
"""

import contextlib
import io
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
SHOTS = {
    "round-up": (1400, 1250, []),
    "round-up-dark": (1400, 1250, ["--force-dark-mode", "--blink-settings=preferredColorScheme=0"]),
    "round-up-phone": (500, 1000, []),
}
QUIET = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --hide-scrollbars"


def main(browser: str) -> None:
    sys.path.insert(0, str(TOP / "src"))
    from writethru.cli import main as writethru

    out = TOP / "docs" / "pictures"
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())):
            writethru(["brief", *(str(p) for p in sorted((TOP / "examples").iterdir()) if p.is_dir()), "--html", str(page)])
        for name, (width, height, extra) in SHOTS.items():
            target = out / f"{name}.png"
            flags = [
                *QUIET.split(),
                *extra,
                f"--user-data-dir={folder}/{name}",
                f"--window-size={width},{height}",
                f"--screenshot={target}",
            ]
            subprocess.run([browser, *flags, page.as_uri()], check=True, capture_output=True, timeout=120)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "chromium")
