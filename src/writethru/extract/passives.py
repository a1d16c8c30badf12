"""Passive cues: what is said of their subject, and where the subject is who speaks ("he is heard saying").

Everything works on token indices of a `Reading` and stays inside one sentence.
"""

from writethru.extract.bounds import BE
from writethru.extract.forms import kinds
from writethru.extract.lexicon import cue, word_list
from writethru.extract.phrase import subject
from writethru.extract.reading import Reading
from writethru.extract.tagger import Found

_HEARD = frozenset({"heard", "overheard", "filmed", "recorded", "caught", "seen"})


def overheard(reading: Reading, f: Found) -> bool:
    """ "“Get out,” he is heard saying in the video": the subject of the passive is who speaks; puts the source right."""
    at = next((i for i in f.cue[:-1] if reading.lower[i] in _HEARD and reading.pos[i + 1] == "VBG"), -1)
    if at < 0 or not any(w in BE for w in reading.lower[max(0, at - 2) : at]):
        return False
    be = next(i for i in range(at - 1, -1, -1) if reading.lower[i] in BE)
    who = subject(reading, be)
    if who:
        f.source = who
        f.content = [(a, min(b, who[0])) if a < who[0] < b else (a, b) for a, b in f.content if a != who[0]]
        last = f.cue[-1]
        if reading.pos[last] == "IN" and last > at + 1:
            f.cue = [i for i in f.cue if i <= at + 1]
    return who is not None


def patient(reading: Reading, f: Found) -> None:
    """ "He seems ill", "she was accused of theft", "it is expected to snow": the subject is part of what is said, by nobody named."""
    at = next((i for i in f.cue if (c := cue(reading.lower[i])) and (c.takes == "unnamed" or c.takes != "noun")), -1)
    entry = cue(reading.lower[at]) if at >= 0 else None
    if entry is None or f.source is None or not f.cue[0] - 2 <= f.source[1] <= f.cue[0]:
        return
    j = at - 1
    while j > f.source[1] and reading.lower[j] in word_list("adverbs"):
        j -= 1
    acted = reading.lower[j] in BE and any(k[0] == "D" for k in kinds(reading.words[at])) and entry.lemma not in ("quote", "cite")
    if entry.takes == "unnamed" or (acted and reading.lower[at] not in word_list("felt")):
        f.content = [f.source, *f.content]
        f.source = None


def passive(reading: Reading, tokens: list[int]) -> bool:
    """Whether a form of "be" stands in or just before a cue."""
    lead = {reading.lower[i] for i in range(max(0, tokens[0] - 1), tokens[-1] + 1)}
    return bool(lead & BE)
