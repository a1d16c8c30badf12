"""Bylines: who signs a report, out of a line as printed. Words of jobs, desks and "by" are in data/pasted_names.toml."""

import re
from functools import cache

from writethru.clean.lexicon import agency, alternation, key, outlets, table
from writethru.clean.times import find as find_stamps
from writethru.text import squeeze

_MAIL = re.compile(r"\S{1,64}@[^\s.]{1,90}\.\S{1,100}|https?://\S+|@\w+")  # an address, or a handle, glued to a name or not
_STOP = re.compile(
    r"[|•►»]|\s·\s|\s[–—-]\s|\b\d+\s?(?:min|minutes?|Min|мин)\b|(?<=[a-z])(?=Published|Updated|Posted|Follow|Share|Last\b)|\bFollow\b|\d"
)
_WORD = re.compile(r"[^\W_]+")
_AGO = re.compile(r"\s?\|?\s?\b(?:Published|Updated|Posted|\d+\s?(?:min|hour|day|month|week|year|sec|Min|Std|h\b|hrs))", re.ASCII)
_PREFIXED = re.compile(r"(?:al|el|ad|ar|as|at|az|an|ibn|bin|d|de|l)[-'’][^\W\d_a-z]")
_AND = re.compile(r"^(?:and|und|et|y|e|og|och|en)\s+")
_GLUED_AND = re.compile(r"(?<=[a-zß-ÿ])and(?=[A-ZÀ-Þ][a-z])")  # "Denise LauandKwok Ping-hei"
_BESIDE = re.compile(r"\((?:now|earlier|later)\)|\S{1,64}@\S+|@\w+")  # a shift, an address
_GLUED_BY = re.compile(r"^(By|by|Von|von|Par|par|Por|por)(?=[A-Z])")
_REPORTER = re.compile(r"([가-힣]{2,4}) ?(?:기자|특파원)|([\u4e00-\u9fff]{2,5})(?:記者|特派員)")  # a name before "reporter"
_UPPER = re.compile(r"[^\W\d_]")
_HOST = re.compile(r"[\w-]+\.(?:com|net|org|info|co|de|fr|uk|au|in|tv|news|es|it)\b", re.IGNORECASE)
_BRACKETED = re.compile(r"\(\s*(?:with|avec|mit|con)\s", re.IGNORECASE)
_DEGREES = frozenset(
    ("MA", "MD", "MBA", "MPH", "MSc", "BSc", "PhD", "DDS", "RN", "M.D.", "M.A.", "Ph.D.", "Esq")
)  # behind a name and a comma
_NAME_PART = re.compile(r"[^\W\d_](?:[\w.'’\-]*[\w.])?$|[(“\"][^\W\d_][\w.'’\-]*[)”\"]$")  # or a by-name: Ann (A.L.) Leeds


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(key(w) for w in table("pasted_names")[name])


@cache
def _lead() -> re.Pattern[str]:
    words = table("pasted_names")["lead"]
    return re.compile(rf"\s*(?:{alternation(set(words) | {key(w) for w in words})})(?:\s*[:：]\s*|\s+)", re.IGNORECASE)


@cache
def _glued_job() -> re.Pattern[str]:
    """Where a job is glued behind a name: "Jane DoeTravel News Reporter"."""
    jobs = alternation({w.capitalize() for w in table("pasted_names")["job"]})
    return re.compile(rf"(?<=[^\W\d_A-Z])(?=(?:[A-Z]\w+ ){{0,3}}(?:{jobs})\b)(?=[A-Z])(?<! )")


@cache
def _joins() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:,|;|&|/|、|・|，|\s(?:{alternation(_words('join'))})\s)\s*", re.IGNORECASE)


def has_lead(text: str) -> bool:
    """Whether a line opens as a byline does ("By ", "Von ", "Par "); words that open other lines too need a full name behind them."""
    m = _lead().match(text)
    if not m:
        return False
    return key(m.group()) not in _words("weak") or is_name(" ".join(text[m.end() :].split()[:2]).strip(",;"))


def split_bylines(text: str) -> list[str]:
    """The people and desks of a byline in reading order, without "By", jobs, outlets behind a comma, addresses, times.

    Names in capitals come back in title case.
    """
    text = _GLUED_AND.sub(" and ", squeeze(text[:400]))
    reporters = _REPORTER.findall(text)
    if reporters:
        return list(dict.fromkeys(a or b for a, b in reporters))
    text = _BRACKETED.sub(", ", _glued_job().sub(" , ", _GLUED_BY.sub(r"\1 ", text)))
    found = find_stamps(text)
    if found:
        text = text[: found[0].start] or text[found[-1].end :]
    text = _MAIL.sub(" | ", text)
    m = _lead().match(text)
    rest = text[m.end() :] if m else text
    m = _lead().match(rest)
    rest = rest[m.end() :] if m and is_name(rest[m.end() :].split(",")[0]) else rest
    stop = _STOP.search(rest)
    rest = rest[: stop.start()] if stop else rest
    names: list[str] = []
    for piece in _joins().split(rest):
        name = _person_or_desk(_AND.sub("", piece.strip(' .,:;()[]|-–—"“”')), first=not names)
        if name and name not in names:
            names.append(name)
    return names


def _person_or_desk(piece: str, first: bool) -> str:
    """A name as it is to be given; "" for a job, a place of work or anything else."""
    if not piece or len(piece) > 60:
        return ""
    folded = key(piece)
    if _is_desk(folded):
        return piece if piece[:1].isupper() or first else ""
    if agency(piece) or folded in outlets():
        return piece if first else ""
    m = _lead().match(piece)
    if m and first:
        piece = piece[m.end() :]
    words = piece.split()
    if words[0] in _DEGREES and not first:
        return ""
    if len(words) >= 4 and words[: len(words) // 2] == words[len(words) // 2 :]:
        words = words[: len(words) // 2]
    for i in range(2, len(words)):
        if agency(" ".join(words[i:])) or key(" ".join(words[i:])) in outlets():
            words = words[:i]
            break
    for i, word in enumerate(words):
        if i >= 2 and (_ends_name(word) or key(word) in ("in", "aus", "at", "for", "für", "is", "en", "à")):
            words = words[:i]
            break
    if not words or not is_name(" ".join(words)):
        return ""
    return " ".join(_cased(w, i) for i, w in enumerate(words)) if _shouts(words) else " ".join(words)


def _is_desk(folded: str) -> bool:
    return any(folded.endswith(" " + d) or folded == d for d in _words("desk")) and len(folded.split()) <= 7


def is_name(text: str) -> bool:
    """Whether a text can be a person's name: two to five capitalised words and particles, none of them a job."""
    words = text.split()
    if not words or len(words) > 5 or len(text) > 50:
        return False
    if len(words) == 1:
        # Scripts without capitals write a name as one word; in the others one word is no name.
        return 2 <= len(text) <= 6 and all(_caseless(c) for c in text)
    if any(_ends_name(w) for w in words):
        return False
    small = [w for w in words if not (w.lstrip('(“"')[:1].isupper() or _caseless(w[0]) or _PREFIXED.match(w))]
    if any(not _NAME_PART.match(w) for w in words) or any(
        key(w) not in _words("particles") and "'" not in w and "’" not in w for w in small
    ):
        return False
    return len(small) < len(words) - 1 and not (key(words[0]) in _words("particles") and len(words) == 2 and small)


def _ends_name(word: str) -> bool:
    """Whether a word is part of no name: a job ("Wirtschaftsredakteur"), a day of the week, an address."""
    folded = key(word)
    return (
        folded in _words("job") | _words("no_name")
        or folded in _weekdays()
        or folded.endswith(_job_ends())
        or _HOST.match(word) is not None
    )


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(key(w) for w in table("pasted_times")["weekdays"] if len(w) > 4)


@cache
def _job_ends() -> tuple[str, ...]:
    return tuple(key(w) for w in table("pasted_names")["job_ends"])


def late_lead(text: str) -> bool:
    """Whether a line names its author wherever it stands on a page ("Author: Ann Leeds"), not only under the headline."""
    m = _lead().match(text)
    return m is not None and key(m.group()) in _words("late") and bool(only_names(text))


@cache
def names_of_nobody() -> frozenset[str]:
    """What a site's software puts where it knows no author ("admin"), folded."""
    return _words("nobody")


def bare_lead(text: str) -> bool:
    """Whether a line is nothing but the opening of a byline: "By", "Kommentar von"."""
    return len(text) <= 30 and key(text) in _words("lead")


def job_only(text: str) -> bool:
    """Whether a line is only a job: "Political correspondent", "Redakteurin"."""
    words = _WORD.findall(text)
    return 0 < len(words) <= 5 and key(words[-1]) in _words("job") | {key(words[0])} & _words("job")


def only_names(text: str) -> list[str]:
    """The names of a line that holds nothing but names, jobs, outlets and times; [] for any other line."""
    if len(text) > 160:
        return []
    text = _GLUED_AND.sub(" and ", _BESIDE.sub("", text))
    names = split_bylines(text)
    if not names or not (agency(names[0]) or _REPORTER.search(text) or (" " in names[0] and names[0][0].isupper() and is_name(names[0]))):
        return []
    found = find_stamps(text)
    rest = text[: found[0].start] if found else text
    rest = _AGO.split(rest)[0]
    left = [w for w in _WORD.findall(rest) if not w.isdigit()]
    known = {key(w) for n in names for w in _WORD.findall(n)} | _words("job") | _words("join") | _words("lead")
    odd = [w for w in left if key(w) not in known and not w.isupper()]
    return names if len(odd) <= len(left) / 4 else []


def _caseless(c: str) -> bool:
    return c.isalpha() and not c.isupper() and not c.islower()


def _shouts(words: list[str]) -> bool:
    letters = [w for w in words if len(_UPPER.findall(w)) > 2]
    return bool(letters) and all(w.upper() == w for w in letters)


def _cased(word: str, place: int) -> str:
    """A word of a name in capitals as names are written: "O'BRIEN" -> "O'Brien", "MCDONALD" -> "McDonald", "J.D." stays."""
    if "." in word and len(word) <= 5:
        return word
    if place and word.lower() in _words("particles"):
        return word.lower()
    parts = re.split(r"([-'’])", word)
    out = "".join(p if p in "-'’" else p[:1].upper() + p[1:].lower() for p in parts if p)
    return re.sub(r"^(Mc)([a-z])(?=\w{2})", lambda m: m[1] + m[2].upper(), out)
