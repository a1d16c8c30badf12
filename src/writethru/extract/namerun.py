"""Names in running text: which tokens are a name's words, and where in a run of capitals the titles end and the name begins."""

from dataclasses import dataclass

from writethru.extract.edges import named
from writethru.extract.forms import kinds
from writethru.extract.lexicon import cue, word, word_list
from writethru.extract.people import bare, is_office, is_title, people
from writethru.extract.pos import FINITE, tags
from writethru.extract.reading import Reading

LONGEST = 40  # tokens; a longer run of capitals is no name, and may cost no more


@dataclass(slots=True)
class Run:
    """A run of capitalised tokens [first, last) with the name in it from `name`; `roles` are the words before the name."""

    first: int
    last: int
    name: int
    roles: list[str]


_WHEN = frozenset({"on", "in", "last", "next", "this", "by", "until", "since", "late", "early", "during", "mid"})


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


def _joins(reading: Reading, first: int, j: int, end: int) -> bool:
    """Whether a small word, or two of them, ties a name together: "Ursula von der Leyen"."""
    joints = word_list("name_joints")
    at = j + 1 + (j + 1 < end and reading.lower[j + 1] in joints)
    if reading.lower[j] == "of" and _person_ends(reading, first, j):
        return False  # "Dr Ann Lee of Wence Hospital"
    return reading.lower[j] in joints and at < end and reading.words[at][0].isupper()


def _person_ends(reading: Reading, first: int, end: int) -> bool:
    """Whether a run from `first` to `end` is a person's whole name: two words behind a title, or behind a given name one."""
    words = [w for w in reading.words[first:end] if w != "."]
    titles = next((n for n, w in enumerate(words) if not is_title(w)), len(words))
    name = [w.lower() for w in words[titles:]]
    given = name[:1] and name[0] in people()["men"] | people()["women"]
    return len(name) == 2 and bool(titles or given) and not any(w in people()["bodies"] for w in name)


def _first_name(parts: list[str]) -> bool:
    """Whether words after an office are a name: "Fisherman Ray Tullo", "Welder Vik Panno", not "Baker Street Irregulars"."""
    return parts[0].lower() in people()["men"] | people()["women"] or not any(word(bare(w).lower()).kinds for w in parts[:2])


def _when(reading: Reading, i: int) -> bool:
    """Whether a capitalised word is a day or month that tells when: "on Tuesday", "in March", not "the Sunday Times"."""
    before, word = reading.lower[i - 1] if i else "", reading.lower[i]
    if word in ("yesterday", "tomorrow"):
        return True
    return before in _WHEN and (word in word_list("weekdays") or (before != "on" and word in word_list("months")))


def run_at(reading: Reading, i: int) -> Run:
    """The run of capitalised tokens that begins at i."""
    words, n = reading.words, min(i + LONGEST, reading.sentences[reading.sentence[i]][1])
    j = i
    while j < n:
        if j > i and tags(reading)[j] in FINITE and cue(reading.lower[j]) and not named(reading, j):
            break  # "Lee Says The Dam Will Hold"
        if j > i and reading.lower[j] in word_list("weekdays") and reading.lower[j] != "today":
            break  # "the pressure on Ann Lee Sunday"
        if j == i + 1 and _when(reading, i):
            break  # "On Tuesday Lee", "In March Lee"
        if j > i + 1 and words[j].isupper() and len(words[j]) > 2 and words[j - 2].lower() in people()["men"] | people()["women"]:
            break  # "Ann Lee NATO"
        if (
            capital(reading, j)
            or (j > i and words[j][0].isupper() and kinds(words[j])[0] not in ("pro", "det"))
            or (words[j] == "." and words[j - 1].lower() in people()["abbreviated"] and j + 1 < n and words[j + 1][0].isupper())
            or (words[j] == "." and len(words[j - 1]) == 1 and j + 1 < n and words[j + 1][0].isupper() and j - 1 > i)
            or (words[j] == "&" and j > i and j + 1 < n and words[j + 1][0].isupper())
            or (j > i and _joins(reading, i, j, n) and bare(words[j - 1]) == words[j - 1])
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
    if name + 2 < j and is_office(words[name].lower()) and _first_name(words[name + 1 : j]):
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
