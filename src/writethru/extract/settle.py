"""Patterns that settle who said what, whatever the taggers think: quotations beside a cue, cues between commas, signed
quotations, transcripts; and quotations nobody was given.

Everything works on token indices of a `Reading` and looks back or ahead a bounded number of words.
"""

from bisect import bisect_right
from itertools import pairwise

from writethru.extract.edges import hangs, verb
from writethru.extract.features import kinds
from writethru.extract.lexicon import cue, word_list
from writethru.extract.link import inverted, subject
from writethru.extract.reading import Reading
from writethru.extract.tagger import Found, link
from writethru.model import Span

_AHEAD = 18  # words between a quotation and its cue: an apposition at most


def spoken(reading: Reading, found: list[Found]) -> list[Found]:
    """`"…," said X`, `"…," X said`, `X said: "…"`: gives each such cue its quotation; the ones not in `found` are given back."""
    by_cue = {i: f for f in found for i in f.cue}
    out: list[Found] = []
    for q in reading.quotes:
        span = reading.at(q.start, q.end)
        if not q.uttered or span[0] == span[1]:
            continue
        inner = reading.text[q.inner_start : q.inner_end].rstrip()
        settled = _after(reading, span) if inner[-1:] in ",?!…—–-" else None
        if settled is None and (inner[-1:] in ".?!…,'’\"" or not q.closed):
            settled = _before(reading, span)
        if settled is None:
            continue
        at, source = settled
        f = by_cue.get(at)
        begin = _opening(reading, *reading.sentences[reading.sentence[span[0]]])
        mixed = at >= span[1] and not _all_quoted(reading, (begin, span[0]))  # `It was "bad," said X`: the sentence is the content
        if f is None:
            f = by_cue[at] = Found([at], source, [(begin, span[1]) if mixed else span])
            out.append(f)
        elif mixed:
            whole = not any(_reports(reading, i) and i in by_cue for i in range(begin, span[0]))
            if whole or not any(a < span[1] and b > span[0] for a, b in f.content):
                f.content = [(begin, span[1]), *(c for c in f.content if c[0] > at and _all_quoted(reading, c))]
        else:
            f.content = [span, *(c for c in f.content if _all_quoted(reading, c) and not (c[0] < span[1] and c[1] > span[0]))]
        if source and (f.source is None or f.source[0] >= span[1] or source[0] >= span[1]):
            f.source = source if f.source is None or f.source[1] <= source[0] or f.source[0] >= source[1] else f.source
    return out


def _opening(reading: Reading, begin: int, end: int) -> int:
    """Where a sentence begins in earnest: after a dateline ("OSLO (AP) —") if it has one."""
    if not reading.words[begin].isupper() or len(reading.words[begin]) < 3:
        return begin
    return next(
        (
            i + 1
            for i in range(begin + 1, min(end - 1, begin + 14))
            if reading.words[i] in "—–" or (reading.words[i] == "-" and reading.words[i - 1] == ")")
        ),
        begin,
    )


def _any_quoted(reading: Reading, span: Span) -> bool:
    return any(reading.quote[i] >= 0 for i in range(*span))


def _all_quoted(reading: Reading, span: Span) -> bool:
    return all(reading.quote[i] >= 0 or not reading.words[i][0].isalnum() for i in range(*span))


def _reports(reading: Reading, i: int) -> bool:
    found = cue(reading.lower[i])
    return bool(
        found and found.reports and reading.quote[i] < 0 and any(k[0] in "DZV" for k in kinds(reading.words[i])) and not hangs(reading, i)
    )


def _after(reading: Reading, span: Span) -> tuple[int, Span | None] | None:
    """(cue, source) right after a quotation: `"…," said X` or `"…," X, the mayor, said`."""
    i, words = span[1], reading.words
    end = min(len(words), reading.sentences[reading.sentence[span[1] - 1]][1], i + _AHEAD)
    if i >= end:
        return None
    if _reports(reading, i):
        source = inverted(reading, i + 1)
        return (i, source) if source else None
    source = inverted(reading, i)
    if source is None:
        return None
    j = source[1]
    if j < end and words[j] in ",(":
        close = "," if words[j] == "," else ")"
        j = next((k + 1 for k in range(j + 1, end) if words[k] == close), end)
        source = (source[0], j)
    while j < end and (reading.lower[j] in word_list("adverbs") or reading.lower[j] in ("has", "had", "have")):
        j += 1
    for k in (j, source[1] - 1):  # a verb that also is a noun may have been read into the phrase
        if source[0] < k < end and _reports(reading, k):
            return k, (source[0], min(source[1], k))
    return None


def _before(reading: Reading, span: Span) -> tuple[int, Span | None] | None:
    """(cue, source) right before a quotation: `X said, "…"`, `X said: "…"`."""
    i = span[0] - 1
    begin = reading.sentences[reading.sentence[span[0]]][0]
    while i > begin and i > span[0] - 4 and (reading.words[i] in ",:" or reading.lower[i] == "that"):
        i -= 1
    if i < begin or not (_reports(reading, i) or reading.lower[i] in ("saying", "adding", "writing", "asking", "declaring", "telling")):
        return None
    return i, subject(reading, i)


def snap(reading: Reading, f: Found) -> None:
    """A content that starts or ends in the middle of an utterance takes all of it."""
    out: list[Span] = []
    for a, b in sorted(f.content):
        q = reading.quote[a]
        if q >= 0 and reading.quotes[q].uttered and q != reading.quote[f.cue[0]]:
            a = reading.at(reading.quotes[q].start, reading.quotes[q].end)[0]
        q = reading.quote[b - 1]
        if q >= 0 and reading.quotes[q].uttered and q != reading.quote[f.cue[0]]:
            b = reading.at(reading.quotes[q].start, reading.quotes[q].end)[1]
        if out and a <= out[-1][1]:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    f.content = out


def accorded(reading: Reading, found: list[Found]) -> list[Found]:
    """ "According to X, …" at a sentence's start has the rest of the sentence as content; gives the ones not yet `found`."""
    by_cue = {i: f for f in found for i in f.cue}
    out = []
    for begin, end in reading.sentences:
        if end - begin < 6 or reading.lower[begin : begin + 2] != ["according", "to"]:
            continue
        old = by_cue.get(begin)
        source = old.source if old and old.source and old.source[0] == begin + 2 else inverted(reading, begin + 2)
        if source is None:
            continue
        comma = next(
            (i for i in range(source[0] + 1, min(end, begin + 40)) if reading.words[i] == "," and (i >= source[1] - 1 or old is None)), -1
        )
        inside = next((i for i in range(source[0] + 1, source[1]) if reading.words[i] == ","), -1)
        if inside > 0 and source[1] < end and reading.words[source[1] - 1] != ",":
            source, comma = (source[0], inside), inside  # the tagger ran on over the comma
        if comma < 0 or comma + 2 >= end:
            continue
        content = [(comma + 1, end - (reading.words[end - 1] in ".!?"))]
        if old is None:
            out.append(Found([begin, begin + 1], source, content))
        elif not any(a >= comma + 1 and b - a >= (end - comma) // 2 for a, b in old.content):
            old.source, old.content = (source[0], min(source[1], comma)), content
    return out


def embedded(reading: Reading, found: list[Found]) -> None:
    """ "A said B told C that …": B told is part of what A said, and its source is B."""
    ordered = sorted(found, key=lambda f: f.cue[0])
    for f, g in pairwise(ordered):
        first, last = f.cue[-1] + 1, g.cue[0]
        if not first < last <= first + 12 or reading.sentence[first] != reading.sentence[last] or reading.quote[last] >= 0 or not g.content:
            continue
        if reading.lower[first] == "that":
            first += 1
        one, two = (next((c for i in x.cue if (c := cue(reading.lower[i]))), None) for x in (f, g))
        if not (one and two and one.reports and two.reports and one.takes == "clause" and two.takes != "thing"):
            continue
        source = inverted(reading, first)
        if source is None or source[1] != last or not all(c[0] >= last for c in g.content):
            continue
        g.source = source
        f.content = [(first, max(b for _, b in g.content))]


def withheld(reading: Reading, found: list[Found]) -> list[Found]:
    """ "declined to say …", "stopped short of confirming …": the ones not in `found`."""
    used = {i for f in found for i in f.cue}
    out = []
    for begin, end in reading.sentences:
        for i in range(begin + 1, end - 3):
            low = reading.lower
            entry = cue(low[i])
            if low[i].startswith("stop") and low[i + 1 : i + 3] == ["short", "of"]:
                last = i + 4
            elif entry and entry.stance == "declined" and low[i + 1] == "to":
                last = i + 3
            elif low[i] == "neither" and low[i + 2] == "nor" and _reports(reading, i + 1):
                last = i + 4
            else:
                continue
            source = subject(reading, i)
            if source and last < end and reading.quote[i] < 0 and not used.intersection(range(i, last)):
                stop = next(
                    (k for k in range(last, end) if reading.words[k] in ",;—–" or (k == end - 1 and reading.words[k] in ".!?")), end
                )
                out.append(Found(list(range(i, last)), source, [(last, stop)] if stop > last else [(last - 1, last)]))
    return out


def parenthetical(reading: Reading, found: list[Found]) -> list[Found]:
    """Cues set off by commas: "The mast, the owner said, was rotten", "Dam is safe, says governor". They settle source and content,
    of attributions already `found` too; gives the new ones."""
    by_cue = {i: f for f in found for i in f.cue}
    covered = {i for f in found if f.source for a, b in f.content for i in range(a, b) if i > f.cue[0]}
    out = []
    for opening, end in reading.sentences:
        begin = _opening(reading, opening, end)
        for i in range(begin + 2, end):
            entry = cue(reading.lower[i]) if reading.quote[i] < 0 else None
            if (
                not entry
                or not entry.reports
                or entry.takes not in ("clause", "person")
                or not any(k[0] in "DZV" for k in kinds(reading.words[i]))
            ):
                continue
            block = _set_off(reading, i, begin, end)
            if block is None:
                continue
            first, last, source = block
            content = [(begin, first - 1)]
            if last < end - 1 and reading.words[last] == "," and _carries_on(reading, last + 1):
                content.append((last + 1, end - (reading.words[end - 1] in ".!?")))
            old = by_cue.get(i)
            if old is None:
                if _any_quoted(reading, (begin, min(end, last + 3))) or i in covered:
                    continue
                out.append(Found([i], source, content))
            elif (
                not any(_any_quoted(reading, c) for c in (*content, *old.content))
                and not any(b > end or a < begin for a, b in old.content)
                and (
                    old.content[0][0] < i or any(verb(reading, k) for k in range(*content[0]))
                )  # "An attorney, Ann Lee, said": no clause, but the source
            ):
                old.source, old.content = source, content
    return out


def _set_off(reading: Reading, i: int, begin: int, end: int) -> tuple[int, int, Span] | None:
    """(first, last, source) of ", NP said" or ", said NP" between commas or at the sentence's end."""
    low, words = reading.lower, reading.words

    def closes(k: int) -> bool:
        return (
            k >= end
            or words[k] in ",.?!"
            or low[k] in word_list("weekdays")
            or (low[k] == "on" and k + 1 < end and low[k + 1] in word_list("weekdays"))
        )

    if closes(i + 1):
        j = i
        while j - 1 > begin and (low[j - 1] in word_list("adverbs") or low[j - 1] in ("has", "have", "had")):
            j -= 1
        source = subject(reading, j)
        if source and source[0] - 1 > begin and words[source[0] - 1] == "," and words[source[1] - 1] != "," and source[1] == j:
            return source[0], min(i + 1, end), source
        return None
    found = cue(low[i])
    if words[i - 1] == "," and found and found.takes == "clause":
        source = inverted(reading, i + 1)
        if source and closes(source[1]) and low[source[0]] not in word_list("weekdays"):
            return i, source[1], source
    return None


def _carries_on(reading: Reading, at: int) -> bool:
    """Whether the words after a parenthetical go on with its sentence, rather than open a new clause."""
    kind = kinds(reading.words[at])[0]
    return kind not in ("joint", "pro") and kind[0] != "G" and reading.quote[at] < 0


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
        led = _led_in(reading, span[0], found)
        if led:
            led.content = [c for c in led.content if _any_quoted(reading, c)] + [span]
            last = led
            continue
        if last and _goes_on(reading, q.goes_on, span, last):
            last.content.append(span)
            continue
        made = _given(reading, tags, span, cue_tokens)
        if made:
            out.append(made)
            last = made
    return out


def _led_in(reading: Reading, at: int, found: list[Found]) -> Found | None:
    """The attribution whose cue ends the paragraph before with a colon, for a quotation that opens a paragraph."""
    if at == 0 or reading.words[at - 1] != ":" or "\n" not in reading.text[reading.ends[at - 1] : reading.starts[at]]:
        return None
    return next((f for f in found if at - 12 <= f.cue[-1] < at and reading.sentence[f.cue[-1]] == reading.sentence[at - 1]), None)


def _goes_on(reading: Reading, continues: bool, span: Span, last: Found) -> bool:
    """Whether a quotation without a cue is the same speaker's going on: soon after in the paragraph, or the whole of the next one."""
    tail = max(last.content[-1][1], last.cue[-1] + 1)
    if continues:
        return span[0] - tail < 60
    first, end = reading.sentences[reading.sentence[span[0]]]
    if first <= last.cue[0] < span[0] and any(b <= last.cue[0] and _any_quoted(reading, (a, b)) for a, b in last.content):
        opener = span[0] + 1 if span[0] + 1 < span[1] else span[0]
        return reading.words[opener][0].islower()  # "…," said X, "and …"
    alone = all(reading.quote[i] >= 0 or not reading.words[i][0].isalnum() for i in range(first, end))
    if not alone or span[0] - tail > 120 or not any(_any_quoted(reading, c) for c in last.content):
        return False
    breaks = _paragraph(reading, span[0]) - _paragraph(reading, tail - 1)
    near = breaks == 0 and reading.sentence[span[0]] - reading.sentence[tail - 1] <= 3
    return near or (breaks == 1 and _whole_paragraph(reading, span[0]))


def _paragraph(reading: Reading, at: int) -> int:
    return bisect_right(reading.paragraphs, (at, len(reading.words) + 1)) - 1


def _whole_paragraph(reading: Reading, at: int) -> bool:
    """Whether token `at` opens a paragraph that is quotations only."""
    first, last = reading.paragraphs[_paragraph(reading, at)]
    return first == at and all(reading.quote[i] >= 0 or not reading.words[i][0].isalnum() for i in range(first, last))


def _given(reading: Reading, tags: list[str], span: Span, used: set[int]) -> Found | None:
    """A quotation with the reporting word beside it in its sentence, or with a name after a dash."""
    first, last = reading.sentences[reading.sentence[span[0]]]
    signed = _signed(reading, span)
    if signed:
        return signed
    near = [
        i
        for i in [*range(span[1], min(last, span[1] + 12)), *range(span[0] - 1, max(first - 1, span[0] - 12), -1)]
        if reading.quote[i] < 0 and i not in used and (_may_report(reading, i) or reading.lower[i] == "according")
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
    snap(reading, found)
    return found


def _may_report(reading: Reading, i: int) -> bool:
    """A reporting word that is no noun ("in an email") and hangs on none ("shown to the court")."""
    found = cue(reading.lower[i])
    return bool(found and found.reports and not hangs(reading, i) and kinds(reading.words[i - 1])[0] != "det")


def _signed(reading: Reading, span: Span) -> Found | None:
    """`"…" — Name` at the end of a paragraph."""
    i = span[1]
    if i + 1 >= len(reading.words) or reading.words[i] not in "—–―-" or not reading.words[i + 1][0].isupper():
        return None
    stop = reading.text.find("\n", reading.starts[i])
    last = reading.at(reading.starts[i], stop if stop >= 0 else len(reading.text))[1]
    name = inverted(reading, i + 1)
    if name is None or last - i > 14 or kinds(reading.words[i + 1])[0] in ("pro", "det"):
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
        if i < k < last - 2 and reading.words[k] == ":" and k not in used and reading.lower[k - 1] not in word_list("not_sources"):
            end = last - (reading.words[last - 1] in '"”')
            out.append(Found([k], (i, k), [(k + 1, end)]))
    return out
