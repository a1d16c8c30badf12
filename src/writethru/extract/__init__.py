"""Report -> Extract: who said what, what the outlet says in its own voice, figures, dates and names.

All spans are characters of the report's text. Pure; linear in the text.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import TypeVar

from writethru import text as words
from writethru.dates import times as find_times
from writethru.model import Attribution, Extract, Figure, Report, Span, Stamp, Statement, TimeExpression, new_id

_T = TypeVar("_T", Figure, TimeExpression)
CORRECTION = re.compile(
    r"\b(?:an?|in an?|the) (?:earlier|previous) version|\b(?:article|story|report) (?:has been|was) (?:corrected|amended)", re.I
)
# A day beyond one of these is that of something else: "she said, and not the 46 million that the company had given on Monday".
_ELSE = re.compile(r"\b(?:that|which|who|whose|whom|after|before|since|when|not|but)\b|[;:]")
# A line of the page and not of the report: it speaks to the reader of reading.
FURNITURE = re.compile(
    r"(?:\d{1,2}[.:]\d\d\s+)?(?:thank(?:s| you) for (?:reading|listening|watching|joining|following|your)|(?:listen|watch|read) (?:again|more|on|below|live|here|the full|our)\b"
    r"|sign up\b|subscribe\b|share (?:this|your)\b|follow (?:us|our)\b|(?:click|tap) here\b|download (?:our|the) app|get in touch\b|have your say"
    r"|you can (?:listen|watch|read|follow|contact|e-?mail)\b|(?:send|e-?mail|tell|write to) us\b|more (?:on this story|to follow|soon)\b"
    r"|stay (?:with us|tuned)\b|join us\b|we(?:['’]re| are) (?:now )?(?:closing|ending|pausing) (?:our|this)|that['’]s (?:all|it) (?:from us|for (?:now|today))"
    r"|(?:hello|good (?:morning|afternoon|evening))?,? ?(?:and )?welcome (?:back )?to (?:our|the|this)\b"
    r"|(?:this|our|the) live (?:page|blog|coverage) (?:is|has|was|will)\b)",
    re.I,
)
# Where an outlet's own clause ends and the one that holds somebody's words begins.
_JOINT = re.compile(
    r"[,;]?\s+(?:(?:(?:a|two|three|four|several|\d+) )?(?:minutes?|hours?|days?|weeks?|months?) )?"
    r"(?:after|as|because|while|whereas|when|since|before|and|but|although|though|where)\s+(?:the|an?|its|his|her|their)?\s*$"
)
# "The line suspended 46 trains and said", "The firm cut 300 jobs, blaming": what a source did before it speaks.
_THEN = re.compile(r"(?:,|(?:,|;)?\s(?:and|but|then|or))(?:\s(?:then|later|also|now|in turn|again|has|have|had))*\s*$")
_RELATIVE = re.compile(r",? (?:who|which|whose|whom)\b[^,]*,?$")  # "A driver, who did not want his name printed, told": no act
_SPEAKS = re.compile(r"[\"“”„«»‘’:–—]")  # marks of quotation, and those that part a speaker from the words in a headline
_LETTERS = re.compile(r"[^\W\d_][\w-]*")
LEAD = 0.4  # of a sentence, told by the outlet before anybody is quoted: then it is a statement of the outlet's own
FRAGMENT = (4, 8, 24)  # words that a sentence has at least; up to which a number does for a verb; and that one without either has
LEAST = 6  # words of one
LEAST_ACT = 4  # where the speaker does something first
ARTICLE = 4  # characters of "The " before a source
# A sentence that announces a list: it tells nothing itself.
ANNOUNCES = re.compile(r"here(?:['’]s| is| are)\b", re.I)


def extract(report: Report) -> Extract:
    """See the module. A statement's id hashes report and spans, so a second run gives the same ids."""
    from writethru.extract.attribution import attributions, tells
    from writethru.extract.figure import figures
    from writethru.extract.name import names

    text = report.text
    sentences = words.sentences(text)
    heads = [(b.start, b.end) for b in report.blocks if b.part == "crosshead"]
    times = find_times(text, report.stamp)
    dated = [t for t in times if t.type in ("DATE", "TIME", "SET")]
    numbers = tuple(f for f in figures(text) if not any(t.start <= f.start < t.end for t in dated))
    said = [a for a in attributions(text) if not _inside_any(a.content[0], heads) and tells(text, a)]
    statements = [_attributed(report, a, sentences) for a in said]
    taken = _overlapped(sentences, [s.sentence for s in statements])
    own = [s for s in sentences if s not in taken and not _inside_any(s, heads)]
    own = [s for s in own if not ANNOUNCES.match(text, s[0]) and not FURNITURE.match(text, s[0])]
    statements += [_assertion(report, s) for s in own if _whole(text[s[0] : s[1]])]
    statements += [_assertion(report, s, whole) for s, whole in _led(text, [s for s in sentences if s in taken], said)]
    statements.sort(key=lambda s: (s.content[0], s.id))
    whole = [_filled(s, report, numbers, times, heads) for s in statements]
    return Extract(report.id, tuple(whole), tuple(names(text)), times, numbers)


def _whole(sentence: str) -> bool:
    """Whether a sentence of the outlet's own says something: it has four words, ends in no colon, and but for a long one it has a verb, or
    if it is short a number ("Good news from the coast guard" has none, nor has "Three survivors, a mother and a police chief on a night in court")."""
    from writethru.extract.pos import FINITE, tags
    from writethru.extract.reading import read

    size = len(sentence.split())
    if size < FRAGMENT[0] or sentence[-1] == ":":
        return False
    if any(c.isdigit() for c in sentence) or size > FRAGMENT[2]:
        return True
    found = set(tags(read(sentence)))
    return bool(found & FINITE or "MD" in found or found & ({"VBN", "VBG", "VB"} if size > FRAGMENT[1] else {"CD"}))


def figures_with_source(text: str, published: Stamp | None) -> list[tuple[Figure, str | None, str | None]]:
    """Figures of a text with the speaker who gives each and the day it holds for, None when the text does not say."""
    from writethru.extract.attribution import attributions
    from writethru.extract.figure import figures

    given = figures(text)
    found = attributions(text) if given and _may_speak(text) else ()
    sentences = words.sentences(text)
    times = find_times(text, published)
    out = []
    for f in given:
        if any(t.type in ("DATE", "TIME") and t.start <= f.start and f.end <= t.end for t in times):
            continue
        inner = [a for a in found if any(s <= f.start < e for s, e in a.content)]
        speaker = min(inner, key=lambda a: sum(e - s for s, e in a.content)).speaker if inner else None
        out.append((f, speaker, _as_of(f, words.covering(sentences, f.start, f.end), times)))
    return out


def _may_speak(text: str) -> bool:
    """Whether a text has a mark or a word that ever tells who says something: a quick look before it is read in full."""
    from writethru.extract.lexicon import cue, cue_phrases

    return bool(_SPEAKS.search(text) or cue_phrases().search(text)) or any(cue(w.lower()) for w in _LETTERS.findall(text))


def _as_of(figure: Figure, sentence: Span, times: Sequence[TimeExpression]) -> str | None:
    """The day or interval named nearest to a figure in its sentence."""
    near = [t for t in times if t.type in ("DATE", "TIME") and sentence[0] <= t.start < sentence[1] and t.earliest]
    if not near:
        return None
    t = min(near, key=lambda t: (min(abs(t.start - figure.end), abs(figure.start - t.end)), t.start))
    return t.earliest if t.earliest == t.latest or not t.latest else f"{t.earliest}/{t.latest}"


def _overlapped(sentences: Sequence[Span], spans: Sequence[Span]) -> set[Span]:
    """The sentences that any of the spans touches."""
    starts, out = [a for a, _ in sentences], set[Span]()
    for a, b in spans:
        k = max(bisect_right(starts, a) - 1, 0)
        while k < len(sentences) and sentences[k][0] < b:
            if sentences[k][1] > a:
                out.add(sentences[k])
            k += 1
    return out


def _between(found: Sequence[_T], start: int, end: int) -> Sequence[_T]:
    """Those, in order of place, that start in start..end."""
    return found[bisect_left(found, start, key=_start) : bisect_left(found, end, key=_start)]


def _start(found: Figure | TimeExpression) -> int:
    return found.start


def _inside_any(span: Span, spans: Sequence[Span]) -> bool:
    return any(a <= span[0] and span[1] <= b for a, b in spans)


def _attributed(report: Report, a: Attribution, sentences: list[Span]) -> Statement:
    spans = [*a.content, *([a.source] if a.source else []), *([a.cue] if a.cue else [])]
    sentence = words.covering(sentences, min(s for s, _ in spans), max(e for _, e in spans))
    return Statement(new_id("u", report.id, a.content, a.source, a.cue), report.id, a.content, sentence, a)


def _assertion(report: Report, span: Span, sentence: Span | None = None) -> Statement:
    return Statement(new_id("u", report.id, span), report.id, (span,), sentence or span, None)


def _led(text: str, taken: Sequence[Span], said: Sequence[Attribution]) -> Iterator[tuple[Span, Span]]:
    """What the outlet tells itself before somebody speaks, and the sentence: "The head of the works resigned on Thursday after the
    minister said he had lost his trust", "The railway suspended 46 trains and said"."""
    begins = sorted(((min(a for a, _ in [*x.content, *(s for s in (x.source, x.cue) if s)]), x) for x in said), key=lambda b: b[0])
    places = [b for b, _ in begins]
    for start, end in taken:
        k = bisect_left(places, start)
        if k == len(places) or places[k] >= end:
            continue
        joint, least = _JOINT.search(text, start, places[k]), LEAST
        if joint is None:
            joint, least = _turn_to_speak(text, start, begins[k][1]), LEAST_ACT
        elif joint.start() - start < LEAD * (end - start):
            continue
        clause = text[start : joint.start()] if joint else ""
        if joint and len(clause.split()) >= least and clause[0].isupper() and _acts(clause):
            yield (start, joint.start()), (start, end)


def _turn_to_speak(text: str, start: int, a: Attribution) -> re.Match[str] | None:
    """Where whom a sentence begins with has acted and turns to speak; None for who says nothing ("gave no name and refused to say")."""
    if a.source is None or a.cue is None or a.stance == "declined" or not start <= a.source[0] <= start + ARTICLE:
        return None
    return _THEN.search(text, a.source[1], a.cue[0]) if a.source[1] < a.cue[0] < min(x for x, _ in a.content) else None


def _acts(clause: str) -> bool:
    """Whether a clause has a verb that may be finite, after its first word and before a relative clause at its end."""
    from writethru.extract.lexicon import word

    return any(t.islower() and word(t.strip(",.;:'’\"")).may_be("DZ") for t in _RELATIVE.sub("", clause).split()[1:])


def _filled(s: Statement, report: Report, figures: Sequence[Figure], times: Sequence[TimeExpression], heads: Sequence[Span]) -> Statement:
    at = bisect_right(heads, s.sentence)
    head = heads[at - 1] if at else None
    # A note of correction names a figure only to take it back.
    corrects = bool(CORRECTION.search(report.text, *s.sentence))
    first, last = min(a for a, _ in s.content), max(b for _, b in s.content)
    inner = () if corrects else tuple(f for f in _between(figures, first, last) if any(a <= f.start < b for a, b in s.content))
    named = tuple(_between(times, *s.sentence))
    return Statement(
        s.id,
        s.report,
        s.content,
        s.sentence,
        s.attribution,
        inner,
        named,
        report.text[head[0] : head[1]] if head else "",
        _said(s, named, report),
    )


def _said(s: Statement, times: Sequence[TimeExpression], report: Report) -> str | None:
    """The day it was said: a day named beside the cue and outside the content; else the report's own day."""
    if s.attribution is not None:
        beside = [t for t in times if t.type in ("DATE", "TIME") and t.earliest and not any(a <= t.start < b for a, b in s.content)]
        single = [t for t in beside if t.earliest and (t.latest or "")[:10] == t.earliest[:10]]
        cue = s.attribution.cue
        if cue:
            single = [t for t in single if not _ELSE.search(report.text, *sorted((cue[1], t.start)))]
        if single and cue:
            return (min(single, key=lambda t: abs(t.start - cue[1])).earliest or "")[:10]
    own = report.moment(s.content[0][0])
    return own.day.isoformat() if own else None
