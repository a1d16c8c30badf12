"""Stage one's features: what every token of a paragraph is, what stands beside it, where it stands.

One list of feature strings a token (python-crfsuite's item format).
"""

from functools import lru_cache

from writethru.extract.clause import frame
from writethru.extract.forms import static
from writethru.extract.lexicon import all_takes
from writethru.extract.pos import tags
from writethru.extract.reading import Reading
from writethru.model import Span


@lru_cache(maxsize=200000)
def _beside(raw: str, offset: int) -> tuple[str, ...]:
    """The features of a neighbour, fewer the farther it stands."""
    own, kind, takes = static(raw)
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
    rows = [static(w) for w in words[first:last]]
    pos = tags(reading)
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
        begin, end = reading.sentences[sentence[i]]
        row += frame(reading, i, begin, min(end, last), takes)
        p = pos[i - 2 : i + 3] if first + 2 <= i < last - 2 else [pos[j] if first <= j < last else "^" for j in range(i - 2, i + 3)]
        row += [
            "p=" + p[2], "-p=" + p[1], "+p=" + p[3], "--p=" + p[0], "++p=" + p[4], f"p3={p[1]},{p[2]},{p[3]}", f"p-2={p[0]},{p[1]},{p[2]}",
            f"p+2={p[2]},{p[3]},{p[4]}", f"pt={takes},{p[2]}", f"pt+={takes},{p[2]},{p[3]}", f"pt-={p[1]},{takes},{p[2]}",
        ]  # fmt: skip
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
