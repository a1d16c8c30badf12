"""Features of tokens for the two taggers of `tagger.py`: what a word is, what stands beside it, where it stands.

Both give, for a range of tokens, one list of feature strings a token (python-crfsuite's item format).
Stage one looks at a paragraph; stage two at a sentence from the point of view of one cue.
"""

from functools import lru_cache

from writethru.extract.lexicon import all_takes, cue, word, word_list
from writethru.extract.reading import Reading
from writethru.model import Span


@lru_cache(maxsize=60000)
def shape(raw: str) -> str:
    """Capital, number, mark or plain."""
    if not raw[0].isalnum():
        return raw if len(raw) == 1 and raw in "\"“”'‘’.,:;?!()[]—–-" else "#"
    if raw[0].isdigit():
        return "9"
    if raw[0].isupper():
        return "XX" if raw.isupper() and len(raw) > 1 else "X"
    return "x"


@lru_cache(maxsize=60000)
def kinds(raw: str) -> tuple[str, ...]:
    """Word classes of a form: closed classes by list, open ones by lexicon, else by suffix."""
    low = raw.lower().replace("’", "'")
    if low in word_list("auxiliaries"):
        return ("aux",)
    for name, words in (("pro", "pronouns"), ("det", "determiners"), ("prep", "prepositions"), ("joint", "joints")):
        if low in word_list(words):
            return (name,)
    if not raw[0].isalpha():
        return (shape(raw),)
    stem = low[:-2] if low.endswith("'s") else low
    known = word(stem)
    if known.kinds:
        classes = "".join(sorted({k[0] for k in known.kinds}))
        return (classes, *(k for k in known.kinds if len(k) > 1))
    for suffix, guess in (("ing", "G?"), ("ed", "D?"), ("ly", "R?"), ("s", "S?")):
        if low.endswith(suffix) and not raw[0].isupper():
            return (guess,)
    return ("?",)


@lru_cache(maxsize=60000)
def _static(raw: str) -> tuple[tuple[str, ...], str, str]:
    """(features of a word by itself, its word class, its cue class)"""
    low = raw.lower().replace("’", "'")
    stem = low[:-2] if low.endswith("'s") and len(low) > 2 else low
    known = word(stem)
    takes = all_takes(low)
    found = cue(low)
    k = kinds(raw)
    out = ["w=" + low, "s=" + shape(raw)]
    out += ["k=" + x for x in k]
    if known.fine:
        out += ["f=" + known.fine, "c=" + known.coarse]
    out += ["t=" + x for x in takes]
    if found:
        out += ["l=" + found.lemma, "st=" + found.stance]
    if low.endswith(("'s", "s'")):
        out.append("poss")
    return tuple(out), k[0], takes[0] if takes else ("-" if shape(raw) in ("x", "X") else shape(raw))


@lru_cache(maxsize=200000)
def _beside(raw: str, offset: int) -> tuple[str, ...]:
    """The features of a neighbour, fewer the farther it stands."""
    own, kind, takes = _static(raw)
    mark = f"{offset:+d}"
    if abs(offset) == 1:
        return tuple(mark + x for x in own)
    if abs(offset) == 2:
        return (mark + own[0], mark + own[1], mark + "k=" + kind, mark + "t=" + takes)
    return (mark + own[0], mark + "k=" + kind)


def paragraph_features(reading: Reading, span: Span) -> list[list[str]]:
    """Stage one: features of every token of a paragraph (a token span)."""
    first, last = span
    words, quote, sentence = reading.words, reading.quote, reading.sentence
    out: list[list[str]] = []
    rows = [_static(w) for w in words[first:last]]
    context = _sentence_context(reading, span)
    for i in range(first, last):
        own, kind, takes = rows[i - first]
        row = list(own)
        for offset in (-3, -2, -1, 1, 2, 3):
            j = i + offset
            if first <= j < last:
                row += _beside(words[j], offset)
            elif abs(offset) == 1:
                row.append(f"{offset:+d}edge")
        before = rows[i - 1 - first] if i > first else None
        after = rows[i + 1 - first] if i + 1 < last else None
        row.append(f"k3={before[1] if before else '^'},{kind},{after[1] if after else '$'}")
        if before:
            row.append(f"w2={words[i - 1].lower()},{words[i].lower()}")
            row.append(f"t2={before[2]},{takes}")
        if after:
            row.append(f"t+2={takes},{after[1]},{after[2]}")
        q = quote[i]
        if q >= 0:
            quotation = reading.quotes[q]
            row.append("q" if quotation.uttered else "qs")
            row.append(("qu " if quotation.uttered else "qs ") + ("cue" if takes not in "-x" else ""))
        row += context[sentence[i]]
        if i == first or sentence[i - 1] != sentence[i]:
            row.append("sent1")
        out.append(row)
    return out


def _sentence_context(reading: Reading, span: Span) -> dict[int, tuple[str, ...]]:
    """What is known of each sentence of a paragraph: quotations in it, its cue words outside quotations."""
    first, last = span
    out: dict[int, tuple[str, ...]] = {}
    i = first
    while i < last:
        number = reading.sentence[i]
        end = i
        has_quote, takes, colon = "", "", ""
        starts_quoted = reading.quote[i] >= 0
        while end < last and reading.sentence[end] == number:
            q = reading.quote[end]
            if q >= 0:
                has_quote = "u" if reading.quotes[q].uttered else has_quote or "s"
            elif not takes:
                for t in all_takes(reading.lower[end]):
                    if t.endswith("!"):
                        takes = t
            if reading.words[end] == ":" and q < 0:
                colon = "c"
            end += 1
        all_quoted = starts_quoted and not any(reading.quote[j] < 0 and reading.words[j][0].isalnum() for j in range(i, end))
        out[number] = (f"S={has_quote}{'b' if starts_quoted else ''}{colon},{takes}{'!' if all_quoted else ''}",)
        i = end
    return out


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
    _, _, head_takes = _static(words[head])
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
    out: list[list[str]] = []
    rows = [_static(words[i]) for i in tokens]
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
