"""Load on the web desk: readers and open event streams while reports arrive, on one big invented story.

    .venv/bin/python bench/serve.py [--reports 500] [--readers 50] [--streams 500] [--seconds 30] [--paint]

Starts `writethru serve` as a process of its own and prints: how long each page of the story takes and weighs, its first paint in
Chromium (--paint), then under load the readers' waits, how long after a report was handed in the streams were told, and the server's
CPU time and memory. All over loopback; the load comes from this process, on the same machine.
"""

import argparse
import asyncio
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

WHO = ("Ena Brack", "Olaf Reth", "Tor Velle", "Petra Holm", "Ada Venn", "Tomas Quell", "Ilse Marrand", "Jonas Merl")
OFFICE = ("the mayor of Aldton", "head of the road office", "the ferry company’s director", "a spokeswoman for Aldane Works")
PLACES = ("Aldton", "Merrow", "Norhaven", "Sund", "Velm", "Low Marl")
THINGS = ("boats", "divers", "cars", "families", "workers", "beams", "lorries", "pupils")
SAID = (
    "The bridge over the Ost at Aldton will stay shut until {day} after divers found cracks in {n} of its piers, {who}, {office}, said.",
    "About {k},000 people cross the Aldton bridge on a working day, according to the county’s road office.",
    "“We will not open the bridge before every pier has been looked at {n} times,” {who} told reporters in {place}.",
    "{who} denied that the company had known of the cracks in the bridge since {day}.",
    "At least {n} {things} were brought from {place} to Aldton on {day}, {who} said.",
    "The county may need as many as {m} {things} if the bridge stays shut, {who} said on {day}.",
    "{m} {things} have been sent from {place} to the Aldton bridge, the ministry said on {day}.",
    "{who}, {office}, warned that the repair could cost {k} million crowns.",
    "The ferry between {place} and {place2} carried {m} people on {day}, the company said.",
    "Police in {place} said that {n} {things} had crossed the Aldton bridge before it was closed.",
    "“Nobody told us that pier {n} had moved,” said {who}, who runs a shop in {place}.",
    "An inspector’s note of {day} speaks of a gap of {n} centimetres in pier {n2} of the Aldton bridge.",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def report(rng: random.Random, number: int, before: list[str]) -> dict[str, str]:
    """One invented report on the Aldton bridge; every fourth runs an earlier one's copy."""
    copied = before and rng.random() < 0.25

    def fill(line: str) -> str:
        n, m = rng.randint(2, 9), rng.randint(20, 900)
        place, place2 = rng.sample(PLACES, 2)
        words = {"who": rng.choice(WHO), "office": rng.choice(OFFICE), "things": rng.choice(THINGS), "day": rng.choice(DAYS)}
        return line.format(n=n, n2=n + 3, m=m, k=rng.randint(3, 60), place=place, place2=place2, **words)

    text = rng.choice(before) if copied else "\n".join(fill(line) for line in (SAID[0], *rng.sample(SAID[1:], 7)))
    before.append(text)
    at = f"2026-03-{1 + number * 20 // 10_000 % 28:02}T{number // 60 % 24:02}:{number % 60:02}:00+01:00"
    return {
        "id": str(number),
        "outlet": f"Outlet {number % 120}",
        "headline": f"Aldton bridge stays shut ({number})",
        "published": at,
        "text": text,
    }


async def get(port: int, path: str, method: str = "GET", body: str = "", headers: str = "") -> tuple[int, bytes, float]:
    """Status, body and seconds of one request."""
    begun = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    data = body.encode()
    kind = f"content-type: application/x-www-form-urlencoded\r\ncontent-length: {len(data)}\r\n" if method == "POST" else ""
    writer.write(
        f"{method} {path} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\naccept: text/html\r\nconnection: close\r\n{kind}{headers}\r\n".encode()
        + data
    )
    answer = await reader.read()
    writer.close()
    head, _, rest = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]) if head else 0, rest, time.perf_counter() - begun


class Streams:
    """Open event streams, and when each was told of the last change."""

    def __init__(self) -> None:
        self.open = 0
        self.told: dict[int, float] = {}

    async def listen(self, port: int, number: int, mark: str) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(
            f"GET /events?mark={mark} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nauthorization: Bearer {TOKEN}\r\naccept: text/event-stream\r\n\r\n".encode()
        )
        self.open += 1
        try:
            while line := await reader.readline():
                if line.startswith(b"event: update"):
                    self.told[number] = time.perf_counter()
        finally:
            self.open -= 1
            writer.close()


async def read_on(port: int, paths: list[str], waits: list[float], wrong: list[int], until: float, seed: int) -> None:
    """A reader: asks for a page, reads it for about two seconds, asks for another."""
    rng = random.Random(seed)
    await asyncio.sleep(rng.random() * 2)
    while time.perf_counter() < until:
        status, _, took = await asked(port, rng.choice(paths))
        waits.append(took)
        if status != 200:
            wrong.append(status)
        await asyncio.sleep(1 + 2 * rng.random())


def at(waits: list[float], share: float) -> float:
    return sorted(waits)[min(len(waits) - 1, int(share * len(waits)))] if waits else 0.0


def used(pid: int) -> tuple[float, float]:
    """CPU seconds and megabytes of a process (Linux)."""
    ticks = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    size = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return (int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK"), int(size[1]) / 1024 if size else 0.0


async def load(port: int, pid: int, args: argparse.Namespace, story: str, rng: random.Random, before: list[str]) -> dict[str, float]:
    """Readers and streams while a report arrives every few seconds."""
    mark = json.loads((await asked(port, f"/story/{story}.json"))[1])["mark"]
    streams = Streams()
    tasks = [asyncio.create_task(streams.listen(port, n, mark)) for n in range(args.streams)]
    while streams.open < args.streams:
        await asyncio.sleep(0.05)
    cpu, _ = used(pid)
    begun, waits, wrong, late = time.perf_counter(), list[float](), list[int](), list[float]()
    until = begun + args.seconds
    paths = [f"/story/{story}{p}" for p in ("", "", "", "/ledger", "/figures", "/quotes", "/sources")] + ["/"]
    readers = [asyncio.create_task(read_on(port, paths, waits, wrong, until, n)) for n in range(args.readers)]
    await asyncio.sleep(3)
    handed = 0
    while time.perf_counter() < until - 5 or not handed:
        made = report(rng, args.reports + handed, before)
        form = urlencode({"text": f"{made['headline']}\n\n{made['text']}\nThis is bulletin {time.time_ns() % 10**9} of the desk."})
        streams.told.clear()
        handed_in = time.perf_counter()
        status, _, _ = await get(port, "/add", "POST", form, f"authorization: Bearer {TOKEN}\r\n")
        handed += 1
        while len(streams.told) < args.streams and time.perf_counter() < handed_in + 120:
            await asyncio.sleep(0.05)
        late += [t - handed_in for t in streams.told.values()]
        wrong += [status] if status != 303 else []
        await asyncio.sleep(max(0.0, 4 - (time.perf_counter() - handed_in)))
    await asyncio.gather(*readers)
    after, megabytes = used(pid)
    for t in tasks:
        t.cancel()
    return {
        "pages read": len(waits),
        "not answered well": len(wrong),
        "wait, median s": at(waits, 0.5),
        "wait, 95th s": at(waits, 0.95),
        "wait, longest s": max(waits, default=0.0),
        "reports handed in": handed,
        "streams told": len(late),
        "told after, median s": at(late, 0.5),
        "told after, longest s": max(late, default=0.0),
        "server CPU share": (after - cpu) / (time.perf_counter() - begun),
        "server MB": megabytes,
    }


def paint(port: int, story: str) -> float:
    """Seconds to the first contentful paint of the story, the middle of five."""
    from playwright.sync_api import sync_playwright

    asked = "new Promise(r => new PerformanceObserver(l => l.getEntriesByName('first-contentful-paint').forEach(e => r(e.startTime))).observe({type: 'paint', buffered: true}))"
    found = []
    with sync_playwright() as p:
        chromium = p.chromium.launch(executable_path=shutil.which("chromium"), args=["--headless", "--no-sandbox", "--disable-gpu"])
        for _ in range(5):
            page = chromium.new_context(extra_http_headers={"authorization": f"Bearer {TOKEN}"}).new_page()
            page.goto(f"http://127.0.0.1:{port}/story/{story}")
            found.append(page.evaluate(asked) / 1000)
            page.context.close()
        chromium.close()
    return sorted(found)[2]


TOKEN = "a token for the bench"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, number in (("reports", 500), ("readers", 50), ("streams", 500), ("seconds", 30)):
        parser.add_argument(f"--{name}", type=int, default=number)
    parser.add_argument("--paint", action="store_true")
    parser.add_argument("--desk", default="", help="keep the desk here, and use it when it is there")
    args = parser.parse_args()
    rng, before = random.Random(7), list[str]()
    made = [report(rng, n, before) for n in range(args.reports)]
    with tempfile.TemporaryDirectory() as folder:
        path = args.desk or f"{folder}/desk.db"
        command = [sys.executable, "-m", "writethru"]
        if not os.path.exists(path):
            Path(folder, "in.jsonl").write_text("".join(json.dumps(r) + "\n" for r in made))
            begun = time.perf_counter()
            subprocess.run([*command, "add", f"{folder}/in.jsonl", "--desk", path], check=True, stdout=subprocess.DEVNULL)
            print(f"added {args.reports} reports in {time.perf_counter() - begun:.1f} s")
        begun = time.perf_counter()
        environment = os.environ | {"WRITETHRU_TOKEN": TOKEN}
        with subprocess.Popen(
            [*command, "serve", "--desk", path, "--port", "0", "--json"], stdout=subprocess.PIPE, env=environment
        ) as server:
            assert server.stdout
            port = int(json.loads(server.stdout.readline())["address"].split(":")[-1].strip("/"))
            print(f"serves after {time.perf_counter() - begun:.1f} s")
            try:
                measure(port, server.pid, args, rng, before)
            finally:
                server.terminate()


def measure(port: int, pid: int, args: argparse.Namespace, rng: random.Random, before: list[str]) -> None:
    stories = json.loads(asyncio.run(asked(port, "/index.json"))[1])["stories"]
    story, count = stories[0]["id"], stories[0]["reports"]
    print(f"{len(stories)} stories; the first has {count} reports, {stories[0]['origins']} origins")
    print(f"{'page':12}{'first s':>9}{'again s':>9}{'kB':>8}")
    for part in ("", "/ledger", "/figures", "/quotes", "/timeline", "/sources"):
        answers = [asyncio.run(asked(port, f"/story/{story}{part}")) for _ in range(3)]
        print(f"{part or 'round-up':12}{answers[0][2]:9.3f}{answers[-1][2]:9.3f}{len(answers[-1][1]) / 1000:8.0f}")
    if args.paint:
        print(f"first contentful paint of the round-up: {paint(port, story):.3f} s")
    for name, value in asyncio.run(load(port, pid, args, story, rng, before)).items():
        print(f"{name:24}{value:10.3f}" if value != int(value) else f"{name:24}{int(value):10}")


async def asked(port: int, path: str) -> tuple[int, bytes, float]:
    return await get(port, path, headers=f"authorization: Bearer {TOKEN}\r\n")


if __name__ == "__main__":
    main()
