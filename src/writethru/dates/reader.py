"""Reading state while a text is tagged: the day it is told from, what was last named, the tense round an expression."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from writethru.dates.calendar import bounds, narrowed, nearest_weekday, step
from writethru.dates.hit import Found, Hit, Kind
from writethru.dates.lexicon import Lexicon, Scan
from writethru.model import Stamp


class Marks:
    """The class characters that the reader asks for."""

    def __init__(self, lex: Lexicon) -> None:
        self.will, self.past, self.to = lex.chars("will"), lex.chars("past"), lex.chars("infinitive")
        self.word, self.had = lex.chars("word"), lex.chars("had")
        self.wday, self.stop, self.line = lex.chars("wday"), lex.chars("stop"), lex.chars("break")
        self.since, self.before, self.upto = lex.chars("sinceword"), lex.chars("beforeword"), lex.chars("upto")
        self.skip = lex.chars("the", "about", "early", "on", "in")
        self.prep, self.det, self.timeprep = lex.chars("prep"), lex.chars("det"), lex.chars("timeprep")
        self.name, self.people, self.money = lex.chars("name"), lex.chars("people"), lex.chars("money")
        self.cur, self.pct, self.dot = lex.chars("cur"), lex.chars("pct"), lex.chars("dot")
        self.inside, self.number, self.count = lex.chars("inside"), lex.chars("number", "int", "dec"), lex.chars("count")
        self.after_tail = lex.chars("fn", "stop", "comma", "break", "quote", "past", "bracket", "mark")
        self.hyphen, self.finance = lex.chars("hyphen"), lex.chars("money", "cur", "pct")
        self.could, self.state = lex.chars("could"), lex.chars("state")
        self.mark = lex.chars("comma", "bracket", "mark", "dash")
        self.behind, self.quote = lex.chars("afterword", "sinceword"), lex.chars("quote")
        self.a = lex.chars("a", "det")
        self.links = lex.chars("and", "or", "to", "comma", "at")
        self.on, self.joins, self.decade = lex.chars("on"), lex.chars("and", "or", "comma"), lex.chars("decade")
        self.beside = lex.chars("before")
        self.negation = lex.chars("negation")
        self.priced = frozenset(("closed", "ended", "opened", "traded", "trading", "priced", "valued", "quoted", "stood"))
        self.fixed = frozenset(("set", "slated", "billed", "fixed", "booked", "listed"))  # "set for Dec. 3" looks ahead
        self.due = frozenset(("effect", "effective", "proposed", "planned", "starting", "beginning"))  # "with effect from noon on Friday"
        self.passive = frozenset(("be", "being", "is", "are"))


@dataclass(slots=True)
class Said:
    """The day that a sentence names, and where it stands: an utterance near it was made then."""

    day: date
    at: int


class Reader:
    """What is known at the current place of the text."""

    def __init__(self, scan: Scan, lex: Lexicon, marks: Marks, anchor: Stamp | None) -> None:
        self.scan, self.lex, self.marks = scan, lex, marks
        self.anchor = anchor
        self.doc = anchor.day if anchor else None
        self.base = self.doc  # the day the current section is told from
        self.ref: str | None = None  # the date last named
        self.quarter: tuple[int, int] | None = None
        self.quarter_at = 0
        self.said: Said | None = None
        self.clock: Hit | None = None  # the last time of day that named no day

    @cached_property
    def moment(self) -> datetime | None:
        return self.anchor.at if self.anchor and isinstance(self.anchor.at, datetime) else None

    def code(self, i: int) -> str:
        """The class character of token i; a line break outside the text."""
        return self.scan.codes[i] if 0 <= i < len(self.scan.codes) else self.marks.line

    def is_a(self, i: int, chars: str) -> bool:
        return self.code(i) in chars

    def to_come(self, clock: str) -> bool:
        """Whether a time of the base's day ("18:00") is after the report's own minute. A report dated in UTC may tell its clocks otherwise."""
        at = self.moment
        return at is not None and at.date() == self.base and at.utcoffset() != timedelta(0) and f"{at:%H:%M}" < clock

    def is_priced(self, start: int) -> bool:
        """Whether what stands before tells a price: "shares closed at 19.52 on Monday"."""
        return start > 1 and self.scan.word(start - 2).lower() in self.marks.priced

    # ---- tense -------------------------------------------------------------------------------------------------------

    def direction(self, start: int, end: int) -> int:
        """-1 past, 1 future, 0 unknown: the nearest verb or preposition before the tokens in their sentence, else after."""
        near = start - 1 - self.is_a(start - 1, self.marks.skip)
        if self.is_a(near, self.marks.upto) and near and not self._stops(near - 1):
            return -1 if self._has_been(near) else 1  # "until Friday" looks ahead, unless it ends what had been
        if self.appointed(start):
            return 1
        if self.is_a(start - 1, self.marks.behind) and self.is_a(end, self.marks.quote):
            return -1  # "after Monday's debate"
        if sign := self._sign_left(start):
            return sign
        before = start - 1 - self.is_a(start - 1, self.marks.on)
        if before >= 0 and self.scan.word(before).lower() == "again":
            return 1  # "schools open again on Monday", and no verb of the past stands before
        for k in range(end, end + 14):
            if self._stops(k):
                break
            if not self.is_a(k, self.marks.to) and (sign := self._sign(k)):
                return sign
        return 0

    def _sign_left(self, start: int) -> int:
        for k in range(start - 1, max(start - 18, -1), -1):
            if self._stops(k):
                break
            if sign := self._sign(k):
                return sign
        return 0

    def appointed(self, start: int) -> bool:
        """Whether a day is one that something is set for: it is surely to come."""
        if start < 2:
            return False
        last, before, first = (self.scan.word(start - n).lower() if n <= start else "" for n in (1, 2, 3))
        return (last == "for" and before in self.marks.fixed) or (last == "from" and before in self.marks.due and first != "took")

    def happened(self, start: int) -> bool:
        """Whether a past verb stands right before ("fell on Nov. 3"): then the day has come, whatever is nearer."""
        verb = start - 1 - self.is_a(start - 1, self.marks.on)
        return self.is_a(verb, self.marks.past) and self._sign_left(start) < 0

    def _stops(self, k: int) -> bool:
        c = self.code(k)
        if c in self.marks.line:
            return True
        if c not in self.marks.stop:
            return False
        if c in self.marks.dot and k:  # not after an abbreviation or initial: "Inc.", "J."
            before = self.scan.word(k - 1)
            return not (before[0].isupper() and len(before) <= 4)
        return True

    def _sign(self, k: int) -> int:
        c, marks = self.code(k), self.marks
        if c in marks.to:
            return self._unless_had(k) if self._infinitive(k + 1) else 0
        if c in marks.will:
            unreal = c in marks.could and self.is_a(k + 1, marks.negation)  # "could not be reached Friday"
            return 0 if unreal else self._unless_had(k)
        if c in marks.past and not (k and self.scan.word(k - 1).lower() in marks.passive):
            return -1
        return 0

    def _infinitive(self, k: int) -> bool:
        """Whether a word after "to" is a verb: "to open", but not "taken to hospital", "open to visitors"."""
        word, told = (self.scan.word(k) if k < len(self.scan.spans) else ""), self.lex.after_to
        return word in told["verbs"] or (self.code(k) in self.marks.word and word not in told["nouns"] and not word.endswith(("s", "ing")))

    def _has_been(self, k: int) -> bool:
        for j in range(k - 1, max(k - 18, -1), -1):
            if self._stops(j):
                break
            if self.is_a(j, self.marks.state):
                return True
        return False

    def _unless_had(self, k: int) -> int:
        """Future seen from the past ("had been due to expire Friday") is past."""
        return -1 if any(self.is_a(j, self.marks.had) for j in range(max(k - 6, 0), k)) else 1

    # ---- days --------------------------------------------------------------------------------------------------------

    def weekday(self, number: int, rel: str, start: int, end: int) -> date | None:
        """The day a weekday names: "last" before, "next" after the base; bare by tense, the base's own day included."""
        if self.base is None:
            return None
        before, after = step(self.base, -1, "D"), step(self.base, 1, "D")
        if rel == "back" and before:
            return nearest_weekday(before, number, forward=False)
        if rel == "fwd" and after:
            return nearest_weekday(after, number, forward=True)
        sign = self.direction(start, end)
        if sign > 0 or (rel == "here" and sign == 0):
            return nearest_weekday(self.base, number, forward=True)
        return nearest_weekday(self.cap, number, forward=False)

    @property
    def cap(self) -> date:
        """The last day the past can reach: the report's day, unless the section is told from an earlier week."""
        assert self.base is not None
        if self.doc and 0 <= (self.doc - self.base).days <= 6:
            return self.doc
        return step(self.base, 1, "D") or self.base

    def spoken_day(self, start: int, end: int) -> date | None:
        """For "today" and its like: inside a quotation the day it was spoken, if the sentences round it name one; else the base."""
        if self.base is None or not self._quoted(start):
            return self.base
        at = self.scan.spans[start][0]
        closed = False
        for k in range(end, end + 60):
            if self.is_a(k, self.marks.line):
                break
            closed = closed or self.scan.word(k) in '"”'
            if closed and self.is_a(k, self.marks.wday):
                number = self.lex.value("weekday", self.scan.word(k))
                return nearest_weekday(self.cap, number, forward=False)
        if self.said and at - self.said.at < 400 and 0 <= (self.cap - self.said.day).days <= 6:
            return self.said.day
        return self.base

    def _quoted(self, start: int) -> bool:
        at = self.scan.spans[start][0]
        line = self.scan.text.rfind("\n", max(at - 800, 0), at) + 1
        if not line and at > 800:
            return False
        window = self.scan.text[line:at]
        return window.count("“") > window.count("”") or window.count('"') % 2 == 1 or window.count("``") > window.count("''")

    # ---- results -----------------------------------------------------------------------------------------------------

    def dated(self, start: int, end: int, value: str, part: str = "", kind: Kind = "DATE") -> Found:
        """A DATE (or TIME) with the days it covers, narrowed by "early", opened by "since", and remembered."""
        if kind == "DATE":
            self.ref = value
        span = bounds(value)
        if span is None:
            return Found(start, end, kind, value)
        if part in ("early", "mid", "late"):
            span = narrowed(span, part)
        elif part == "earlier" and self.base and span[0] <= self.base <= span[1]:
            span = span[0], self.base
        elif part == "later" and self.base and span[0] <= self.base <= span[1]:
            span = self.base, span[1]
        return Found(start, end, kind, value, *self.opened(start, span[0].isoformat(), span[1].isoformat()))

    def opened(self, start: int, first: str | None, last: str | None) -> tuple[str | None, str | None]:
        """Bounds opened by the preposition before the tokens: "since" lasts to the report, "until", "by" and "before" have no beginning."""
        k = start - 1
        while k > start - 3 and self.is_a(k, self.marks.skip):
            k -= 1
        if self.is_a(k, self.marks.since):
            doc = self.doc.isoformat() if self.doc else None
            return first, doc if doc and first and doc >= first else None
        if self.is_a(k, self.marks.before):
            return None, last
        return first, last

    def clock_away(self, start: int, end: int, count: float, seconds: int) -> Found:
        """ "three hours ago": a TIME reckoned from the report's minute; without one only the days it may fall on."""
        word = "FUTURE_REF" if count > 0 else "PAST_REF"
        try:
            if self.moment is not None:
                at = (self.moment + timedelta(seconds=count * seconds)).isoformat(timespec="minutes")
                return Found(start, end, "TIME", at[:16], at, at)
        except OverflowError:
            return Found(start, end, "TIME", word)
        other = step(self.base, 1 if count > 0 else -1, "D") if self.base else None
        days = sorted(d.isoformat() for d in (self.base, other) if d)
        return Found(start, end, "TIME", word, days[0] if days else None, days[-1] if days else None)

    def reference(self, hit: Hit, value: str) -> Found:
        """ "now", "recently", "in the near future": open towards the side they point to."""
        base = self.base.isoformat() if self.base else None
        first, last = {"PAST_REF": (None, base), "FUTURE_REF": (base, None)}.get(value, (base, base))
        return Found(hit.start, hit.end, "DATE", value, first, last)

    def name_day(self, day: date, at: int) -> None:
        """Remember a day that was named outright, for the utterances near it."""
        self.said = Said(day, self.scan.spans[at][0])

    def near_quarter(self, start: int) -> bool:
        """Whether a quarter was under discussion and the sentence speaks of money or shares."""
        if self.quarter is None or self.scan.spans[start][0] - self.quarter_at > 2500:
            return False
        return any(self.is_a(k, self.marks.finance) for k in range(max(start - 30, 0), start + 15))
