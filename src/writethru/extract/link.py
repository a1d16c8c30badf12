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


def repair(reading: Reading, found: list[Found], tags: list[str]) -> None:
    """Puts right what syntax settles: a cue that stands before a quotation has it as content; a cue without a source gets the
    noun phrase beside it, or shares the source of the cue before it in the sentence (", adding", "and said")."""
    before: Found | None = None
    for f in sorted(found, key=lambda f: f.cue[0]):
        _quotation_after(reading, f)
        if f.source is None:
            f.source = _source(reading, f, before, tags)
        if f.source and f.source[0] < f.cue[0]:
            before = f


def _quotation_after(reading: Reading, f: Found) -> None:
    """`…, saying, "…"`: the quotation is the content, whatever stands before the cue."""
    i = f.cue[-1] + 1
    while i < len(reading.words) and i < f.cue[-1] + 3 and reading.words[i] in ",:" and reading.quote[i] < 0:
        i += 1
    q = reading.quote[i] if i < len(reading.words) else -1
    if (
        q < 0
        or not reading.quotes[q].uttered
        or reading.quote[f.cue[-1]] == q
        or reading.at(reading.quotes[q].start, reading.quotes[q].end)[0] != i
    ):
        return
    entry = next((c for t in f.cue if (c := cue(reading.lower[t]))), None)
    span = reading.at(reading.quotes[q].start, reading.quotes[q].end)
    if entry and entry.reports and not any(a < span[1] and b > span[0] for a, b in f.content):
        f.content = [span]


def _source(reading: Reading, f: Found, before: Found | None, tags: list[str]) -> Span | None:
    first, after = f.cue[0], f.cue[-1] + 1
    entry = next((c for i in f.cue if (c := cue(reading.lower[i]))), None)
    if (entry and entry.takes in ("state", "unnamed", "noun")) or _passive(reading, f.cue):
        return None
    begin = reading.sentences[reading.sentence[first]][0]
    beside = None
    if (
        entry
        and entry.reports
        and (first == begin or reading.quote[first - 1] >= 0 or (f.content[0][1] in (first, first - 1) and reading.words[first - 1] == ","))
    ):
        beside = inverted(reading, after)
    beside = beside or subject(reading, first)
    if beside is None and _leans(reading, first, begin):
        if before and before.source and reading.sentence[before.cue[0]] == reading.sentence[first]:
            return before.source
        beside = _main_subject(reading, begin, first)
    if beside is None or any(a < beside[1] and b > beside[0] for a, b in f.content):
        return None
    return next(iter(_sources(tags, beside)), beside)


def _leans(reading: Reading, at: int, begin: int) -> bool:
    """Whether a verb has its subject from before: after "and", or as a participle after a comma."""
    j = at - 1
    while j > begin and (kinds(reading.words[j])[0] in ("aux", "R") or reading.lower[j] in word_list("adverbs")):
        j -= 1
    if j < begin:
        return False
    return reading.lower[j] in ("and", "or", "but", "then") or any(k[0] == "G" for k in kinds(reading.words[at]))


def _main_subject(reading: Reading, begin: int, end: int) -> Span | None:
    """The subject of a sentence's first finite verb before token `end`."""
    for i in range(begin + 1, min(end, begin + _REACH + 12)):
        kind = kinds(reading.words[i])[0]
        if (
            reading.quote[i] < 0
            and (kind == "aux" or kind in ("D", "Z", "DV", "SZ", "AD", "D?", "NV", "NVZ", "DNV", "ADV", "ADNV"))
            and reading.words[i][0].islower()
        ):
            found = subject(reading, i)
            if found:
                return found
    return None


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
    return alone and spoken and "\n" not in between and reading.sentence[span[0]] - reading.sentence[max(tail - 1, last.cue[-1])] <= 3


def _given(reading: Reading, tags: list[str], span: Span, used: set[int]) -> Found | None:
    """A quotation with the reporting word beside it in its sentence, or with a name after a dash."""
    first, last = reading.sentences[reading.sentence[span[0]]]
    signed = _signed(reading, span)
    if signed:
        return signed
    near = [
        i
        for i in [*range(span[1], min(last, span[1] + 12)), *range(span[0] - 1, max(first - 1, span[0] - 12), -1)]
        if reading.quote[i] < 0 and i not in used and ((c := cue(reading.lower[i])) and c.reports or reading.lower[i] == "according")
    ]
    if not near:
        return None
    cue_tokens = [near[0], near[0] + 1] if reading.lower[near[0]] == "according" else near[:1]
    found = link(reading, tags, cue_tokens)
    if not any(a < span[1] and b > span[0] for a, b in found.content):
        found.content = [span]
    if len(cue_tokens) == 2:
        found.source = found.source or inverted(reading, near[0] + 2)
    elif not found.source:
        after = inverted(reading, near[0] + 1) if near[0] >= span[1] and reading.quote[near[0] - 1] >= 0 else None
        found.source = after or subject(reading, near[0])
    return found


def _signed(reading: Reading, span: Span) -> Found | None:
    """`"…" — Name` at the end of a paragraph."""
    i = span[1]
    if i + 1 >= len(reading.words) or reading.words[i] not in "—–―-" or not reading.words[i + 1][0].isupper():
        return None
    stop = reading.text.find("\n", reading.starts[i])
    last = reading.at(reading.starts[i], stop if stop >= 0 else len(reading.text))[1]
    name = inverted(reading, i + 1)
    if name is None or last - i > 14:
        return None
    return Found([i], name, [span])


def scripted(reading: Reading, used: set[int]) -> list[Found]:
    """Transcripts: a paragraph that opens with a name in capitals and a colon."""
    out = []
    for first, last in reading.paragraphs:
        i = first + (not reading.words[first][0].isalnum())
        k = i
        while k < min(last, i + 4) and reading.words[k].isupper() and len(reading.words[k]) > 1:
            k += 1
        if i < k < last - 2 and reading.words[k] == ":" and k not in used:
            end = last - (reading.words[last - 1] in '"”')
            out.append(Found([k], (i, k), [(k + 1, end)]))
    return out
