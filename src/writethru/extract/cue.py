"""What a cue makes of its content: stance, negation, hedges. Rules and words are in data/en/cues.toml.

"declined to say", "stopped short of confirming", "did not say" turn any reporting word into `declined`: never a claim of the
content. "did not rule out" and "did not deny" stay `denied` with `negated` set: the denial itself is negated.
"""

from collections.abc import Sequence
from functools import cache

from writethru.extract.lexicon import Cue, cue, cues, word_list
from writethru.extract.reading import Reading
from writethru.extract.tagger import Found
from writethru.model import Span, Stance

_JOINTS = ("but", "and")
_SUBORDINATE = frozenset(
    {"because", "since", "after", "before", "while", "when", "although", "though", "if", "unless", "that", "which", "who"}
)
_STORIES = frozenset({"story", "stories", "article", "footage", "evidence"})
_UP_TO = frozenset({"the", "now", "date", "then", "his", "her", "their", "its", "this", "that"})  # "up to the moment"
_BEFORE = 6  # words before a cue's head in which an auxiliary or a turning phrase may stand


@cache
def _phrases(name: str) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted((tuple(p.split()) for p in cues()["turns"][name]), key=len, reverse=True))


@cache
def _hedge_phrases() -> dict[str, tuple[tuple[str, ...], ...]]:
    table: dict[str, list[tuple[str, ...]]] = {}
    for p in (*cues()["words"]["hedge_phrases"], *word_list("hedges")):
        parts = tuple(p.split())
        table.setdefault(parts[0], []).append(parts)
    return {k: tuple(sorted(v, key=len, reverse=True)) for k, v in table.items()}


def head(reading: Reading, tokens: list[int]) -> tuple[int, Cue | None]:
    """The telling token of a cue and its lexicon entry: reporting verbs first, then any cue word, else the last token."""
    best: tuple[int, int, Cue] | None = None
    for i in tokens:
        found = cue(reading.lower[i])
        if found:
            rank = 2 if found.reports else 1 if found.takes not in ("noun", "state") else 0
            if best is None or rank > best[0]:
                best = (rank, i, found)
    return (best[1], best[2]) if best else (tokens[-1], None)


def stance(reading: Reading, found: Found) -> tuple[Stance, bool]:
    """The stance a cue lends, and whether the cue itself is negated."""
    tokens = found.cue
    at, entry = head(reading, tokens)
    low = reading.lower
    sentence_start = reading.sentences[reading.sentence[tokens[0]]][0]
    start = max(sentence_start, tokens[0] - _BEFORE)
    if found.source and found.source[1] <= tokens[0]:
        start = max(start, found.source[1])
    inside = {i for a, b in found.content for i in range(max(a, start), min(b, at + 1))}
    lead = [low[i] for i in range(start, at + 1) if i not in inside]
    while any(w in lead[:-1] for w in _JOINTS):  # "would not go so far but said": the negation is another verb's
        lead = lead[next(n for n, w in enumerate(lead) if w in _JOINTS) + 1 :]
    if found.source and _nobody(reading, *found.source):
        lead = ["did", "not", *lead]  # "Neither the ministry nor the club would say"
    plain: Stance = _with_particle(low, at, entry) if entry else _noun_stance(reading, tokens)
    if "neither" in lead:
        return "declined", True
    if _turned_away(low[tokens[0] : tokens[-1] + 1]) or (entry and entry.takes == "as" and _called_false(reading, found)):
        return "denied", _negated(lead)
    if (
        found.content
        and low[found.content[0][0] : found.content[0][0] + 2] in (["nothing", "of"], ["nothing", "about"])
        and plain == "said"
    ):
        return "declined", True  # "She said nothing of the drones"
    if low[tokens[-1]] == "no" and len(tokens) > 1 and plain == "said":
        return "denied", False  # "asked if he would go, he said no"
    if "declined" in (plain, _first_stance(reading, tokens)) or _turned(lead):
        if plain == "denied" and _negated(lead):
            return "denied", True
        if plain in ("expected", "estimated", "asked", "accused") and _negated(lead) and "declin" not in " ".join(lead):
            return plain, True
        return "declined", _negated(lead) or _short_of(lead)
    if entry and entry.lemma == "agree" and found.content and reading.quote[found.content[0][0]] >= 0:
        return "said", False  # "“It is,” agreed her deputy"
    if entry and entry.takes == "act" and plain == "said":
        plain = "expected"
    if (entry and entry.lemma == "expect") or _passive_state(reading, tokens):
        plain = "expected" if entry and entry.stance == "expected" else "estimated" if entry and entry.stance == "estimated" else plain
    return plain, _negated(lead)


def _turned_away(words: list[str]) -> bool:
    """ "hit back at claims", "pushed back against reports": of a charge or report, a denial."""
    return any(w in word_list("charges") for w in words) and _holds(words, "turned_away")


def _called_false(reading: Reading, found: Found) -> bool:
    """ "called the claims false", "described the report as “a lie”"."""
    told = [*found.cue, *(i for a, b in found.content for i in range(a, b))]
    words = [reading.lower[i] for i in told if reading.words[i][0].isalnum()]
    charged = any(w in word_list("charges") or w in word_list("rumours") or w in _STORIES for w in words[:-1])
    return charged and words[-1] in word_list("falsehoods")


def _nobody(reading: Reading, first: int, last: int) -> bool:
    """ "Neither the ministry nor the club would say", "No group has claimed the attack"; "No 10 said" is Downing Street."""
    numbered = first + 1 < last and reading.words[first + 1][0].isdigit()
    return reading.lower[first] in ("neither", "nobody", "none") or (reading.lower[first] == "no" and last - first > 1 and not numbered)


def _with_particle(low: list[str], at: int, entry: Cue) -> Stance:
    """The stance of a verb, read with the particle right after it ("call" but "call for")."""
    for word in low[at + 1 : at + 3]:
        changed: Stance | None = cues()["particles"].get(f"{entry.lemma} {word}")
        if changed:
            return changed
    return entry.stance


def _noun_stance(reading: Reading, tokens: list[int]) -> Stance:
    for i in tokens:
        found = cue(reading.lower[i])
        if found:
            return found.stance
    return "said"


def _first_stance(reading: Reading, tokens: list[int]) -> str:
    found = next((c for i in tokens if (c := cue(reading.lower[i]))), None)
    return found.stance if found else ""


def _passive_state(reading: Reading, tokens: list[int]) -> bool:
    return len(tokens) > 1 and reading.lower[tokens[0]] in ("is", "are", "was", "were", "been", "be")


def _negated(lead: list[str]) -> bool:
    return any(w in word_list("negations") for w in lead)


def _short_of(lead: list[str]) -> bool:
    return "short" in lead


def _turned(lead: list[str]) -> bool:
    """Whether a phrase that withholds the claim stands before the head ("stopped short of", "did not")."""
    return _holds(lead[:-1], "declined")


def _holds(words: list[str], name: str) -> bool:
    """Whether one of a list's phrases stands among words."""
    return any(tuple(words[k : k + len(p)]) == p for p in _phrases(name) for k in range(len(words) - len(p) + 1))


def content_negated(reading: Reading, content: list[Span]) -> bool:
    """Whether the first clause of a content is negated."""
    for k, (a, b) in enumerate(sorted(content)[:2]):
        if k and not reading.words[a + (reading.quote[a] >= 0 and b > a + 1)][0].islower():
            return False  # a sentence of its own
        if k and reading.lower[a] in _SUBORDINATE:
            return False  # "…, he said, because nobody had told them"
        for n, i in enumerate(range(a, min(b, a + 25))):
            w = reading.lower[i]
            if w in _JOINTS and n > 2 and reading.lower[i + 1] == "not":
                break  # "guilty on seven counts and not guilty on two"
            if w in word_list("negations") or w in ("nobody", "none", "nothing", "nowhere", "cannot"):
                return not (w == "no" and reading.lower[i + 1 : i + 2] == ["doubt"])
            if n > 2 and (w in word_list("clause_ends") or w in (".", "!", "?") or (w == "that" and n > 4)):
                break
    return False


def hedges(reading: Reading, found: Found) -> tuple[str, ...]:
    """Hedge words and phrases of a cue and its content, in order, once each."""
    out: dict[str, None] = {}
    low = reading.lower
    table = _hedge_phrases()
    spans = sorted([(found.cue[0], found.cue[-1] + 1), *found.content])
    for a, b in spans:
        i = a
        while i < b:
            step = 1
            for parts in table.get(low[i], ()):
                if i + len(parts) <= b and tuple(low[i : i + len(parts)]) == parts and not (_month(reading, i) or _plain(low, i, parts)):
                    out.setdefault(" ".join(parts))
                    step = len(parts)
                    break
            i += step
    return tuple(out)


def _plain(low: Sequence[str], i: int, parts: tuple[str, ...]) -> bool:
    """ "No more than", "up to the moment": no hedges."""
    after = low[i + len(parts)] if i + len(parts) < len(low) else ""
    return (parts[-1:] == ("than",) and i > 0 and low[i - 1] == "no") or (parts == ("up", "to") and after in _UP_TO)


def _month(reading: Reading, i: int) -> bool:
    """ "May" the month (or the name), no hedge."""
    return reading.words[i] == "May" and reading.sentences[reading.sentence[i]][0] != i
