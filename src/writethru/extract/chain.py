"""Chains: who passed on whose words. "The ministry said Orlov told Kim that …", "the agency quoted Kim as saying", "…, citing officials".

`nested` finds attributions inside the content of others; `quoting` turns "A quoted B" into source B through A; `channels` gives each
attribution the ones its words stand inside of, inner first.
"""

from writethru.extract import tagger
from writethru.extract.forms import kinds
from writethru.extract.lexicon import cue
from writethru.extract.link import passive
from writethru.extract.phrase import inverted, subject
from writethru.extract.reading import Reading
from writethru.extract.tagger import Found
from writethru.model import Span

_QUOTING = frozenset({"quote", "cite"})
_SAYING = frozenset({"saying", "telling", "claiming", "writing", "warning", "adding", "stating", "reporting"})
_LEAST = 5  # words a content needs to hold another attribution


def nested(reading: Reading, found: list[Found], used: set[int]) -> list[Found]:
    """Attributions inside indirect contents: a reporting verb of the content, with a source and content of its own in it."""
    spans = [(a, b) for f in found for a, b in f.content if _LEAST <= b - a <= tagger.CHUNK and _may_hold(reading, a, b, used)]
    tagged = tagger.tag(reading, spans)
    possible = [tagger.Cue(list(range(a, b)), 1.0, k) for k, span in enumerate(spans) for a, b in tagger.runs(tagged.labels[k], "C", *span)]
    out = []
    for one in tagger.link(tagged, [c for c in possible if _reports(reading, c.tokens)]):
        named = one.source and reading.lower[slice(*one.source)] != ["there"]
        if one.content and named and not used.intersection(one.cue):
            out.append(one)
            used.update(one.cue)
    return out


def _may_hold(reading: Reading, a: int, b: int, used: set[int]) -> bool:
    return any(
        reading.quote[i] < 0 and i not in used and (c := cue(reading.lower[i])) and c.reports and c.takes in ("clause", "person")
        for i in range(a + 1, b)
    )


def _reports(reading: Reading, tokens: list[int]) -> bool:
    """Whether some words are a reporting verb outside quotations, and no passive one ("her agency had been told of it")."""
    head = next((c for i in tokens if (c := cue(reading.lower[i])) and c.reports and c.takes in ("clause", "person")), None)
    return head is not None and reading.quote[tokens[0]] < 0 and not (head.takes == "person" and passive(reading, tokens))


def quoting(reading: Reading, f: Found) -> Span | None:
    """For "A quoted B as saying", "B was quoted by A as saying", "…, citing B": sets the source to B; gives the span of A."""
    at = next((i for i in f.cue if (c := cue(reading.lower[i])) and c.lemma in _QUOTING), -1)
    if at < 0 or at + 1 >= len(reading.words):
        return None
    low = reading.lower
    passive = low[at - 1] in ("was", "were", "been", "being", "is", "are") if at else False
    if passive:
        return _by(reading, at, f)
    person = inverted(reading, at + 1)
    if person is None:
        return None
    says = low[person[1] : person[1] + 1] == ["as"] and low[person[1] + 1] in _SAYING if person[1] + 1 < len(low) else False
    if says and f.content[-1][1] > person[1] + 2 and not any(b <= at for _, b in f.content):
        f.content = [(max(a, person[1] + 2), b) for a, b in f.content if b > person[1] + 2]
    if any(x < person[1] and y > person[0] for x, y in f.content):
        return None
    if not says and low[at] not in ("citing", "quoting"):
        return None
    channel = f.source if f.source and f.source[1] <= at else subject(reading, f.cue[0])
    if says:
        f.cue = sorted({*f.cue, person[1], person[1] + 1})
    f.source = person
    return channel if channel != person else None


def _by(reading: Reading, at: int, f: Found) -> Span | None:
    """The channel of "B was quoted by A as saying …": what A passed on is B's, and stands behind "as saying"."""
    by = next((j for j in range(at + 1, min(at + 6, len(reading.words) - 1)) if reading.lower[j] == "by"), -1)
    channel = inverted(reading, by + 1) if by > 0 else None
    if channel and channel[1] + 2 < len(reading.words) and reading.lower[channel[1]] == "as" and reading.lower[channel[1] + 1] in _SAYING:
        said = channel[1] + 2
        f.cue = sorted({*f.cue, channel[1], channel[1] + 1})
        f.source = subject(reading, at) or f.source
        f.content = [(max(a, said), b) for a, b in f.content if b > said] or f.content
    return channel


def citing(reading: Reading, found: list[Found]) -> list[tuple[Found, Span]]:
    """ "…, the Gazette reported, citing two officers": the officers as source of the same content, with the Gazette's span."""
    used = {i: f for f in found for i in f.cue}
    out = []
    for f in list(found):
        if f.source is None:
            continue
        end = reading.sentences[reading.sentence[f.cue[-1]]][1]
        for i in range(f.cue[-1] + 1, min(end - 1, f.cue[-1] + 12)):
            if reading.lower[i] in ("citing", "quoting") and reading.quote[i] < 0:
                named = inverted(reading, i + 1)
                source = named if named and _can_tell(reading, named) else None
                old = used.get(i)
                if old and source and any(c[0] == source[0] for c in old.content):
                    found.remove(old)  # the tagger took the officers for what is said
                elif old:
                    if named and source is None:  # "said, citing low growth": what is cited says nothing
                        old.source, old.content = f.source, [(i + 1, reading.words_end(i + 1))]
                    break
                if source and not any(a < source[1] and b > source[0] for a, b in f.content):
                    out.append((Found([i], source, list(f.content)), f.source))
                break
    return out


def _can_tell(reading: Reading, source: Span) -> bool:
    """Whether a noun phrase may be who told something: a name, persons, papers; not "citing low growth"."""
    told = frozenset({f"{form}:{sense}" for form in "NS" for sense in ("person", "group", "comm")})
    head = reading.words[source[1] - 1]
    return any(reading.pos[i] == "NNP" for i in range(*source)) or "source" in head or any(k.rstrip("+") in told for k in kinds(head))


def channels(reading: Reading, found: list[Found]) -> list[int]:
    """For each attribution the index of the one whose content its cue and source stand in, -1 for none."""
    inner: dict[int, int] = {}
    sizes = [sum(b - a for a, b in f.content) for f in found]
    for n in sorted(range(len(found)), key=lambda n: -sizes[n]):
        if not any(
            reading.lower[i] == "according" or ((c := cue(reading.lower[i])) and c.reports and c.takes in ("clause", "person"))
            for i in found[n].cue
        ):
            continue
        for a, b in found[n].content:
            if b <= found[n].cue[0] and (c := cue(reading.lower[found[n].cue[-1]])) and c.stance == "denied":
                continue  # "Orr accused Lee of theft, a charge she denies": Orr's words are not passed on by her
            for i in range(a, min(b, a + tagger.CHUNK)):
                inner[i] = n
    out = []
    for n, f in enumerate(found):
        outer = inner.get(f.cue[0], -1) if f.source else -1
        if outer == n or (outer >= 0 and (not found[outer].source or inner.get(f.source[0], -1) != outer if f.source else True)):
            outer = -1
        out.append(outer)
    return out
