"""One part of a draft against one sentence of a report: who says it, how firmly, and whether it is denied."""

import re
from collections.abc import Iterator
from dataclasses import replace

from writethru.tell.compare import find
from writethru.tell.evidence import Evidence
from writethru.tell.reading import Reading
from writethru.tell.voice import Voice
from writethru.text import fold
from writethru.verdict import Problem

_PRONOUN = re.compile(r"(?:.* )?(?:he|she|they|it|who|we|i)$|who ", re.I)


def speakers(part: Reading, r: Reading, evidence: Evidence) -> Iterator[Problem]:
    mine = told_by(replace(part, voices=tuple(v for v in part.voices if evidence.cast.plausible(v) and not evidence.cast.mistaken(v))))
    if not mine:
        return
    theirs = _saying(part, r)
    unsure = [
        v for v in part.voices if not v.sure and v.says and not v.resolved and (v.names or v.heads) and part.start <= v.start < part.end
    ]
    meant, just = frozenset[str](), frozenset[str]()
    outlet = frozenset(fold(w) for w in re.findall(r"\w+", evidence.reports[r.report].outlet) if w.lower() != "the")
    theirs = [v for v in theirs if not evidence.cast.mistaken(v)] or [replace(v, names=frozenset(), heads=frozenset()) for v in theirs]
    if not any(v.sure for v in theirs) or any(_PRONOUN.match(v.phrase) for v in theirs):
        known = any(
            v.resolved and (v.names or v.heads) and not evidence.cast.mistaken(v) for v in theirs
        )  # "she said", and it was worked out who: only a person just named fits besides
        around = evidence.neighbours(r, 1) if known else (*evidence.neighbours(r, 2), *evidence.next(r)[:1])
        theirs += [v for s in around for v in s.voices]
        near = (r, *evidence.neighbours(r, 2))  # "he": one of those just named
        just = frozenset(f for s in near for f in s.forms)
        meant = frozenset(f for s in near for f in s.forms if f in evidence.cast.full)
    if any("denial" in o.kinds for o in part.operators):
        theirs += [v for s in evidence.denied_after(r) for v in s.voices]
    for v in mine:
        named = evidence.cast.names_of(v)
        if named and outlet and (named <= outlet or outlet <= named):
            continue
        described = [w for w in theirs if w.names or w.heads]
        if any(evidence.cast.heads_it(v, w) for s in evidence.next(r) for w in s.voices) and any(map(evidence.cast.is_company, r.voices)):
            continue  # a lede gives a company what the next sentences give its head
        if "told" in r.forms and any(evidence.cast.names_of(w) & part.forms for w in theirs):
            continue  # what one told another, in the words of that other
        if any(evidence.cast.may_be(v, w) for w in described) or (theirs and not described):
            continue
        if any(evidence.cast.may_be(w, x) for w in unsure if w != v for x in r.voices if x.names or x.heads):
            continue  # a name read as a speaker stands before the one who is: "Holm would resign, an aide said"
        if (meant and evidence.cast.surname(named) in meant) or (named and named <= just) or not evidence.cast.told_apart(v):
            continue
        if evidence.cast.vague(v) and v.heads & r.concepts:
            continue  # "according to the log"
        if not named and v.heads and v.heads.isdisjoint(evidence.idf):
            continue  # "the union", where no report calls anybody so: a word of the draft's own
        if v.resolved and any((w.names and w.names <= part.forms) or (w.heads and w.heads <= part.concepts) for w in theirs if w.sure):
            continue  # "the lawyer, who asked for time": she stands before
        if not v.says and not (evidence.cast.surname(named) and part.start <= v.start < part.end):
            continue  # "Seoul hopes to": what it does, not what it says
        if any(w.sure and w.says and evidence.cast.surname(evidence.cast.names_of(w)) in part.forms for w in r.voices):
            continue  # "whereas Tilda Renn counts three": the part names who says it, in words that are no cue
        if not evidence.cast.surname(named) and len(v.heads) > 1 and v.heads <= r.concepts | r.spoken:
            continue  # "A Lumera spokeswoman", and the sentence has one
        told = any(w.sure and not _PRONOUN.match(w.phrase) for w in r.voices)
        if (not told or not ((v.sure and v.says) or evidence.cast.surname(named))) and evidence.cast.stands_in(v, r):
            continue
        beside = [x.near for n in part.numbers for x, _ in [find(n, r, evidence)] if x]
        if v.heads and any(v.heads <= near for near in beside):
            continue
        who = next((w.phrase for w in theirs if w.sure), "") or next((w.phrase for w in theirs), "")
        said = f"the report gives it to {who}" if who else "the report says it in its own voice"
        yield Problem("wrong-speaker", said, v.start, v.end, "contradicted")
        return


def _saying(part: Reading, r: Reading) -> list[Voice]:
    """The voices of a sentence that say what a part has of it: all of them unless each says its own."""
    sure = [v for v in r.voices if v.sure and v.says]
    if len({v.phrase for v in sure}) < 2:
        return list(r.voices)
    met = [w for w in r.words if w.concept in part.concepts]
    own = {id(v): sum(any(a <= w.start < b for a, b in v.content) for w in met) for v in sure}
    best = max(sure, key=lambda v: own[id(v)])
    if not own[id(best)]:
        return list(r.voices)
    apart = {v.start for v in sure if not own[id(v)] and not any(a < v.end and v.start < b for a, b in best.content)}
    return [v for v in r.voices if v.start not in apart]


def told_by(part: Reading) -> list[Voice]:
    """The voices a part is told by: those named inside it before those only reaching into it, those `extract` is sure of before others."""
    own = [v for v in part.voices if (v.names or v.heads) and not (v.resolved and not v.sure)]
    own = [v for v in own if not any(a <= v.start < b for a, b in part.quotes)]  # who speaks inside a quotation tells nothing of the draft
    inside = [v for v in own if part.start <= v.start < part.end]
    if not any(v.sure for v in inside):  # "... and said Wildwood would sue": said by who opened the sentence
        inside = [v for v in own if v.sure and any(part.start <= a < part.end for a, _ in v.content)] or inside or own
    return [v for v in inside if v.sure] or inside[:1]
