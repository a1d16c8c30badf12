"""The files of train/entail/pairs and the probes of eval/probes as sentences with passages and a label.

A file of `pairs`, parted from the next by ====:

    # what it is about
    1 Outlet | day | a passage of a report
    + 1,3 | a sentence that passages 1 and 3 bear out
    lost-hedge | the same sentence with that fault
    no-source 2 | a faulty sentence without a partner, and the passages it departs from
"""

import json
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "src"))
sys.path.insert(0, str(TOP / "eval"))
PAIRS = TOP / "train" / "entail" / "pairs"
MOST = 6  # passages kept of each sentence
KEPT = PAIRS.parent / ".read"  # what is made once
HELD = (
    "i",
    "q",
    "r",
    "kd",
    "kh",
    "lh",
    "sg",
    "te",
)  # lists not trained on: `weigh.py` fits to it what the rules' findings are worth beside the network
KINDS = (
    "supported",
    "lost-hedge",
    "lost-negation",
    "added-certainty",
    "wrong-speaker",
    "merged-claims",
    "no-source",
    "stale-figure",
    "disputed-figure",
    "other-fact",
    "altered-quote",
)
FACTS = ("unsupported-number", "unsupported-name", "wrong-place", "wrong-date")  # one kind to the network, other-fact
_DAY = re.compile(r"(\d+) ([A-Z][a-z]{2})[a-z]* (\d{4})")
_PASSAGE = re.compile(r"(\d+) ([^|]*)\|([^|]*)\|(.*)$")
_SENTENCE = re.compile(r"(\+|[a-z-]+) ?([\d, ]*)\| (.*)$")


@dataclass(frozen=True)
class Sentence:
    text: str
    kind: str
    rests: tuple[int, ...]  # numbers of passages
    pair: str  # "" without a partner


@dataclass(frozen=True)
class File:
    name: str
    passages: dict[int, str]
    outlets: dict[int, str]
    days: dict[int, date]
    sentences: tuple[Sentence, ...]


def one_kind(kind: str) -> str:
    """A kind as the network tells them apart."""
    return "other-fact" if kind in FACTS else kind


def files(names: Sequence[str] = ()) -> list[File]:
    """Every file of the lists `names`; of all when none is given."""
    out = []
    for path in sorted(PAIRS.glob("*.txt")):
        if not names or path.stem in names:
            out += [_file(f"{path.stem}.{n}", block) for n, block in enumerate(path.read_text("utf-8").split("\n====\n"))]
    return out


def _file(name: str, block: str) -> File:
    passages: dict[int, str] = {}
    outlets: dict[int, str] = {}
    days: dict[int, date] = {}
    found: list[Sentence] = []
    for line in block.strip().split("\n"):
        if line.startswith("#"):
            continue
        if m := _PASSAGE.match(line):
            n, (day, month, year) = int(m[1]), _DAY.search(m[3]).groups()  # type: ignore[union-attr]
            passages[n], outlets[n], days[n] = m[4].strip(), m[2].strip(), datetime.strptime(f"{day} {month} {year}", "%d %b %Y").date()
        elif m := _SENTENCE.match(line):
            kind, rests = "supported" if m[1] == "+" else one_kind(m[1]), tuple(map(int, re.findall(r"\d+", m[2])))
            if kind not in KINDS:
                raise ValueError(f"{name}: {line}")
            pair = ""
            if not rests:  # the fault of the sentence before it
                pair, rests = f"{name}.{len(found)}", found[-1].rests
                found[-1] = Sentence(found[-1].text, found[-1].kind, rests, pair)
            found.append(Sentence(m[3].strip(), kind, tuple(r for r in rests if r in passages), pair))
        else:
            raise ValueError(f"{name}: {line}")
    return File(name, passages, outlets, days, tuple(found))


@dataclass(frozen=True)
class Pick:
    """A passage that `check` holds a sentence to, as the network reads it; `rank` 0 is the nearest, -1 the sentence before that one."""

    rank: int
    minute: str
    text: str
    bare: str  # without outlet and day


@dataclass(frozen=True)
class Seen:
    """A sentence as `check` meets it: the passages nearest to it, and the kinds of fault that the rules find."""

    text: str
    picks: tuple[Pick, ...]
    found: tuple[str, ...]
    share: float = 1.0  # of the sentence that the nearest passage holds

    def passages(self, most: int) -> tuple[str, ...]:
        """The nearest ones, the earliest first."""
        return tuple(p.text for p in sorted((p for p in self.picks if p.rank < most), key=lambda p: (p.minute, p.rank >= 0)))


def seen(against: object, draft: str) -> list[Seen]:
    """The sentences of a draft that claim something and stand in no report word for word."""
    from writethru.tell import check, judged

    out: list[Seen] = []

    def note(r, text, problems, sources, evidence, weighing):  # type: ignore[no-untyped-def]
        near = evidence.candidates(r)
        found = judged.picked(r, sources, evidence, MOST)
        rows = [*enumerate(found), *((-1, b) for p in found[:1] if (b := evidence.before(p)))]
        picks = (
            Pick(n, judged.minute(p, evidence), judged.told(p, evidence), evidence.reports[p.report].text[p.start : p.end]) for n, p in rows
        )
        faults = tuple(p.kind for p in problems if p.verdict != "supported")
        out.append(Seen(text[r.start : r.end], tuple(picks), faults, near[0][0] if near else 0.0))
        return tuple(problems)

    kept, check.judged = check.judged, note
    try:
        against.check(draft, "text/plain")  # type: ignore[attr-defined]
    finally:
        check.judged = kept
    return out


def probes(held_out: bool = False) -> Iterator[tuple[str, str, str, list[Seen]]]:
    """Both sentences of every probe: story and id, kind ("supported" for the faithful), story, and what `check` meets."""
    import run_probes

    from writethru.checking import Against

    for story, path in (run_probes.HELD_OUT if held_out else run_probes.STORIES).items():
        against = Against(*run_probes.desk_of(path))
        for line in ((run_probes.HELD if held_out else run_probes.PROBES) / f"{story}.jsonl").read_text("utf-8").splitlines():
            p = json.loads(line)
            for side, kind in (("faithful", "supported"), ("faulty", one_kind(p["kind"]))):
                yield f"{story}.{p['id']}", kind, story.removesuffix("-free"), seen(against, p[side])


def listed(names: Sequence[str]) -> Iterator[tuple[str, str, str, list[Seen]]]:
    """The same for lists of `pairs`, each passage a report of its own."""
    import run_probes

    from writethru.checking import Against

    for f in files(names):
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as t:
            for n, text in f.passages.items():
                at = f"{f.days[n]:%Y-%m-%d}T{8 + n:02d}:00:00+00:00"
                report = {"id": f"r{n}", "outlet": f.outlets[n], "published": at, "language": "en", "headline": "", "text": text}
                t.write(json.dumps(report) + "\n")
            t.flush()
            against = Against(*run_probes.desk_of(Path(t.name)))
        for s in f.sentences:
            yield s.pair or f"{f.name}.{s.text}", s.kind, f.name, seen(against, s.text)


def main() -> None:
    """Keeps every sentence as `check` meets it, a file a list, for `train.py`, which runs where writethru's own libraries need not be."""
    KEPT.mkdir(exist_ok=True)
    for name in ["probes", *sorted(p.stem for p in PAIRS.glob("*.txt"))]:
        rows = probes() if name == "probes" else listed([name])
        told = (
            json.dumps({"pair": pair, "kind": kind, "story": story, "met": [asdict(s) for s in met]}) for pair, kind, story, met in rows
        )
        (KEPT / f"{name}.jsonl").write_text("\n".join(told) + "\n", "utf-8")


if __name__ == "__main__":
    main()
