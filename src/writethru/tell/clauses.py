"""Cuts a draft sentence into the clauses that can be true or false each by itself."""

import re
from dataclasses import replace

from writethru.tell.reading import Reading, part_of
from writethru.tell.voice import Voice, describe

CLAUSE = 3  # and of a part cut from a sentence
_GAP = re.compile(
    r"((?:the |an? )?[A-Z]?[\w’'\-]+(?: [\w’'\-]+){0,4}?) (?:(?:at|of|on|with|only|to) (?:about |some |at least |more than |up to |around )?(?=\d|\w+[.,;]?$)|(?=(?:about |some )?\d[\d,.]*(?: [mb]illion)?[.;]?$))"
)
_VERB = re.compile(r"\b(?:has|have|had|was|were|is|are|will|would)\b|ed$")
_CUT = re.compile(
    r";\s|,? and (?=to [a-z])|,? (?:and|but|while|whereas)(?: that)? (?=(?:the|an?|it|its|he|she|they|that|there|no|his|her|their|about)\b|[A-Z0-9“\"])"
    r"|,? (?:and|but) (?P<said>(?=(?:said|says|called|asked|told|warned|added|denied|confirmed|claimed|promised|demanded|urged|rejected|accused|admitted)\b))"
    r"|,? (?P<cause>because(?! of\b)|as a result of|owing to|thanks to|due to|leading to|resulting in|caused by) "
    r"|, (?:which|a (?:figure|claim|number|view|charge|step|move|decision|plan)(?: that| which)?) (?=(?:the )?(?:[\w’'\-]+ ){1,4}(?:said|says|called|calls|denied|denies|described|dismissed|rejected|disputed)\b)|, (?:and|but|while|with) "
)


def clauses(r: Reading, text: str) -> list[Reading]:
    """The clauses of a sentence that can be true or false each by itself; never cut inside a quotation."""
    cuts, on = [r.start], set[int]()
    for m in _CUT.finditer(text, r.start, r.end):
        if any(a <= m.start() < b for a, b in r.quotes):
            continue
        left = [w for w in r.words if cuts[-1] <= w.start < m.start()]
        right = [w for w in r.words if w.start >= m.end()]
        voiced = any(cuts[-1] <= v.start < m.start() for v in r.voices) and any(v.start >= m.end() for v in r.voices)
        gapped = _GAP.match(text, m.end(), r.end) and any(n.start >= m.end() for n in r.numbers)
        told = _runs_on(m) and any(cuts[-1] <= v.start < m.start() for v in r.voices)
        if (
            left
            and right
            and (
                voiced
                or told
                or gapped
                or m.group().startswith(";")
                or (_weight(r, cuts[-1], m.start()) >= CLAUSE and _weight(r, m.end(), r.end) >= CLAUSE)
            )
        ):
            cuts.append(m.end())
            on |= {m.end()} if _runs_on(m) else set()
    parts = [part_of(r, a, b) for a, b in zip(cuts, [*cuts[1:], r.end], strict=True)]
    for n in range(1, len(parts)):
        gap = _GAP.match(text, parts[n].start, parts[n].end) if parts[n].numbers and (parts[0].voices or parts[0].numbers) else None
        if gap and not _VERB.search(gap.group(1)):  # "A put it at 18,000 and B at 25,000": B's, and of the same thing
            names, heads = describe(gap.group(1))
            said = [w for w in parts[n - 1].words if not any(v.start <= w.start < v.end for v in parts[n - 1].voices)]
            voice = Voice(names, heads, *gap.span(1), ((gap.end(1), parts[n].end),), gap.group(1))
            words = (*said, *parts[n].words)
            parts[n] = replace(parts[n], voices=(voice,), words=words, concepts=frozenset(w.concept for w in words))
        elif parts[n].start in on and not any(parts[n].start <= v.start for v in parts[n].voices):
            parts[n] = replace(parts[n], voices=parts[n - 1].voices)
    return parts


def _runs_on(m: re.Match[str]) -> bool:
    """Whether what follows a cut is still told by the same voice: "and that ...", "and called on ...", "because ..."."""
    if m.group("said") is not None:
        return True
    return m.group().endswith("that ") or bool(m.group("cause")) or not re.search(r"\b(?:but|while|whereas|with)\b|^; |, and $", m.group())


def _weight(r: Reading, start: int, end: int) -> int:
    """How many things a stretch of a sentence says: its content words and numbers, and two for a voice of its own."""
    things = sum(start <= w.start < end for w in r.words) + sum(start <= n.start < end for n in r.numbers)
    things += sum(start <= w.start < end for w in r.whens)
    return things + 2 * any(start <= v.start < end for v in r.voices)
