"""Page to clean text: this build against trafilatura, readability-lxml, newspaper4k and resiliparse in one run.

    python3 -m venv .venv-bench && .venv-bench/bin/pip install --no-deps --require-hashes -r bench/requirements.lock
    .venv-bench/bin/python bench/clean.py [FOLDER OF HTML PAGES]

Without a folder: the development pages beside the project when present, else the bundled examples. Each tool reads every
page twice in one process; the better round's CPU seconds count, as pages per CPU second and as a ratio to writethru.
"""

import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TOP / "src"))
sys.path.extend(str(p) for p in (TOP / ".venv/lib").glob("python*/site-packages"))


def writethru(html: str) -> str:
    from writethru.clean.page import read_page

    return "\n".join(b.text for b in read_page(html).blocks)


def trafilatura(html: str) -> str:
    import trafilatura

    return trafilatura.extract(html) or ""


def readability(html: str) -> str:
    from readability import Document

    return str(Document(html).summary())


def newspaper(html: str) -> str:
    import newspaper

    article = newspaper.Article("https://example.com/x", fetch_images=False)
    article.download(input_html=html)
    article.parse()
    return str(article.text)


def resiliparse(html: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(html, main_content=True))


TOOLS: tuple[Callable[[str], str], ...] = (writethru, trafilatura, readability, newspaper, resiliparse)


def pages(args: list[str]) -> list[str]:
    """The pages as text, wrong bytes replaced."""
    archive = TOP.parent / "shared/eval/data/clean/fundus_tests/pages.zip"
    if args:
        return [p.read_text("utf-8", "replace") for p in sorted(Path(args[0]).rglob("*.html"))]
    if archive.exists():
        with zipfile.ZipFile(archive) as z:
            return [z.read(n).decode("utf-8", "replace") for n in sorted(z.namelist())]
    return [p.read_text("utf-8") for p in sorted((TOP / "examples").rglob("*.html"))]


def seconds(tool: Callable[[str], str], given: list[str]) -> tuple[float, float, int]:
    """CPU seconds of the better round, of the slowest page, and how many pages failed."""
    best, slowest, failed = float("inf"), 0.0, 0
    for _ in range(2):
        start, failed = time.process_time(), 0
        for html in given:
            at = time.process_time()
            try:
                tool(html)
            except Exception:
                failed += 1
            slowest = max(slowest, time.process_time() - at)
        best = min(best, time.process_time() - start)
    return best, slowest, failed


def main() -> None:
    given = pages(sys.argv[1:])
    base = 0.0
    print(f"{len(given)} pages, {sum(map(len, given)) / 1e6:.1f} million characters\n")
    print("| tool | pages/CPU s | CPU against writethru | slowest page, CPU s | failed |\n|---|---|---|---|---|")
    for tool in TOOLS:
        try:
            tool("<html><body><p>Warm-up.</p></body></html>")
        except ImportError:
            print(f"| {tool.__name__} | not installed | | | |")
            continue
        except Exception:
            pass
        cpu, slowest, failed = seconds(tool, given)
        base = base or cpu
        print(f"| {tool.__name__} | {len(given) / cpu:.1f} | {cpu / base:.1f} | {slowest:.3f} | {failed} |", flush=True)


if __name__ == "__main__":
    main()
