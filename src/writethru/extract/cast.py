"""Who is in a report: names with their titles, roles and likely sex, found by capital letters and apposition. English data.

`cast(reading)` scans the tokens once. A `Figurehead` is one named person or body, its roles are the words of the titles and
appositions it stood with ("nato secretary general").
"""

from dataclasses import dataclass, field

from writethru.extract.forms import kinds
from writethru.extract.lexicon import cue, word, word_list
from writethru.extract.namerun import Run, capital, run_at
from writethru.extract.people import bare, is_office, is_title, join, people, sex_of
from writethru.extract.reading import Reading

_OFFICE = 14  # tokens in which an office and what it is of stand before a name


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
    recent: list[Figurehead] = field(default_factory=list)  # the same, of a couple the one named oftener last


def _apposition(reading: Reading, i: int) -> list[str]:
    """Role words of ", the head of X," after token i; [] when no office word is in it, or a verb: "In Tarn, the mayor said"."""
    words = reading.words
    if i + 2 >= len(words) or words[i] != ",":
        return []
    if words[i + 1][0].isupper():
        return _somebodys(reading, i + 1)
    if reading.lower[i - 2] in ("in", "at", "near") and i - 2 == reading.sentences[reading.sentence[i]][0]:
        return []  # "In Tarn, the mayor, Ann Lee,"
    out: list[str] = []
    office = False
    for j in range(i + 1, min(i + 14, len(words))):
        w = words[j]
        if w in ",.;:—" or w.lower() in ("who", "which") or w in '"“”' or kinds(w)[0] == "pro":
            break
        told = cue(w.lower())
        if kinds(w)[0] == "aux" or (told and told.reports and kinds(w)[0] in ("D", "Z") and kinds(words[j - 1])[0] != "det"):
            return []
        office = office or is_office(bare(w))
        out += [p for p in bare(w).lower().split("-") if p]
    return out if office and len(out) < 14 else []


def _somebodys(reading: Reading, first: int) -> list[str]:
    """The role in an apposition that tells first whose it is: ", Mr Pask's lawyer,"; [] when there is none."""
    words = reading.words
    owner = next((j for j in range(first, min(first + 4, len(words) - 1)) if bare(words[j]) != words[j]), -1)
    role = [bare(w).lower() for w in words[owner + 1 : owner + 4]] if owner > 0 and all(w[0].isupper() for w in words[first:owner]) else []
    stop = next((n for n, w in enumerate(role) if not w[:1].isalpha()), len(role))
    return role[:stop] if any(map(is_office, role[:stop])) else []


def _introduced(reading: Reading, first: int) -> list[str]:
    """The role before a name set off by a comma: "an attorney for the family, Ann Lee", "the mayor of Tarn, Ann Lee"; [] when there is none."""
    words = reading.words
    if first < 2 or words[first - 1] != ",":
        return []
    named = False  # a name is passed over, which a preposition must lead: whose the office is
    for k in range(first - 2, max(-1, first - _OFFICE), -1):
        kind = kinds(words[k])[0]
        if k == first - 2 and reading.lower[max(0, k - 5) : k].count("of") and is_office(one := bare(words[k]).lower().removesuffix("s")):
            return [one]  # "one of his lawyers, Ann Lee,"
        if reading.lower[k] == "and" and named:
            continue
        if is_office(bare(words[k]).lower()) and (k == first - 2 or kinds(words[k + 1])[0] == "prep"):
            return [bare(words[k]).lower()]
        if capital(reading, k):
            named = True
        elif ((named or not words[k][0].islower()) and kind not in ("prep", "det")) or (k < first - 2 and kind in ("aux", "joint", "pro")):
            return []
        else:
            named = named and kind == "det"
    return []


def cast(reading: Reading) -> Cast:
    """Reads the names of a text in order."""
    out = Cast({}, {}, {}, [])
    i, n = 0, len(reading.words)
    while i < n:
        if not capital(reading, i) or reading.lower[i] in ("says", "said", "say"):  # "Dam Is Safe, Says Governor"
            i += 1
            continue
        run = run_at(reading, i)
        if not _dated(reading, run):
            _enter(reading, out, run)
        i = run.last
    return out


def _dated(reading: Reading, run: Run) -> bool:
    """Whether a run is only a day or month: "on Monday"."""
    return run.last - run.first == 1 and bare(reading.words[run.first]).lower() in word_list("weekdays") | word_list("seasons")


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
    titled = any(is_office(r) and r not in word_list("trades") for r in roles)
    person = (
        not body
        and not (len(parts) == 1 and (is_title(parts[0]) or is_office(parts[0].lower())))
        and (
            titled
            or bool(after)
            or given in people()["men"]
            or given in people()["women"]
            or (sum(p.lower() not in word_list("name_joints") for p in parts) in (2, 3) and not word(given).kinds and _speaks(reading, run))
        )
    )
    sex = sex_of(given, roles + after)
    known = _known(out, parts, sex_of("", roles))
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
    out.recent.append(known)
    for t in range(run.name, run.last):
        out.at[t] = known
    _couple(reading, out, run, parts)


def _speaks(reading: Reading, run: Run) -> bool:
    """Whether a run stands where a person speaks: beside a reporting word, or with an age, or before "who"."""
    if reading.lower[run.first - 1 : run.first] == ["the"]:
        return False
    if reading.lower[max(0, run.first - 1)] in ("from", "in", "at", "near"):
        return False  # "a driver from Upper Tarn, who"
    if _who(reading, run.last):
        return True
    for j in (run.last, run.first - 1):
        if 0 <= j < len(reading.words):
            found = cue(reading.lower[j])
            if found and found.reports:
                return True
    return run.last + 1 < len(reading.words) and reading.words[run.last] == "," and reading.words[run.last + 1].isdigit()


def _who(reading: Reading, end: int) -> bool:
    """Whether ", who" or ", whom" follows a name, or a name and whose it is: "Yusra Pell of the Custody Register, who"."""
    low, words = reading.lower, reading.words
    i = end
    if low[i : i + 1] == ["of"]:
        i += 1 + (low[i + 1 : i + 2] == ["the"])
        while i < min(end + 6, len(words)) and words[i][0].isupper():
            i += 1
    return words[i : i + 1] == [","] and low[i + 1 : i + 2] in (["who"], ["whom"])


def _known(out: Cast, parts: list[str], sex: str) -> Figurehead | None:
    """The member a later, shorter name means: the same name, or the person of that surname or first name. Of two of one surname the one
    of the title's sex ("Mrs Loft"), else the one named last."""
    name, core = join(parts), _core(parts)
    if name in out.members:
        return out.members[name]
    if len(core) == 1:
        low = core[0].lower()
        same = [m for m in out.by_part.get(low, ()) if m.person and " " in m.name and not (sex and m.sex and sex != m.sex)]
        if not same and (firm := firm_called(out, low)):
            return firm
        last = [m for m in same if _core(m.name.split())[-1].lower() == low]
        first = [m for m in same if m.name.split()[0].lower() == low]
        return _latest(out, last or first)
    return None


def firm_called(cast: Cast, first: str) -> Figurehead | None:
    """The one firm that goes by its first word: "Orvane" is Orvane Freight; None where there are two."""
    named = [m for m in cast.by_part.get(first, ()) if not m.person and " " in m.name]
    firms = [m for m in named if (words := m.name.lower().split())[0] == first and words[-1] in people()["firms"]]
    return firms[0] if len(firms) == 1 else None


def _core(parts: list[str]) -> list[str]:
    """The words of a name without "Jr." and the like, and without what ties a surname that stands alone: "Von der Leyen"."""
    core = [p for p in parts if p.lower().rstrip(".") not in ("jr", "sr", "ii", "iii", "iv") and p != "."] or parts
    return core[-1:] if all(p.lower() in word_list("name_joints") for p in core[:-1]) else core


def _latest(out: Cast, members: list[Figurehead]) -> Figurehead | None:
    """The one of several named last."""
    if len(members) < 2:
        return members[0] if members else None
    return next((m for m in reversed(out.recent) if any(m is x for x in members)), members[-1])


def _couple(reading: Reading, out: Cast, run: Run, parts: list[str]) -> None:
    """ "Ada and Ben Loft": the one named before is Ada Loft."""
    k = run.first - 2
    if k < 0 or run.first != run.name or len(parts) != 2 or reading.lower[k + 1] not in ("and", "&"):
        return
    given = people()["men"] | people()["women"]
    first, one = reading.words[k], out.at.get(k)
    alone = (one is None or one.name == first) and not (k and reading.words[k - 1][0].isupper())
    if not (alone and first[0].isupper() and first.lower() in given and parts[0].lower() in given):
        return
    name = f"{first} {parts[1]}"
    whole = out.members.get(name) or Figurehead(name, True, set(), sex_of(first.lower(), ()))
    out.members[name] = out.at[k] = whole
    for p in name.lower().split():
        if whole not in out.by_part.setdefault(p, []):
            out.by_part[p].append(whole)
    known = out.order[-1]
    out.order[-2 if one else -1 :] = [(k, whole), known]
    out.recent[-2 if one else -1 :] = sorted((whole, known[1]), key=lambda m: reading.text.count(m.name) - (m is not whole))
