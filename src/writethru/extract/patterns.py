"""Sentence patterns that settle who said what, whatever the taggers think: "According to X, …", "declined to say", ", X said,".

Everything works on token indices of a `Reading` and looks back or ahead a bounded number of words.
"""

from itertools import pairwise

from writethru.extract.bounds import BE, noun_phrase, pause
from writethru.extract.edges import named
from writethru.extract.forms import kinds
from writethru.extract.lexicon import cue, word_list
from writethru.extract.phrase import inverted, rejoined, subject
from writethru.extract.pos import NOUNS
from writethru.extract.reading import Reading
from writethru.extract.spoken import any_quoted, reports, sentence_start
from writethru.extract.tagger import Found
from writethru.model import Span

_APART = 12  # words between a cue and what another in it is said to have told
_SMALL = 4  # letters of a word that a headline in title case may print small
_HEADLINE = 25  # words of a headline
_SOME = frozenset({"one", "another", "some", "others", "many", "several"})  # "Nobody warned us, said one."
_BARE = 2  # words of "to answer", "comment": what is declined, not what about


def embedded(reading: Reading, found: list[Found]) -> None:
    """ "A said B told C that …": B told is part of what A said, and its source is B."""
    ordered = sorted(found, key=lambda f: f.cue[0])
    for f, g in pairwise(ordered):
        first, last = f.cue[-1] + 1, g.cue[0]
        if not first < last <= first + 12 or reading.sentence[first] != reading.sentence[last] or reading.quote[last] >= 0 or not g.content:
            continue
        if reading.lower[first] == "that":
            first += 1
        one, two = (next((c for i in x.cue if (c := cue(reading.lower[i]))), None) for x in (f, g))
        if not (one and two and one.reports and two.reports and one.takes == "clause" and two.takes != "thing"):
            continue
        source = inverted(reading, first)
        if source is None or source[1] != last or not all(c[0] >= last for c in g.content):
            continue
        g.source = source
        f.content = [(first, max(b for _, b in g.content))]
    for f in found:
        _told_on(reading, f)


def _told_on(reading: Reading, f: Found) -> None:
    """ "The embassy said Orr had told the envoy that …": what the embassy said begins with Orr, not with what Orr told."""
    first, later = f.cue[-1] + 1, min((a for a, _ in f.content if a > f.cue[-1]), default=-1)
    if later <= first + 1 or reading.sentence[first] != reading.sentence[later] or reading.quote[later] >= 0:
        return
    one = next((c for i in f.cue if (c := cue(reading.lower[i]))), None)
    source = inverted(reading, first) if one and one.reports and one.takes == "clause" and later - first <= _APART else None
    if source and source[1] < later and any(reports(reading, i) and reading.quote[i] < 0 for i in range(source[1], later)):
        f.content = [(first, b) if a == later else (a, b) for a, b in f.content]


def withheld(reading: Reading, found: list[Found]) -> list[Found]:
    """ "declined to say …", "stopped short of confirming …": the ones not in `found`."""
    used = {i for f in found for i in f.cue}
    out = []
    for begin, end in reading.sentences:
        for i in range(begin + 1, end - 3):
            low = reading.lower
            entry = cue(low[i])
            if low[i].startswith("stop") and low[i + 1 : i + 3] == ["short", "of"]:
                last = i + 4
            elif entry and entry.stance == "declined" and low[i + 1] == "to":
                last = i + 3
            elif low[i] == "neither" and low[i + 2] == "nor" and reports(reading, i + 1):
                last = i + 4
            elif low[i - 1 : i + 1] == ["be", "drawn"] and low[i + 1] in ("on", "about", "into", "over"):
                last = i + 2
            else:
                continue
            source = subject(reading, i)
            if source and last < end and reading.quote[i] < 0 and not used.intersection(range(i, last)):
                stop = next(
                    (k for k in range(last, end) if reading.words[k] in ",;—–" or (k == end - 1 and reading.words[k] in ".!?")), end
                )
                out.append(Found(list(range(i, last)), source, [(last, stop)] if stop > last else [(last - 1, last)]))
    return out


def spoke_of(reading: Reading, found: list[Found]) -> list[Found]:
    """ "Residents spoke of chaos", "a monitoring group spoke of at least 30": the ones not in `found`."""
    used = {i for f in found for i in (*f.cue, *(k for a, b in f.content for k in range(a, b)))}
    out = []
    for i, word in enumerate(reading.lower[:-2]):
        if word not in ("spoke", "speaks") or reading.lower[i + 1] != "of" or reading.quote[i] >= 0 or i in used:
            continue
        source, end = subject(reading, i), pause(reading, i + 2, reading.words_end(i))
        if source and end > i + 2:
            out.append(Found([i, i + 1], source, [(i + 2, end)]))
    return out


def rebutted(reading: Reading, found: list[Found]) -> list[Found]:
    """ "Reports that the plant had leaked were dismissed by the operator as rumours": the ones not in `found`."""
    used = {i for f in found for i in f.cue}
    out = []
    for i in range(2, len(reading.words) - 2):
        if reading.lower[i + 1] != "by" or reading.lower[i - 1] not in BE or i in used or i - 1 in used:
            continue
        told = cue(reading.lower[i])
        if not told or told.stance != "denied":
            continue
        begin, source = reading.sentences[reading.sentence[i]][0], inverted(reading, i + 2)
        if source and reading.quote[i] < 0 and any(reading.lower[k] in word_list("rumours") for k in range(begin, i)):
            out.append(Found([i - 1, i, i + 1], source, [(begin, i - 1)]))
    return out


def signed_headline(reading: Reading, found: list[Found]) -> list[Found]:
    """ "Bank to cut 500 jobs – sources": a headline that ends in a dash and who says so; the ones not in `found`."""
    used = {i for f in found for i in f.cue}
    out = []
    for first, last in reading.paragraphs:
        dash = next((i for i in range(last - 2, max(first + 2, last - 5), -1) if reading.words[i] in "-–—" and reading.quote[i] < 0), -1)
        if dash > 0 and dash not in used and last - first <= _HEADLINE and reading.lower[last - 1] in word_list("headline_sources"):
            out.append(Found([dash], (dash + 1, last), [(first, dash)]))
    return out


def anonymous(reading: Reading, f: Found) -> bool:
    """ "who asked not to be named", "declined to be identified": how a source is to be told, not what it tells."""
    after = reading.lower[f.cue[0] : min(pause(reading, f.cue[0], reading.words_end(f.cue[0])), f.cue[0] + 6)]
    return after[-2:] in (["be", "named"], ["be", "identified"], ["be", "quoted"])


def questioned(reading: Reading, found: list[Found]) -> None:
    """ "Asked whether the mine would shut, the owner declined to answer": what was declined is the question."""
    low = reading.lower
    for f in found:
        begin = reading.sentences[reading.sentence[f.cue[0]]][0]
        at = begin + (low[begin] in ("when", "if"))
        if low[at] != "asked" or f.source is None or not at + 2 < f.source[0] <= f.cue[0] or reading.words[f.source[0] - 1] != ",":
            continue
        bare = sum(b - a for a, b in f.content) <= _BARE and all(a > at for a, _ in f.content)
        if (low[f.cue[-1]] == "no" and len(f.cue) > 1) or (
            bare and any((c := cue(low[i])) and c.stance == "declined" for i in f.cue)
        ):  # "When asked if he would go, he said no"
            f.content = [(at + 1, f.source[0] - 1)]


def rejoined_to(reading: Reading, found: list[Found]) -> None:
    """ "They say he fired, which he denies", "an accusation it rejects": what is rejected is what the sentence told, in place."""
    for f in found:
        rejects = f.source and cue_of(reading, f) == "denied" and f.source[1] <= f.cue[0]
        comma = rejoined(reading, f.source[0]) if f.source and rejects else -1
        if comma < 0:
            continue
        begin = reading.sentences[reading.sentence[comma]][0]
        before = [g for g in found if g is not f and g.source and begin <= g.cue[0] < comma and any(a <= comma for a, _ in g.content)]
        if before and cue_of(reading, before[-1]) != "accused":
            parts = [(a, min(b, comma)) for a, b in before[-1].content if a < comma]
        else:
            parts = [(begin, comma), *([(comma + 1, f.source[0])] if f.source and f.source[0] > comma + 2 else [])]
        f.content = [*parts, *(c for c in f.content if c[0] > f.cue[-1])]


def cue_of(reading: Reading, f: Found) -> str:
    """The stance of a cue by its first telling word, "" for none."""
    return next((c.stance for i in f.cue if (c := cue(reading.lower[i]))), "")


def parenthetical(reading: Reading, found: list[Found]) -> list[Found]:
    """Cues set off by commas: "The mast, the owner said, was rotten", "Dam is safe, says governor"; the ones not in `found`. Where the
    sentence goes on after ", said the owner," they settle what is found."""
    by_cue = {i: f for f in found for i in f.cue}
    covered = {i for f in found if f.source for a, b in f.content for i in range(a, b) if i > f.cue[0]}
    out = []
    for opening, end in reading.sentences:
        begin = sentence_start(reading, opening, end)
        for i in range(begin + 2, end):
            entry = cue(reading.lower[i]) if reading.quote[i] < 0 else None
            if (
                not entry
                or not entry.reports
                or entry.takes not in ("clause", "person")
                or not any(k[0] in "DZV" for k in kinds(reading.words[i]))
                or named(reading, i)
                or (
                    reading.words[i][0].isupper()
                    and any(reading.words[k].islower() and len(reading.words[k]) > _SMALL for k in range(begin, end))
                )
                or entry.lemma == "put"  # "…, put the number on Monday at 850"
            ):
                continue
            block = _set_off(reading, i, begin, end)
            if block is None:
                continue
            first, last, source = block
            if i in covered or any_quoted(reading, (begin, min(end, last + 3))):
                continue
            content = [(begin, first - 1)]
            if last < end - 1 and reading.words[last] == "," and _carries_on(reading, last + 1):
                content.append((last + 1, end - (reading.words[end - 1] in ".!?")))
            old = by_cue.get(i)
            if old is None:
                out.append(Found([i], source, content))
            elif first == i and (
                old.source is None or (len(content) > 1 and old.source[0] != source[0])
            ):  # "The mast, said the owner, was rotten"
                old.source, old.content = source, content
            elif first < i and old.source == source and len(content) > 1 and all(a >= last for a, _ in old.content):
                old.content = content  # "Villagers, the agency reported, had fled"
    return out


def _set_off(reading: Reading, i: int, begin: int, end: int) -> tuple[int, int, Span] | None:
    """(first, last, source) of ", NP said" or ", said NP" between commas or at the sentence's end."""
    low, words = reading.lower, reading.words

    def closes(k: int) -> bool:
        return (
            k >= end
            or words[k] in ",.?!"
            or low[k] in word_list("weekdays")
            or (low[k] == "on" and k + 1 < end and low[k + 1] in word_list("weekdays"))
        )

    if closes(i + 1):
        j = i
        while j - 1 > begin and (low[j - 1] in word_list("adverbs") or low[j - 1] in ("has", "have", "had")):
            j -= 1
        source = subject(reading, j)
        if source and source[0] - 1 > begin and words[source[0] - 1] == "," and words[source[1] - 1] != "," and source[1] == j:
            return source[0], min(i + 1, end), source
        return None
    found = cue(low[i])
    if words[i - 1] == "," and found and found.takes == "clause":
        source = (low[i + 1] in _SOME and noun_phrase(reading, i + 1)) or inverted(reading, i + 1)
        counted = (
            source and reading.pos[source[0]] == "CD" and low[source[1] : source[1] + 2] == [",", "including"]
        )  # "said 12 people, including …"
        named = source and (low[source[0]] in _SOME or any(reading.pos[k] in NOUNS or reading.pos[k] == "PRP" for k in range(*source)))
        if source and named and not counted and closes(source[1]) and low[source[0]] not in word_list("weekdays"):
            return i, source[1], source
    return None


def _carries_on(reading: Reading, at: int) -> bool:
    """Whether the words after a parenthetical go on with its sentence, rather than open a new clause."""
    kind = kinds(reading.words[at])[0]
    return kind not in ("joint", "pro") and kind[0] != "G" and reading.quote[at] < 0
