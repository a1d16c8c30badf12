"""Quotations in no attribution yet: going on, signed with a dash, beside a reporting word; and transcripts.

Everything works on token indices of a `Reading` and looks back or ahead a bounded number of words.
"""

from bisect import bisect_right

from writethru.extract.edges import hangs
from writethru.extract.forms import kinds
from writethru.extract.lexicon import cue, word_list
from writethru.extract.phrase import inverted, subject
from writethru.extract.pos import FINITE, tags
from writethru.extract.reading import Reading
from writethru.extract.spoken import any_quoted, snap
from writethru.extract.tagger import Found, Tagged, link
from writethru.model import Span

_WHOLE = 6  # tokens of a quotation that may go on without its speaker named
_LEAD = 12  # words from the cue of a lead-in to its colon


def unclaimed(tagged: Tagged, found: list[Found]) -> list[Found]:
    """Quotations in no content yet: joined to the attribution they go on, or given the nearest reporting word, or left alone."""
    reading = tagged.reading
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
        led = _led_in(reading, span[0], [*found, *out])
        if led:
            led.content = [c for c in led.content if any_quoted(reading, c)] + [span]
            if led not in found and led not in out:
                out.append(led)
            last = led
            continue
        if last and _goes_on(reading, q.goes_on, span, last):
            _append(found, last, span)
            continue
        made = _given(tagged, span, cue_tokens)
        if made:
            out.append(made)
            last = made
        elif last and _next_paragraph(reading, span, last):
            _append(found, last, span)
    return out


def _append(found: list[Found], last: Found, span: Span) -> None:
    """Gives a quotation to an attribution, and to what tells the same through another ("the ministry quoted Kim as saying")."""
    for f in [f for f in found if f is not last and f.content == last.content]:
        f.content.append(span)
    last.content.append(span)


def _led_in(reading: Reading, at: int, found: list[Found]) -> Found | None:
    """The attribution whose cue ends the paragraph before with a colon, for a quotation that opens a paragraph: one of `found`, else made."""
    if at == 0 or reading.words[at - 1] not in ":," or "\n" not in reading.text[reading.ends[at - 1] : reading.starts[at]]:
        return None
    first = reading.sentences[reading.sentence[at - 1]][0]
    known = [f for f in found if max(first, at - _LEAD) <= f.cue[-1] < at]
    if known:
        return known[-1]
    verbs = [i for i in range(at - 2, max(first, at - _LEAD), -1) if reading.quote[i] < 0 and tags(reading)[i] in FINITE]
    told = [i for i in verbs if _may_report(reading, i)] or verbs * (reading.words[at - 1] == ":")
    source = subject(reading, told[0]) if told else None
    return Found([told[0]], source, []) if source else None


def _goes_on(reading: Reading, continues: bool, span: Span, last: Found) -> bool:
    """Whether a quotation without a cue is the same speaker's going on: soon after in the paragraph, or the whole of the next one."""
    tail = max(last.content[-1][1], last.cue[-1] + 1)
    if continues:
        return span[0] - tail < 60
    first, end = reading.sentences[reading.sentence[span[0]]]
    if first <= last.cue[0] < span[0] and any(b <= last.cue[0] and any_quoted(reading, (a, b)) for a, b in last.content):
        opener = span[0] + 1 if span[0] + 1 < span[1] else span[0]
        return reading.words[opener][0].islower()  # "…," said X, "and …"
    alone = all(reading.quote[i] >= 0 or not reading.words[i][0].isalnum() for i in range(first, end))
    if not alone or span[0] - tail > 120 or not any(any_quoted(reading, c) for c in last.content):
        return False
    breaks = _paragraph(reading, span[0]) - _paragraph(reading, tail - 1)
    near = breaks == 0 and reading.sentence[span[0]] - reading.sentence[tail - 1] <= 3
    return near or (breaks == 1 and _whole_paragraph(reading, span[0]))


def _next_paragraph(reading: Reading, span: Span, last: Found) -> bool:
    """`"…," Lee said.¶"…" The rest`: whether a quotation of whole sentences opens the paragraph after one that ends with its speaker's."""
    at = _paragraph(reading, span[0])
    before = reading.paragraphs[at - 1] if at else (0, 0)
    tail = max(last.content[-1][1], last.cue[-1] + 1)
    led = (
        before[0] <= last.cue[0] and reading.sentence[tail - 1] == reading.sentence[before[1] - 1] and any_quoted(reading, last.content[0])
    )
    opens = reading.paragraphs[at][0] == span[0] and (
        span[1] == len(reading.words) or reading.sentence[span[1]] != reading.sentence[span[0]]
    )
    return led and opens and span[1] - span[0] >= _WHOLE


def _paragraph(reading: Reading, at: int) -> int:
    return bisect_right(reading.paragraphs, (at, len(reading.words) + 1)) - 1


def _whole_paragraph(reading: Reading, at: int) -> bool:
    """Whether token `at` opens a paragraph that is quotations only."""
    first, last = reading.paragraphs[_paragraph(reading, at)]
    return first == at and all(reading.quote[i] >= 0 or not reading.words[i][0].isalnum() for i in range(first, last))


def _given(tagged: Tagged, span: Span, used: set[int]) -> Found | None:
    """A quotation with the reporting word beside it in its sentence, or with a name after a dash."""
    reading = tagged.reading
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
    found = link(tagged, [tagged.at(cue_tokens)])[0]
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
