"""The bodies that speakers stand for, as the reports place them: "Petra Holm, a spokeswoman for Aldane", "its head, Rita Sand"."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from writethru.model import Extract, Report, Span
from writethru.reconcile.entity import Names, channel, is_body, key
from writethru.reconcile.scale import listed
from writethru.text import fold
from writethru.words import first_names

_ROLE = (
    r"(?:spokes(?:man|woman|person)|chief executive|executive director|director|secretary|chair(?:man|woman)?|president|head|chief|minister|manager"
    r"|commander|commissioner|superintendent|coordinator|leader|whip|treasurer|boss|(?:duty|press|medical|safety) officer"
    r"|investigator|epidemiologist|scientist|economist)"
)
_BODY = r"((?:[A-Z][\w’'&\-]+)(?:\s+(?:of\s+|and\s+)?[A-Z][\w’'&\-]+){0,5})"
_AFTER = re.compile(r",\s+(?:an?\s+|the\s+)?(?:[\w’'\-]+\s+){0,3}?" + _ROLE + r"\s+(?:for|of|at)\s+(?:the\s+)?" + _BODY)
_OF_BODY = re.compile(r" of (?:the )?" + _BODY)  # "Hanna Brodin of the Public Health Institute"
_AFTER_OWNED = re.compile(
    r",\s+the\s+((?:[a-z]+ )?[a-z]+)['’]s\s+(?:[\w’'\-]+\s+){0,3}?" + _ROLE + r"\b"
)  # "Ragna Elstad, the coast guard's duty officer"
_OWNED = re.compile(_BODY + r"['’]s\s+(?:[\w’'\-]+\s+){0,2}?" + _ROLE + r",?\s+(?:[A-Z][\w’'\-]+\s+){0,2}$")
_BEFORE = re.compile(_ROLE + r"\s+(?:for|of|at)\s+(?:the\s+)?" + _BODY + r",?\s+[^.]{0,40}$")
_DIRECT = re.compile(_BODY + r"\s+" + _ROLE + r"\s+(?:[A-Z][\w’'\-]+\s+){0,2}$")
_PLAIN = re.compile(r"\b((?:[a-z]+ )?[a-z]+) spokes(?:man|woman|person) (?:[A-Z][\w’'\-]+ ){0,2}$")  # "coast guard spokesman Niels "
_PLAIN_OWNED = re.compile(
    r"\b[Tt]he ((?:[a-z]+ )?[a-z]+)['’]s (?:[\w’'\-]+ ){0,3}?" + _ROLE + r",? (?:[A-Z][\w’'\-]+ ){0,2}$"
)  # "the airport's director, Lucia "
_ITS = re.compile(r"\b[Ii]ts (?:[\w’'\-]+ ){0,3}?" + _ROLE + r",? ((?:[A-Z][\w’'\-]+ ?){1,3})")  # "Its head, Rita Sand, said"
# "spokesman Gunnar Moe said", the body not named beside him
_LONE = re.compile(
    r"(?<![\w’'] )(?<!of )\b(?:[Aa] |[Ii]ts |[Tt]he )?(?:spokes(?:man|woman|person)|chief executive),? ((?:[A-Z][\w’'\-]+ ?){1,3})"
)
_FOR_SORT = re.compile(_ROLE + r" (?:for|of|at) the ([a-z]+), ((?:[A-Z][\w’'\-]+ ?){1,3})")  # "a spokesman for the company, Dov Marsh,"
_SORTS = r"(?:owner|company|firm|carmaker|airline|bank|club|group|operator|charity|maker|shipyard|utility|builder|developer|carrier|manufacturer|contractor|publisher)"
_SORTED = re.compile(r"\b(" + _SORTS + r"),? ([A-Z][\w’'&\-]*(?: (?:(?:of|and) )?[A-Z][\w’'&\-]*){0,4})")
# "Orvane's chief executive", "shares in Aldane", "Aldane employs": a business, whatever its sort.
_NAME = r"([A-Z][\w’'&\-]*?(?: (?:(?:of|and) )?[A-Z][\w’'&\-]*?){0,3})"
_KEEPS_SHOP = re.compile(
    rf"\b(?:[Ss]hares? in|chief executive of|owned by|operated by) {_NAME}\b(?=\W)"
    rf"|{_NAME}(?:['’]s?)? (?:chief executive|shares|shareholders|(?:has )?employs|has promised its|made a (?:profit|loss)|lost [\d.,]+ (?:million|billion)"
    rf"|, which (?:made|lost|employs|owns|runs)|(?:works|plant|factory|refinery|depot|terminal))\b"
)
ANY = frozenset(("company", "firm", "group", "operator", "owner"))  # what every business may be called
_SORT = re.compile(_SORTS)
_RUNS = re.compile(r"(?:owner|operator|maker|builder|publisher) of an? ")  # "the owner of a works where ..."
NEAR = 300  # characters back from "its" to the end of what the body said
WINDOW = 120  # characters round a name in which its office is told


class Companies:
    """The businesses of a story, which reports name beside their sort: "the ferry's owner, Hebrane Lines", "the airline Meridian Wings",
    and those that speak and are told of as a business."""

    def __init__(self, texts: Mapping[str, Report], names: Names, speak: Collection[str]) -> None:
        self._names, self._texts = names, texts
        self._sorts: dict[str, set[str]] = defaultdict(set)
        for r in texts.values():
            for m in _SORTED.finditer(r.text):
                if names.has(m.group(2)):
                    self._sorts[names.of(m.group(2))].add(m.group(1))
            for m in _KEEPS_SHOP.finditer(r.text):
                name = names.of(m.group(1) or m.group(2))
                if name in speak and name.split()[0].lower() not in first_names():
                    self._sorts[name].add("company")
        self._places: dict[str, list[tuple[int, str]]] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._sorts

    def meant(self, speaker: str, report: str, at: int) -> str:
        """The business that "the company" is at a place of a report: the one named last before it; "" where none is. "The owner of a works",
        as a report introduces it, is the one business that the report names, and names behind it."""
        sort = key(speaker)
        runs = _RUNS.match(sort)
        if not self._sorts or not (runs or _SORT.fullmatch(sort)):
            return ""
        if report not in self._places:
            text = self._texts[report].text
            self._places[report] = sorted((m.start(), n) for n in self._sorts for m in re.finditer(rf"\b{re.escape(n)}\b", text))
        if runs:
            named = {n for _, n in self._places[report]}
            return next(iter(named)) if len(named) == 1 and at < self._places[report][0][0] else ""
        told = [n for start, n in self._places[report] if start < at]
        fit = [n for n in told if sort in ANY or sort in self._sorts[n]]
        shops = [n for n, sorts in self._sorts.items() if "company" in sorts]
        if not fit and len(shops) == 1 and not any(sort in sorts for sorts in self._sorts.values()):
            fit = [n for n in told if n == shops[0]]  # the one business of the story, of whatever sort it is called
        return fit[-1] if fit else ""


def affiliations(extracts: Sequence[Extract], texts: Mapping[str, Report], names: Names, companies: Companies) -> dict[str, str]:
    """Canonical speaker -> the body it stands for: a known government, or the one whose office the reports say it holds."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for e in extracts:
        text = texts[e.report].text
        for name, sources in _sources(e, names).items():
            bodies = [channel(text[slice(*s)]) for s in sources] + ([] if is_body(name) else [_employer(text, name)])
            found[name].update(
                known
                for b in bodies
                if b and fold(b) not in listed("givers", "offices") and (known := names.begun(b) if b[:1].isupper() else names.ending(b))
            )
    of = _likeliest(found)
    for e in extracts:
        for name, body in _its(e, texts[e.report].text, names, companies):
            if name not in of and (body in of.values() or body in companies or is_body(body)):
                found[name][body] += 1
    of = _likeliest(found)
    return of | {body: body for body in of.values()}


def _likeliest(found: Mapping[str, Counter[str]]) -> dict[str, str]:
    return {name: min(c, key=lambda b: (-c[b], b)) for name, c in found.items() if c}


def _its(e: Extract, text: str, names: Names, companies: Companies) -> Iterator[tuple[str, str]]:
    """Names told as "its director, NAME" or "spokesman NAME", each with who spoke right before; as "a spokesman for the company, NAME",
    with the business meant."""
    for m in _FOR_SORT.finditer(text):
        body = companies.meant(m.group(1), e.report, m.start())
        if body:
            yield names.of(m.group(2).strip()), body
    said = sorted((s.content[-1][1], names.of(s.attribution.speaker)) for s in e.statements if s.attribution and s.attribution.speaker)
    for m in (*_ITS.finditer(text), *_LONE.finditer(text)):
        name = names.of(m.group(1).strip())
        before = [speaker for end, speaker in said if m.start() - NEAR < end <= m.start() and speaker != name]
        if before:
            yield name, companies.meant(before[-1], e.report, m.start()) or before[-1]


def _sources(e: Extract, names: Names) -> dict[str, list[Span]]:
    """Canonical speaker -> the spans that name the source, for single speakers."""
    out: dict[str, list[Span]] = {}
    for s in e.statements:
        a = s.attribution
        if a and a.speaker and a.source and not a.collective:
            out.setdefault(names.of(a.speaker), []).append(a.source)
    return out


def _employer(text: str, name: str) -> str:
    """The body that an apposition places a speaker in: "Petra Holm, a spokeswoman for Aldane Nitrogen"; "" where none does."""
    surname, at = name.split()[-1], -1
    while (at := text.find(surname, at + 1)) >= 0:
        end = at + len(surname)
        m = _AFTER.match(text, end, end + WINDOW) or _AFTER_OWNED.match(text, end, end + WINDOW)
        before = text[max(0, at - WINDOW) : at]
        m = (
            m
            or _OWNED.search(before)
            or _BEFORE.search(before)
            or _DIRECT.search(before)
            or _PLAIN.search(before)
            or _PLAIN_OWNED.search(before)
        )
        within = _OF_BODY.match(text, end, end + WINDOW)
        if m or (within and is_body(within.group(1))):
            return (m or within).group(1)  # type: ignore[union-attr]
    return ""
