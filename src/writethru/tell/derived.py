"""Numbers of a draft that no passage has as they are but that follow from it: a difference, a sum, a part, an hour told in words."""

import re
from math import isclose

from writethru.model import Span
from writethru.tell.evidence import Evidence
from writethru.tell.measure import Number, core, fit
from writethru.tell.reading import Reading
from writethru.tell.rules import concept

PLAIN = 13  # a number from here on hardly stands in a sentence by chance
PEOPLE = frozenset(concept(w) for w in ("people", "worker", "passenger", "patient", "dead", "child", "crew", "resident"))
LEAST = 2  # a smaller difference comes about by chance
MANY = 8  # other passages whose numbers may be reckoned with,
ABOUT = 0.3  # where they hold this share of the part
REACH = 2  # sentences around a passage whose numbers may be reckoned with
ROUGH = 20  # minutes that "shortly before six" may mean
_SMALL = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_MINUTES = {"half": 30, "a quarter": 15, "quarter": 15, "five": 5, "ten": 10, "twenty": 20, "twenty-five": 25}
_HOURS = "|".join(_SMALL[1:]) + r"|\d{1,2}"
_SPOKEN = re.compile(rf"\b({'|'.join(sorted(_MINUTES, key=len, reverse=True))}) (past|to) ({_HOURS})\b")
_NEAR = re.compile(
    rf"\b(?:(shortly|just|soon|a little|minutes|not long|well) )?(before|after) ({_HOURS})(?! (?:\w+ )?(?:day|week|month|year|hour|minute)s?\b)\b"
)
_AT = re.compile(rf"\b(?:at|by|until|from|since) ({_HOURS})(?: o['’]clock)?(?= (?:on|in the|this|that|yesterday|tomorrow)\b|[.,;]?$)")
_MORE = re.compile(
    r"(?: [a-z]+){0,2} (?:more|less|fewer|higher|lower|longer|shorter|apart|below|above|short|behind|ahead|off)\b"
)  # "seven more than at first"
_LEFT = re.compile(r"\b(?:left|leav\w+|remain\w*|another|other|rest) (?:about |some |the )?$")  # "which left 120"
_OUT_OF = re.compile(r"(?: [a-z]+)? (?:out )?of (?:the |its |their |his |her |about |some |[\w’'\-]+['’]s )*")
ROUGHLY = (0.88, 1.15)  # "three times" the 3,000 are 10,000
_AS_MUCH = re.compile(r"\w+ times (?:as|that|the|more|over|what|larger|higher)\b")
_NAMES = re.compile(
    r"((?:[A-Z][\w’'\-]+ ?){1,3}(?:, (?:[A-Z][\w’'\-]+ ?){1,3}){0,3} and (?:[A-Z][\w’'\-]+ ?){1,3})(?:, | — | – |, the | \()(?:the |its |their )?(?=\w)"
)
_CLOCK = re.compile(r"\b(\d{1,2})(?:[:.](\d\d))? ?([ap]\.?m)?")


def follows(n: Number, part: Reading, r: Reading, evidence: Evidence, draft: str) -> bool:
    """Whether a number is what the passage, or the sentences beside it, come to."""
    return told_hour((n.start, n.end), part, r, evidence, draft) or _reckoned(n, part, r, evidence, draft)


def _around(r: Reading, evidence: Evidence) -> list[Reading]:
    return [r, *evidence.neighbours(r, REACH), *evidence.next(r)]


def _reckoned(n: Number, part: Reading, r: Reading, evidence: Evidence, draft: str) -> bool:
    """The sum or the difference of two numbers of the passages of which the draft gives one as well: "ninety of 210 ... leaves 120"."""
    if n.kind in ("label", "ordinal"):
        return False
    if core(n) < 1:
        mine = [core(m) for m in part.numbers if m is not n]
        text = evidence.reports[r.report].text
        return any(
            _part_of(n, a, b)
            for a in r.numbers
            for b in r.numbers
            if a is not b and (core(a) in mine or core(b) in mine or _OUT_OF.fullmatch(text, a.end, b.start))
        )
    if _in_draft(n, part) or _times(n, part, r, draft) or rest(n, part, r):
        return True
    if core(n) >= PLAIN and any(
        isclose(core(n), abs(core(a) - core(b)), rel_tol=0.03 if n.approx == "~" else 1e-9)
        for s in _around(r, evidence)[: 1 + REACH]
        for a in s.numbers
        for b in s.numbers
        if a.start < b.start and "label" not in (a.kind, b.kind) and (s is r or a.unit == b.unit or not a.unit or not b.unit)
    ):
        return True  # "45 kept their posts" of the 410 of whom 365 lost theirs
    if core(n) < LEAST or not (_MORE.match(draft, n.end, part.end) or _LEFT.search(draft, max(part.start, n.start - 16), n.start)):
        return False
    told = [core(m) for m in part.numbers if m is not n]
    near = [e for s in _around(r, evidence) for e in s.numbers]
    near += [e for share, s in evidence.candidates(part)[:MANY] if share >= ABOUT for e in s.numbers]
    counts = [e for e in near if e.kind not in ("label", "ordinal")]
    held = [e for e in counts if core(e) in told]
    return any(
        isclose(core(n), value)
        for e in held
        for x in counts
        if x.unit == e.unit or not x.unit or not e.unit
        for value in (core(e) + core(x), abs(core(e) - core(x)))
    )


def _in_draft(n: Number, part: Reading) -> bool:
    """Whether a number is the sum of two others of the draft itself: "eight pumps, two more than the six sent first"."""
    others = [core(m) for m in part.numbers if m is not n and m.kind == n.kind]
    return any(isclose(core(n), a + b) for i, a in enumerate(others) for b in others[i + 1 :])


def _times(n: Number, part: Reading, r: Reading, draft: str) -> bool:
    """Whether "three times as much" is what two numbers of the passage, of one unit, come to, or two of the draft roughly do ("10,000, three
    times the 3,000 first estimated")."""
    mine = [core(m) for m in part.numbers if m is not n and core(m) > 0]
    held = draft[n.start : n.end].lower().endswith("times") and core(n) > 1
    if held and any(a > b and ROUGHLY[0] * core(n) <= a / b <= ROUGHLY[1] * core(n) for a in mine for b in mine):
        return True
    if not _AS_MUCH.match(draft, n.start, part.end):
        return False
    pairs = ((core(a), core(b)) for a in r.numbers for b in r.numbers if core(a) > 0 and (a.unit == b.unit or not a.unit or not b.unit))
    return any(abs(b / a - core(n)) <= 0.1 * core(n) for a, b in pairs)


def rest(n: Number, part: Reading, r: Reading) -> bool:
    """Whether a small number is what the passage's other number leaves of a whole that the draft gives too: "four of seven were not
    reached" where three were."""
    wholes = [core(m) for m in part.numbers if m is not n and core(m) > core(n)]
    given = [core(e) for e in r.numbers if e.kind == "figure"]
    return core(n) >= LEAST and any(w in given and w - core(n) in given for w in wholes)


def _part_of(n: Number, a: Number, b: Number) -> bool:
    """Whether one number is about such a part of another: six days "less than half" of 14."""
    share = core(a) / core(b) if core(b) else 0.0
    if n.approx in ("<", "<="):
        return 0.7 * core(n) <= share <= core(n)
    return abs(share - core(n)) <= 0.05 * core(n) or (n.approx in (">", ">=") and core(n) <= share <= 1.3 * core(n))


def told_hour(at: Span, part: Reading, r: Reading, evidence: Evidence, draft: str) -> bool:
    """Whether a number or time at a place is part of an hour in words that a passage gives in digits: "half past seven", "shortly before six" for 5.50."""
    plain = draft[part.start : part.end].lower()
    wanted: list[tuple[int, int]] = []  # minutes of the day, and how far off it may be
    for m in _SPOKEN.finditer(plain):
        if part.start + m.start() < at[1] and at[0] < part.start + m.end():
            minutes = _MINUTES[m.group(1)]
            wanted.append((_hour(m.group(3)) * 60 + (minutes if m.group(2) == "past" else -minutes), 0))
    for m in _NEAR.finditer(plain):
        if part.start + m.start() < at[1] and at[0] < part.start + m.end():
            wanted.append((_hour(m.group(3)) * 60 + (-ROUGH // 2 if m.group(2) == "before" else ROUGH // 2), ROUGH // 2))
    for m in _AT.finditer(plain):
        if part.start + m.start() < at[1] and at[0] < part.start + m.end():
            wanted.append((_hour(m.group(1)) * 60, 0))
    if not wanted:
        return False
    given = [
        _minutes(m)
        for s in _around(r, evidence)
        for m in _CLOCK.finditer(evidence.reports[s.report].text, s.start, s.end)
        if m.group(2) or m.group(3)
    ]
    return any(min((w - g) % 720, (g - w) % 720) <= far for w, far in wanted for g in given)


def _hour(word: str) -> int:
    return int(word) if word.isdigit() else _SMALL.index(word)


def _minutes(m: re.Match[str]) -> int:
    return int(m.group(1)) * 60 + int(m.group(2) or 0)


def listed(n: Number, part: Reading, draft: str) -> bool:
    """Whether a small number counts the names it stands beside: "Denholt and Westmarch, two other depots"."""
    m = next((m for m in _NAMES.finditer(draft, part.start, n.end) if m.end() == n.start), None)
    return m is not None and core(n) == len(re.findall(r", | and ", m.group(1))) + 1


def elsewhere(n: Number, part: Reading, r: Reading, evidence: Evidence) -> bool:
    """Whether another sentence of the story, told by nobody else, gives a measure that the passage has nothing of: "40 kilometres away"
    stands where the town does."""
    people = n.unit in PEOPLE
    if not n.unit or core(n) < PLAIN or any(e.unit == n.unit or (people and e.unit in PEOPLE) for e in r.numbers):
        return False
    named = {w.concept for w in part.words if any(m.start <= w.start < m.end for m in part.names)}
    passages = [
        s
        for s in (evidence.readings[i] for i in evidence.giving(n))
        if any((e.unit == n.unit or (people and not e.unit)) and fit(n, e) for e in s.numbers)
        and not ((people or n.kind == "length") and named.isdisjoint(s.concepts))
    ]
    return any(_one_voice(part, s, evidence) for s in passages)


def _one_voice(part: Reading, r: Reading, evidence: Evidence) -> bool:
    """Whether who tells the part may be who tells a passage, or nobody is named for one of them."""
    mine, theirs = ([v for v in x.voices if (v.names or v.heads) and v.says and not evidence.cast.vague(v)] for x in (part, r))
    return not mine or not theirs or any(evidence.cast.may_be(v, w) for v in mine for w in theirs)
