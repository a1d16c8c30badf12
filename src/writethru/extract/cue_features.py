"""Stage two's features: the tokens of a sentence seen from one cue.

One list of feature strings a token (python-crfsuite's item format).
"""

from dataclasses import dataclass

from writethru.extract.clause import head_run, left_head, way
from writethru.extract.forms import kinds, static
from writethru.extract.lexicon import cue
from writethru.extract.pos import tags
from writethru.extract.reading import Reading


def bucket(n: int) -> str:
    """A distance, coarsely."""
    for limit in (1, 2, 3, 5, 8, 13, 21):
        if n <= limit:
            return str(limit)
    return "far"


@dataclass(slots=True)
class _View:
    """A cue and the tokens round it: what every one of their features is made from."""

    reading: Reading
    tokens: list[int]
    labels: list[str] | dict[int, str]
    rows: list[tuple[tuple[str, ...], str, str]]  # of each token: its own features, word class, cue class
    head: int
    lemma: str
    takes: str
    passive: str
    place: str  # whether the cue opens or ends its clause
    before: str
    after: str
    subject: int  # the head noun before the cue, -1 for none
    phrase: range
    ways: list[str]
    walls: list[str]

    @property
    def frame(self) -> str:
        return f"{self.takes}{self.passive}{self.place}"


def cue_features(reading: Reading, tokens: list[int], cue_tokens: list[int], labels: list[str] | dict[int, str]) -> list[list[str]]:
    """Stage two: features of `tokens` seen from one cue; `labels` are stage one's, by token of the whole text."""
    v = _view(reading, tokens, cue_tokens, labels)
    first, last, inside, frame = cue_tokens[0], cue_tokens[-1], set(cue_tokens), v.frame
    out = []
    for n, i in enumerate(tokens):
        side = "C" if i in inside else "L" if i < first else "R" if i > last else "M"
        distance = bucket(first - i if side == "L" else i - last if side == "R" else 0)
        row = _seen(v, n, side, distance, frame) + _syntax(v, n, side) + _neighbours(v, n, side)
        if reading.sentence[i] != reading.sentence[v.head]:
            row.append(f"other{labels[i]}")
        if reading.quote[i] >= 0:
            u = int(reading.quotes[reading.quote[i]].uttered)
            row += [f"{side}q{u}", f"{side}q{u},{frame}"]
        out.append(row)
    return out


def _view(reading: Reading, tokens: list[int], cue_tokens: list[int], labels: list[str] | dict[int, str]) -> _View:
    words = reading.words
    a, b, head = cue_tokens[0], cue_tokens[-1], _head(reading, cue_tokens)
    entry = cue(reading.lower[head])
    opens = a == tokens[0] or reading.quote[a - 1] >= 0 or words[a - 1] in ",:"
    ends = b == tokens[-1] or words[min(b + 1, len(words) - 1)] in ".,:;"
    tags(reading)
    subject = left_head(reading, head, tokens[0])
    return _View(
        reading,
        tokens,
        labels,
        [static(words[i]) for i in tokens],
        head,
        "h=" + (entry.lemma if entry else words[head].lower()),
        "ht=" + static(words[head])[2] + ("n" if kinds(words[head])[0] == "N" else ""),
        "p" if head > a and words[head - 1].lower() in ("is", "was", "were", "are", "been", "be", "being") else "",
        ("^" if opens else "") + ("$" if ends else ""),
        kinds(words[a - 1])[0] if a > tokens[0] else "^",
        kinds(words[b + 1])[0] if b + 1 <= tokens[-1] else "$",
        subject,
        head_run(reading, subject, tokens[0]),
        way(reading, tokens, a, b),
        _walls(reading, tokens, a, b, labels),
    )


def _seen(v: _View, n: int, side: str, distance: str, frame: str) -> list[str]:
    """What a token is, what stage one called it, and how it stands to the cue."""
    i, (own, kind, _), wall = v.tokens[n], v.rows[n], v.walls[n]
    label = v.labels[i]
    before = v.labels[v.tokens[n - 1]] if n else "^"
    after = v.labels[v.tokens[n + 1]] if n + 1 < len(v.tokens) else "$"
    quoted = f"q{int(v.reading.quote[i] >= 0)}{int(v.reading.quote[v.head] >= 0)}"
    return [
        side, side + distance, f"{side}{label}", f"{side}{label},{wall}", f"{side}{distance}{label}", f"{side}{label},{frame}",
        f"{side}{before},{label},{after}", f"{side}{wall}", f"{side}{wall},{frame}", f"{side}{v.lemma}", f"{side}{label},{v.lemma}",
        f"{side}{label},{v.after}", f"{side}{label}{v.before},{v.place}", f"{side}k={kind},{label}", f"{side}{own[0]}",
        f"{side}{own[1]},{label}", f"{side}{label}{quoted},{v.place}", *(f"{side}{x}" for x in own[2:5]),
    ]  # fmt: skip


def _syntax(v: _View, n: int, side: str) -> list[str]:
    """Parts of speech round a token, whether it is in the cue's subject, and the clauses between it and the cue."""
    i, pos, tokens, way_to = v.tokens[n], v.reading.pos, v.tokens, v.ways[n]
    label, tag, word = v.labels[i], "cp=" + pos[v.head], v.reading.words[i]
    inner = tokens[0] < i < tokens[-1] - 2
    p = pos[i - 1 : i + 4] if inner else [pos[j] if tokens[0] <= j <= tokens[-1] else "^" for j in range(i - 1, i + 4)]
    mark = word if word in ",;:-—–" else ""
    row = [
        f"{side}p={p[1]}", f"{side}p={p[1]},{label}", f"{side}p-={p[0]},{p[1]}", f"{side}p+={p[1]},{p[2]}", f"{side}p3={p[0]},{p[1]},{p[2]}",
        f"{side}p3+={p[1]},{p[2]},{p[3]}", f"{side}p3++={p[2]},{p[3]},{p[4]}", f"{side}{tag}{label}", f"{side}{way_to}",
        f"{side}{way_to},{p[1]}", f"{side}{way_to},{label},{v.takes}", f"{side}{mark}{p[2]},{p[3]},{way_to}",
    ]  # fmt: skip
    if i in v.phrase:
        row += ["sub", f"sub{label}", f"sub{v.takes}{v.passive}", f"sub{tag}{v.passive}"]
    elif i == v.subject + 1 > 0:
        row += ["sub+", f"sub+{pos[i]}"]
    return row


def _neighbours(v: _View, n: int, side: str) -> list[str]:
    """The words before and after a token."""
    rows, kind, label = v.rows, v.rows[n][1], v.labels[v.tokens[n]]
    out = []
    for m, mark in ((n - 1, "-"), (n + 1, "+")):
        if 0 <= m < len(rows):
            own, other, takes = rows[m]
            out += [f"{mark}{side}{own[0]}", f"{mark}{side}{other},{kind}", f"{mark}{takes},{side}{label}"]
        else:
            out.append(f"{mark}{side}edge")
    one = rows[n + 1] if n + 1 < len(rows) else ((), "$", "$")
    two = rows[n + 2] if n + 2 < len(rows) else ((), "$", "$")
    out += [f"++{side}{label}{one[1]},{two[1]}", f"++{side}{kind}{one[2]},{two[2]}"]
    if n > 1:
        out.append(f"--{side}{rows[n - 2][1]},{rows[n - 1][1]},{kind}")
    return out


def _head(reading: Reading, cue_tokens: list[int]) -> int:
    """The token of a cue that says most: its first cue word that is no auxiliary, else its last token."""
    for i in cue_tokens:
        if cue(reading.lower[i]):
            return i
    open_words = [i for i in cue_tokens if kinds(reading.words[i])[0] not in ("aux", "prep", "det", "joint")]
    return open_words[-1] if open_words else cue_tokens[-1]


def _walls(reading: Reading, tokens: list[int], a: int, b: int, labels: list[str] | dict[int, str]) -> list[str]:
    """What lies between each token and the cue: commas, other cues, sources, a break of sentence or quotation."""
    out = [""] * len(tokens)
    for step in (-1, 1):
        commas = others = sources = stops = 0
        run = [n for n, i in enumerate(tokens) if (i < a if step < 0 else i > b)]
        previous = ""
        for n in run[::step]:
            i = tokens[n]
            out[n] = f"{min(commas, 2)}{min(others, 2)}{min(sources, 2)}{min(stops, 1)}"
            label = labels[i]
            if reading.quote[i] < 0:
                w = reading.words[i]
                commas += w == ","
                stops += w in ".;:—–"
            if label[-1] == "C" and previous != "C":
                others += 1
            if label[-1] == "S" and previous != "S":
                sources += 1
            previous = label[-1]
    return out
