"""Who is in a report: names with their titles, roles and likely sex, found by capital letters and apposition. English data.

`cast(reading)` scans the tokens once. A `Figurehead` is one named person or body, its roles are the words of the titles and
appositions it stood with ("nato secretary general").
"""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from writethru.extract.forms import kinds
from writethru.extract.lexicon import cue, word, word_list
from writethru.extract.pos import FINITE, tags
from writethru.extract.reading import Reading


@cache
def people() -> dict[str, Any]:
    """data/en/people.toml, its lists as sets."""
    raw = tomllib.loads((files("writethru.data") / "en" / "people.toml").read_text("utf-8"))
    out: dict[str, Any] = {k: frozenset(v.split()) for k, v in raw.items() if isinstance(v, str)}
    out["synonyms"] = [frozenset(s.split()) for s in raw["synonyms"]]
    return out


def bare(form: str) -> str:
    """A token without its possessive ending."""
    for ending in ("'s", "’s", "'", "’"):
        if form.endswith(ending) and len(form) > len(ending):
            return form[: -len(ending)]
    return form


@cache
def is_title(form: str) -> bool:
    """A title or office word, "Secretary-General" by its parts."""
    low = form.lower().rstrip(".")
    return low in people()["titles"] or (
        ("-" in low) and all(p in people()["titles"] or p in people()["before_title"] for p in low.split("-"))
    )


@cache
def is_office(form: str) -> bool:
    """A word that names a person by what they are: a title, or a noun whose first sense is a person."""
    return is_title(form) or "N:person" in word(form.lower()).kinds


@dataclass(slots=True)
class Figurehead:
    """A named person or body of one report."""

    name: str
    person: bool
    roles: set[str] = field(default_factory=set)
    sex: str = ""  # "m", "f" or "" when unknown


@dataclass(slots=True)
class Cast:
    """Everyone named in a report; `at` maps a token to the figurehead whose name stands there."""

    members: dict[str, Figurehead]
    at: dict[int, Figurehead]
    by_part: dict[str, list[Figurehead]]
    order: list[tuple[int, Figurehead]]  # every mention, in order


@dataclass(slots=True)
class Run:
    """A run of capitalised tokens [first, last) with the name in it from `name`; `roles` are the words before the name."""

    first: int
    last: int
    name: int
    roles: list[str]


def capital(reading: Reading, i: int) -> bool:
    """Whether a token is a name's word: capitalised, and not merely because it opens a sentence."""
    w = reading.words[i]
    if not w[0].isupper():
        return False
    if kinds(w)[0] in ("aux", "pro", "det", "prep", "joint"):
        return (len(w) > 1 and w.isupper() and w not in ("IT", "US", "IN", "OF", "AND", "THE")) or w == "US"
    opens = reading.sentences[reading.sentence[i]][0] == i or (i > 0 and reading.words[i - 1] in "\"“‘'")
    if opens and (kinds(w) == ("R",) or w.lower() in word_list("adverbs")):
        return False  # "Then Ann Lee"
    if opens and word(bare(w).lower()).kinds and not is_title(w):
        follows = reading.words[i + 1][:1] if i + 1 < len(reading.words) else ""
        return follows.isupper() or (bool(word(bare(w).lower()).kinds) and bare(w) != w)
    return True


LONGEST = 40  # tokens; a longer run of capitals is no name, and may cost no more


def run_at(reading: Reading, i: int) -> Run:
    """The run of capitalised tokens that begins at i."""
    words, n = reading.words, min(i + LONGEST, reading.sentences[reading.sentence[i]][1])
    j = i
    while j < n:
        if j > i and tags(reading)[j] in FINITE and cue(reading.lower[j]):
            break  # "Lee Says The Dam Will Hold"
        if (
            capital(reading, j)
            or (j > i and words[j][0].isupper() and kinds(words[j])[0] not in ("pro", "det"))
            or (words[j] == "." and words[j - 1].lower() in people()["abbreviated"] and j + 1 < n and words[j + 1][0].isupper())
            or (words[j] == "." and len(words[j - 1]) == 1 and j + 1 < n and words[j + 1][0].isupper() and j - 1 > i)
            or (
                words[j].lower() in word_list("name_joints")
                and j + 1 < n
                and words[j + 1][0].isupper()
                and j > i
                and bare(words[j - 1]) == words[j - 1]
            )
        ):
            j += 1
        else:
            break
    j = max(j, i + 1)
    name = i
    for k in range(i, j):
        if k + 1 < j and (
            is_title(words[k]) or bare(words[k]) != words[k] or (words[k] == "." and words[k - 1].lower() in people()["abbreviated"])
        ):
            name = k + 1
    while name + 1 < j and words[name] in (".", "-"):
        name += 1
    if words[name].lower() in word_list("name_joints"):
        name = i
    if name + 2 < j and words[name + 1].lower() in people()["men"] | people()["women"] and is_office(words[name].lower()):
        name += 1
    given = people()["men"] | people()["women"]
    for k in range(i + 1, j - 1):  # "the head of NATO Ann Lee"
        led = any(is_title(w) or (len(w) > 2 and w.isupper()) for w in words[i:k])
        if words[k].lower() in given and bare(words[k - 1]).lower() not in given and led:
            name = max(name, k)
    if name == j - 1 and name > i and words[name - 1].lower() in people()["noble"]:
        name -= 1
    roles = [w for k in range(i, name) for w in bare(words[k]).lower().split("-") if w[0].isalnum()]
    return Run(i, j, name, roles)


def _apposition(reading: Reading, i: int) -> list[str]:
    """Role words of ", the head of X," after token i; [] when no office word is in it."""
    words = reading.words
    if i + 2 >= len(words) or words[i] != "," or words[i + 1][0].isupper():
        return []
    out: list[str] = []
    office = False
    for j in range(i + 1, min(i + 14, len(words))):
        w = words[j]
        if w in ",.;:—" or w.lower() in ("who", "which", "said", "says") or w in '"“”':
            break
        office = office or is_office(bare(w))
        out += [p for p in bare(w).lower().split("-") if p]
    return out if office and len(out) < 14 else []


def _introduced(reading: Reading, first: int) -> list[str]:
    """The role before a name set off by a comma: "an attorney for the family, Ann Lee"; [] when there is none."""
    words = reading.words
    if first < 2 or words[first - 1] != ",":
        return []
    for k in range(first - 2, max(-1, first - 10), -1):
        if not (words[k][0].islower() or kinds(words[k])[0] in ("det", "prep")):
            return []
        if is_office(bare(words[k]).lower()) and (k == first - 2 or kinds(words[k + 1])[0] == "prep"):
            return [bare(words[k]).lower()]
        if k < first - 2 and kinds(words[k])[0] in ("aux", "joint", "pro"):
            return []
    return []


def cast(reading: Reading) -> Cast:
    """Reads the names of a text in order."""
    out = Cast({}, {}, {}, [])
    i, n = 0, len(reading.words)
    while i < n:
        if not capital(reading, i):
            i += 1
            continue
        run = run_at(reading, i)
        _enter(reading, out, run)
        i = run.last
    return out


def _enter(reading: Reading, out: Cast, run: Run) -> None:
    words = reading.words
    parts = [bare(w) for w in words[run.name : run.last]]
    roles = list(run.roles)
    k = run.first - 1
    while k >= 0 and run.first - k < 6 and words[k][0].islower() and kinds(words[k])[0][0] in "NSA" and (is_office(words[k]) or roles):
        roles = words[k].lower().split("-") + roles
        k -= 1
    if k >= 0 and roles and words[k][0].isupper():
        roles = bare(words[k]).lower().split("-") + roles
    after = _apposition(reading, run.last)
    after = after or _introduced(reading, run.first)
    while len(parts) > 1 and parts[-1] == ".":
        parts.pop()
    name = join(parts)
    body = any(p.lower() in people()["bodies"] for p in parts)
    given = parts[0].lower()
    titled = any(is_office(r) for r in roles)
    person = (
        not body
        and not (len(parts) == 1 and (is_title(parts[0]) or is_office(parts[0].lower())))
        and (
            titled
            or bool(after)
            or given in people()["men"]
            or given in people()["women"]
            or (len(parts) in (2, 3) and _speaks(reading, run))
        )
    )
    sex = sex_of(given, roles + after)
    known = _known(out, parts, person)
    if known is None:
        known = Figurehead(name, person)
        out.members[name] = known
        for p in dict.fromkeys(p.lower() for p in parts if p[0].isalnum()):
            out.by_part.setdefault(p, []).append(known)
    known.person = known.person or (person and len(parts) > 1)
    known.roles.update(roles)
    known.roles.update(after)
    known.sex = known.sex or sex
    out.order.append((run.first, known))
    for t in range(run.name, run.last):
        out.at[t] = known


def _speaks(reading: Reading, run: Run) -> bool:
    """Whether a run stands where a person speaks: beside a reporting word, or with an age."""
    from writethru.extract.lexicon import cue

    for j in (run.last, run.first - 1):
        if 0 <= j < len(reading.words):
            found = cue(reading.lower[j])
            if found and found.reports:
                return True
    return run.last + 1 < len(reading.words) and reading.words[run.last] == "," and reading.words[run.last + 1].isdigit()


def _known(out: Cast, parts: list[str], person: bool) -> Figurehead | None:
    """The member a later, shorter name means: the same name, or a person's surname or first name."""
    name = join(parts)
    if name in out.members:
        return out.members[name]
    if len(parts) == 1:
        same = [m for m in out.by_part.get(parts[0].lower(), ()) if m.person and " " in m.name]
        last = [m for m in same if m.name.split()[-1].lower() == parts[0].lower()]
        first = [m for m in same if m.name.split()[0].lower() == parts[0].lower()]
        return (last or first)[-1] if last or first else None
    return None


def join(parts: list[str]) -> str:
    """Tokens as running text: no blank before a full stop."""
    return " ".join(parts).replace(" .", ".")


def sex_of(given: str, roles: list[str]) -> str:
    """Likely sex by given name and titles."""
    for r in roles:
        if r in (
            "mr",
            "sir",
            "lord",
            "king",
            "prince",
            "father",
            "brother",
            "chairman",
            "spokesman",
            "congressman",
            "councilman",
            "actor",
            "husband",
            "son",
        ):
            return "m"
        if r in (
            "mrs",
            "ms",
            "miss",
            "dame",
            "lady",
            "queen",
            "princess",
            "sister",
            "chairwoman",
            "spokeswoman",
            "congresswoman",
            "councilwoman",
            "actress",
            "wife",
            "mother",
            "daughter",
            "baroness",
        ):
            return "f"
    if given in people()["women"] and given not in people()["men"]:
        return "f"
    return "m" if given in people()["men"] and given not in people()["women"] else ""
