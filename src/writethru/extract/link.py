"""Rules where the taggers are silent: a noun phrase beside a cue, quotations nobody was given, "A quoted B as saying".

Everything works on token indices of a `Reading` and looks back or ahead a bounded number of words.
"""

from bisect import bisect_right

from writethru.extract.features import kinds
from writethru.extract.lexicon import cue, word_list
from writethru.extract.reading import Reading
from writethru.extract.tagger import Found, link
from writethru.model import Span

_REACH = 24


def subject(reading: Reading, at: int) -> Span | None:
    """The noun phrase that ends before token `at`, adverbs and auxiliaries passed over; None when there is none."""
    begin = reading.sentences[reading.sentence[at]][0]
    j = at - 1
    while (
        j >= begin
        and (kinds(reading.words[j])[0] in ("aux", "R", "R?") or reading.lower[j] in word_list("adverbs"))
        and reading.quote[j] < 0
    ):
        j -= 1
    if j >= begin and reading.words[j] == ",":
        head = _before_apposition(reading, j, begin)
        if head is None:
            return None
        first = _phrase_start(reading, head[1] - 1, begin)
        return (first, j) if first is not None else None
    first = _phrase_start(reading, j, begin)
    return (first, j + 1) if first is not None else None


def _before_apposition(reading: Reading, comma: int, begin: int) -> Span | None:
    """What an apposition that ends at a comma is set to: "Ann Lee, the mayor," gives Ann Lee."""
    for j in range(comma - 1, max(begin, comma - _REACH), -1):
        if reading.quote[j] >= 0:
            return None
        if reading.words[j] == "," and j > begin:
            return (j - 1, j)
    return None


def _phrase_start(reading: Reading, end: int, begin: int) -> int | None:
    """Where the noun phrase that ends with token `end` starts; None when no noun phrase ends there."""
    if end < begin or not _nominal(reading, end):
        return None
    if kinds(reading.words[end])[0] == "pro":
        return end
    start = end
    for j in range(end - 1, max(begin, end - _REACH) - 1, -1):
        kind = kinds(reading.words[j])[0]
        if reading.quote[j] >= 0 or kind in ("joint", "pro", "aux") or kind in ("D", "V", "Z", "D?"):
            break
        if kind == "prep" and reading.lower[j] not in ("of", "for", "in", "at"):
            break
        if not (
            kind in ("det", "prep", "9")
            or _nominal(reading, j)
            or reading.words[j] in ".-"
            or reading.words[j][0].isupper()
            or kind[0] in "AGR"
        ):
            break
        start = j
    while start < end and (kinds(reading.words[start])[0] == "prep" or reading.words[start] in ".-"):
        start += 1
    return start


def _nominal(reading: Reading, i: int) -> bool:
    w = reading.words[i]
    kind = kinds(w)[0]
    if kind == "pro" or w[0].isupper():
        return True
    return kind[0].isupper() and any(k in kind for k in "NS?") and reading.quote[i] < 0


def inverted(reading: Reading, at: int) -> Span | None:
    """The noun phrase that begins at token `at`, up to a comma, verb or stop: the source of `"…," said X`."""
    end = reading.sentences[reading.sentence[at]][1] if at < len(reading.words) else at
    j = at
    while j < min(end, at + _REACH):
        kind = kinds(reading.words[j])[0]
        if (
            reading.quote[j] >= 0
            or kind in ("aux", "joint")
            or (j > at and kind == "pro")
            or (kind in ("D", "Z", "V") and not reading.words[j][0].isupper())
        ):
            break
        if not reading.words[j][0].isalnum() and reading.words[j] not in ".-":
            break
        if kind == "prep" and reading.lower[j] not in ("of", "for", "at"):
            break
        j += 1
        if kind == "pro":
            break
    while j > at and not reading.words[j - 1][0].isalnum():
        j -= 1
    return (at, j) if j > at else None


def repair_source(reading: Reading, found: Found, tags: list[str]) -> None:
    """Gives a cue the noun phrase beside it when the tagger named no source and the cue stands in the active voice."""
    first = found.cue[0]
    entry = next((c for i in found.cue if (c := cue(reading.lower[i]))), None)
    if found.source or entry is None or entry.takes in ("state", "unnamed", "noun") or _passive(reading, found.cue):
        return
    beside = subject(reading, first)
    after = found.cue[-1] + 1
    if found.content[0][0] < first and (first == 0 or reading.words[first - 1] in ",”\"’'" or found.content[0][1] == first):
        beside = inverted(reading, after) or beside
    if beside and not any(a < beside[1] and b > beside[0] for a, b in found.content):
        near = next((s for s in _sources(tags, beside) if s), None)
        found.source = near or beside


def _sources(tags: list[str], span: Span) -> list[Span]:
    i = span[0]
    while i < span[1] and tags[i][-1] != "S":
        i += 1
    j = i
    while j < span[1] and tags[j][-1] == "S":
        j += 1
    return [(i, j)] if j > i else []


def _passive(reading: Reading, tokens: list[int]) -> bool:
    lead = {reading.lower[i] for i in range(max(0, tokens[0] - 1), tokens[-1] + 1)}
    return bool(lead & {"is", "was", "were", "are", "been", "be", "being"})


def unclaimed(reading: Reading, found: list[Found], tags: list[str]) -> list[Found]:
    """Quotations in no content yet: joined to the attribution they go on, or given the nearest reporting word, or left alone."""
    taken = sorted(((a, b, n) for n, f in enumerate(found) for a, b in f.content), key=lambda t: (t[0], t[1]))
    starts = [t[0] for t in taken]
    cue_tokens = {i for f in found for i in f.cue}
    out: list[Found] = []
    last: Found | None = None
    for q in reading.quotes:
        span = reading.at(q.start, q.end)
        k = bisect_right(starts, span[1] - 1) - 1
        if k >= 0 and taken[k][1] > span[0]:
            last = found[taken[k][2]]
            continue
        if not (q.uttered or q.goes_on) or span[0] == span[1]:
            continue
        if last and _goes_on(reading, q.goes_on, span, last):
            last.content.append(span)
            continue
        made = _given(reading, tags, span, cue_tokens)
        if made:
            out.append(made)
            last = made
    return out


def _goes_on(reading: Reading, continues: bool, span: Span, last: Found) -> bool:
    """Whether a quotation without a cue is the same speaker's going on: in the same paragraph, or in the next with open marks."""
    tail = last.content[-1][1]
    if continues:
        return span[0] - max(tail, last.cue[-1]) < 60
    between = reading.text[reading.ends[tail - 1] : reading.starts[span[0]]]
    alone = all(reading.quote[i] >= 0 or not reading.words[i][0].isalnum() for i in range(*reading.sentences[reading.sentence[span[0]]]))
    spoken = reading.quote[tail - 1] >= 0 or reading.quote[last.content[0][0]] >= 0
    return alone and spoken and "\n" not in between and reading.sentence[span[0]] - reading.sentence[max(tail - 1, last.cue[-1])] <= 1


def _given(reading: Reading, tags: list[str], span: Span, used: set[int]) -> Found | None:
    """A quotation with the reporting word beside it in its sentence."""
    first, last = reading.sentences[reading.sentence[span[0]]]
    near = [
        i
        for i in [*range(span[1], min(last, span[1] + 12)), *range(span[0] - 1, max(first - 1, span[0] - 12), -1)]
        if reading.quote[i] < 0 and i not in used and (c := cue(reading.lower[i])) and c.reports
    ]
    if not near:
        return None
    found = link(reading, tags, [near[0]])
    if not any(a < span[1] and b > span[0] for a, b in found.content):
        found.content = [span]
    if not found.source:
        after = inverted(reading, near[0] + 1) if near[0] >= span[1] and reading.quote[near[0] - 1] >= 0 else None
        found.source = after or subject(reading, near[0])
    return found
