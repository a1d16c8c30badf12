"""Stage two's features: the tokens of a sentence seen from one cue.

One list of feature strings a token (python-crfsuite's item format).
"""

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


def cue_features(reading: Reading, tokens: list[int], cue_tokens: list[int], labels: list[str] | dict[int, str]) -> list[list[str]]:
    """Stage two: features of `tokens` seen from one cue; `labels` are stage one's, by token of the whole text."""
    words = reading.words
    a, b = cue_tokens[0], cue_tokens[-1]
    in_cue = set(cue_tokens)
    head = _head(reading, cue_tokens)
    _, _, head_takes = static(words[head])
    head_lemma = cue(reading.lower[head])
    h = "h=" + (head_lemma.lemma if head_lemma else words[head].lower())
    ht = "ht=" + head_takes + ("n" if kinds(words[head])[0] == "N" else "")
    passive = "p" if head > a and words[head - 1].lower() in ("is", "was", "were", "are", "been", "be", "being") else ""
    place = ("^" if a == tokens[0] or reading.quote[a - 1] >= 0 or words[a - 1] in ",:" else "") + (
        "$" if b == tokens[-1] or words[min(b + 1, len(words) - 1)] in ".,:;" else ""
    )
    frame = f"{ht}{passive}{place}"
    after_cue = kinds(words[b + 1])[0] if b + 1 <= tokens[-1] else "$"
    before_cue = kinds(words[a - 1])[0] if a > tokens[0] else "^"
    walls = _walls(reading, tokens, a, b, labels)
    quoted_cue = reading.quote[head] >= 0
    pos = tags(reading)
    cue_tag = "cp=" + pos[head]
    subject = left_head(reading, head, tokens[0])
    phrase = head_run(reading, subject, tokens[0])
    ways = way(reading, tokens, a, b)
    out: list[list[str]] = []
    rows = [static(words[i]) for i in tokens]
    for n, i in enumerate(tokens):
        own, kind, _ = rows[n]
        label = labels[i]
        side = "C" if i in in_cue else "L" if i < a else "R" if i > b else "M"
        distance = bucket(a - i if side == "L" else i - b if side == "R" else 0)
        before = labels[tokens[n - 1]] if n else "^"
        after = labels[tokens[n + 1]] if n + 1 < len(tokens) else "$"
        wall = walls[n]
        row = [
            side, side + distance, f"{side}{label}", f"{side}{label},{wall}", f"{side}{distance}{label}", f"{side}{label},{frame}",
            f"{side}{before},{label},{after}", f"{side}{wall}", f"{side}{wall},{frame}", f"{side}{h}", f"{side}{label},{h}",
            f"{side}{label},{after_cue}", f"{side}{label}{before_cue},{place}", f"{side}k={kind},{label}", f"{side}{own[0]}", f"{side}{own[1]},{label}",
            f"{side}{label}q{int(reading.quote[i] >= 0)}{int(quoted_cue)},{place}",
        ]  # fmt: skip
        row += [f"{side}{x}" for x in own[2:5]]
        if i in phrase:
            row += ["sub", f"sub{label}", f"sub{ht}{passive}", f"sub{cue_tag}{passive}"]
        elif i == subject + 1 > 0:
            row += ["sub+", f"sub+{pos[i]}"]
        p = (
            pos[i - 1 : i + 4]
            if tokens[0] < i < tokens[-1] - 2
            else [pos[j] if tokens[0] <= j <= tokens[-1] else "^" for j in range(i - 1, i + 4)]
        )
        mark = words[i] if words[i] in ",;:-—–" else ""
        row += [
            f"{side}p={p[1]}", f"{side}p={p[1]},{label}", f"{side}p-={p[0]},{p[1]}", f"{side}p+={p[1]},{p[2]}", f"{side}p3={p[0]},{p[1]},{p[2]}",
            f"{side}p3+={p[1]},{p[2]},{p[3]}", f"{side}p3++={p[2]},{p[3]},{p[4]}", f"{side}{cue_tag}{label}", f"{side}{ways[n]}",
            f"{side}{ways[n]},{p[1]}", f"{side}{ways[n]},{label},{ht}", f"{side}{mark}{p[2]},{p[3]},{ways[n]}",
        ]  # fmt: skip
        for m, mark in ((n - 1, "-"), (n + 1, "+")):
            if 0 <= m < len(tokens):
                neighbour = rows[m]
                row += [f"{mark}{side}{neighbour[0][0]}", f"{mark}{side}{neighbour[1]},{kind}", f"{mark}{neighbour[2]},{side}{label}"]
            else:
                row.append(f"{mark}{side}edge")
        one = rows[n + 1] if n + 1 < len(rows) else None
        two = rows[n + 2] if n + 2 < len(rows) else None
        last_two = rows[n - 2] if n > 1 else None
        row.append(f"++{side}{label}{one[1] if one else '$'},{two[1] if two else '$'}")
        row.append(f"++{side}{kind}{one[2] if one else '$'},{two[2] if two else '$'}")
        if last_two:
            row.append(f"--{side}{last_two[1]},{rows[n - 1][1]},{kind}")
        if reading.sentence[i] != reading.sentence[head]:
            row.append(f"other{label}")
        if reading.quote[i] >= 0:
            u = reading.quotes[reading.quote[i]].uttered
            row.append(f"{side}q{int(u)}")
            row.append(f"{side}q{int(u)},{frame}")
        out.append(row)
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
