"""The slug of a story: who or where, and what happened, as in "dovrin-ammonia-leak".

Made of the words that most headlines share: the first name, then things and events. Words of saying and doing, and what any news may
have, are left out."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from writethru.model import Report
from writethru.text import fold, sentences
from writethru.title import titled
from writethru.words import stem, stopwords

MOST = 3  # words of a slug, a name of two counted once
LEAD = 300  # characters of a report that count as its lead
READ = 1000  # and that tell names from things
REPORTS = 10  # reports of a story that its slug is made of
_WORD = re.compile(r"[^\W\d_][\w’'\-]*[^\W_]")
_DOING = re.compile(r"\w{2}(?:ing|ed|ly)$")


def slug(reports: Sequence[Report]) -> str:
    """The slug of a story told by `reports`, which stand in order of time, the first of them; "story" where they name nothing."""
    reports = reports[:REPORTS]
    names, things = _ranked(reports)
    first = names[:1]
    used = {w for n in first for w in map(_root, n.split())}
    rest = _as_printed([t for t in things if _root(t) not in used][: MOST - 1], reports)
    spare = [n for n in names[1:] if not used & set(map(_root, n.split()))][: MOST - len(first) - len(rest)]
    return "-".join(_plain(w) for n in (*first, *spare, *rest) for w in n.split()) or "story"


def _as_printed(things: list[str], reports: Iterable[Report]) -> list[str]:
    """Two things in the order of a headline that has both: "ammonia leak"."""
    for r in reports:
        low = [fold(w) for w in _WORD.findall(titled(r))]
        if all(t in low for t in things):
            return sorted(things, key=low.index)
    return things


def _plain(word: str) -> str:
    return re.sub(r"[^\w\-]", "", _bare(word)).lower().strip("-")


@lru_cache(maxsize=65536)
def _root(word: str) -> str:
    """A word for comparing, so that "Marenian" and "Marenia" meet."""
    w = fold(_bare(word))
    return re.sub(r"(?:ians?|ans?|ia)$", "", w) if len(w) > 5 else stem(w)


def _ranked(reports: Sequence[Report]) -> tuple[list[str], list[str]]:
    """Names and things of the headlines (of the leads, where there is none), each by how many reports have it, then by place."""
    known = _names(reports)
    count: Counter[str] = Counter()
    form: dict[str, str] = {}
    place: dict[str, int] = {}
    named: dict[str, bool] = {}
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for r in reports:
        here = set()
        head = titled(r) or r.text[:LEAD]
        for is_name, words in _terms(head, known):
            root = " ".join(map(_root, words.split()))
            forms[root][words] += 1
            place.setdefault(root, len(place))
            named[root] = is_name
            here.add(root)
        lead = {" ".join(map(_root, w.split())) for _, w in _terms(r.text[:LEAD], known)}
        count.update({w: 2 + (w in lead) for w in here})
        count.update(w for w in lead if w in place and w not in here)
    form = {root: min(f, key=lambda w: (-f[w], len(w), w)) for root, f in forms.items()}
    ranked = sorted(form, key=lambda w: (-count[w], place[w]))
    english = all(r.language[:2].lower() in ("", "en") for r in reports)  # the list of words left out is English
    return [form[w] for w in ranked if named[w]], [form[w] for w in ranked if english and not named[w]]


def _names(reports: Iterable[Report]) -> frozenset[str]:
    """Words with a capital inside a sentence of a report and never in small letters: names, however a headline prints them."""
    texts = [r.text[:READ] for r in reports]
    small = {w for t in texts for w in re.findall(r"(?<![\w’'\-])[a-z][\w’'\-]*", t)}
    return frozenset(w for t in texts for w in map(_bare, re.findall(r"(?<=[a-z,] )[A-Z][\w’'\-]*", t)) if fold(w) not in small)


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word)


def _terms(text: str, known: frozenset[str]) -> list[tuple[bool, str]]:
    """The names (runs of two at most) and the things of a text, in order."""
    out: list[tuple[bool, str]] = []
    end = -9
    for start, stop in sentences(text):
        for m in _WORD.finditer(text, start, stop):
            w = _bare(m.group())
            low = fold(w)
            if low in stopwords() or low in _common() or len(w) < 3 or "'" in low or _DOING.search(low) or low.startswith("year-"):
                continue
            name = w in known
            if name and out and out[-1][0] and " " not in out[-1][1] and text[end : m.start()] == " ":
                out[-1] = (True, f"{out[-1][1]} {w}")
            else:
                out.append((name, w if name else low))
            end = m.end()
    return out


@cache
def _common() -> frozenset[str]:
    """Words that no slug has: data/slug_stopwords.txt."""
    text = (files("writethru.data") / "slug_stopwords.txt").read_text("utf-8")
    words = {w for line in text.splitlines() if not line.startswith("#") for w in line.split()}
    return frozenset(words)
