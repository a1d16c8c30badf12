"""Who said what: text -> Attributions (model.Attribution), in order of their content. English; pure; linear in the text.

Taggers find cues, sources and contents (tagger.py); rules add what they miss and the chains (link.py), read stance, negation and
hedges (cue.py) and name the speakers (speaker.py). How it decides: docs/attribution.md.
"""

import re

from writethru.arithmetic import one_thread
from writethru.extract import (
    asides,
    chain,
    edges,
    estimate,
    holder,
    lexicon,
    link,
    objects,
    passives,
    patterns,
    pos,
    sides,
    speaker,
    spoken,
    tagger,
    unclaimed,
    wordings,
)
from writethru.extract import cue as cues
from writethru.extract.forms import quieten
from writethru.extract.lexicon import word_list
from writethru.extract.reading import Reading, read
from writethru.extract.scene import Scene
from writethru.extract.scene import scene as scene_of
from writethru.extract.tagger import Found
from writethru.model import Attribution, AttributionKind, Span, Via


def attributions(text: str) -> tuple[Attribution, ...]:
    """All attributions of a text, one paragraph a line; spans are characters of `text`."""
    reading = read(text)
    quieten(reading.words)
    with one_thread():
        return _attributions(reading)


def _attributions(reading: Reading) -> tuple[Attribution, ...]:
    tagged = tagger.tag(reading, tagger.chunks(reading))
    tags = tagged.flat()
    likely = (c for c in tagged.cues if c.sure >= _least(reading, c.tokens) and not edges.named(reading, c.tokens[0]))
    found = [f for f in tagger.link(tagged, likely) if f.content]
    found += spoken.spoken(reading, found)
    link.repair(reading, found, tags)
    found = [f for f in found if _credible(reading, f)]
    found += patterns.withheld(reading, found) + estimate.estimated(reading, found)
    found = [f for f in found if not patterns.anonymous(reading, f)]
    found += patterns.spoke_of(reading, found) + patterns.rebutted(reading, found) + patterns.signed_headline(reading, found)
    patterns.embedded(reading, found)
    patterns.questioned(reading, found)
    link.part(reading, found)
    for f in found:
        spoken.snap(reading, f)
        edges.amounts(reading, f)
        edges.unstamped(reading, f)
        edges.numbered(reading, f)
        edges.gerund(reading, f)
        edges.rumoured(reading, f)
        edges.rivalled(reading, f)
        edges.tailed(reading, f)
        objects.listed(reading, f)
        objects.owned_noun(reading, f)
    found += patterns.parenthetical(reading, found)
    for f in found:
        sides.turn(reading, f)
    patterns.rejoined_to(reading, found)
    holder.settle(reading, found)
    edges.commented(reading, found)
    found += unclaimed.scripted(reading, {i for f in found for a, b in f.content for i in (a, *f.cue)})
    spoken.closed_before(reading, found)
    found += unclaimed.unclaimed(tagged, found)
    for f in found:
        edges.how_put(reading, f)
    spoken.shared_out(reading, found)
    found += wordings.worded(reading, found)
    found += chain.nested(reading, found, {i for f in found for i in f.cue})
    asides.polled(reading, found)
    for f in found:
        asides.put_to(reading, f)
        asides.timed(reading, f)
    found.sort(key=lambda f: (f.cue[0], f.content))
    return _told(reading, found)


_HEADING = 8  # words of a crosshead
# The least probability of a cue by what it takes: where fewer than three in ten were right on texts looked at, it is dropped.
_CROSSHEAD = re.compile(r"\s*['‘\"“][^'\"’”.!?,…\n]+[\w)]['’\"”]\s*")  # a quotation alone in its line, without a stop
_LEAST = {"thing": 0.6, "as": 0.25, "noun": 0.9, "state": 0.6, "unnamed": 0.5, "act": 0.5}
_FINITE, _COLON, _UNKNOWN = 0.12, 0.3, 0.95  # a finite reporting verb; "Poll: Most want a vote"; a word the lexicon lacks
_UNSOURCED = {"clause": 0.9, "person": 0.9, "unnamed": 0.9}  # the same where nobody is named


def tells(text: str, a: Attribution) -> bool:
    """Whether an attribution tells something that can be held true or false: not a bare topic or liking ("opposes the notion",
    "discussed the plan"). A stance other than plain "said" tells by itself, and so do words quoted, a verb, or a figure."""
    if a.stance == "asked" and a.source is None:
        return False  # "asked whether the dam held, she said …"
    if a.stance != "said" or a.kind != "indirect":
        return True
    content = " ".join(text[s:e] for s, e in a.content)
    tags = pos.tags(read(content))
    said = [c for w in text[slice(*a.cue)].split() if (c := lexicon.cue(w.lower()))] if a.cue else []
    act = bool(said) and all(
        c.takes == "thing" and c.lemma != "speak" for c in said
    )  # "accepted it by 17 votes": a number tells nothing there
    return (
        (not act and any(c.isdigit() for c in content))
        or (tags[:1] == ["VBG"] and len(tags) > 1)
        or any(tag in pos.FINITE or tag == "VB" for tag in tags)
    )


def _credible(reading: Reading, f: Found) -> bool:
    """Whether a tagged attribution is worth telling: an unknown cue must be sure; one without a source must be a state or passive."""
    entry = cues.head(reading, f.cue)[1]
    if f.cue[0] and reading.lower[f.cue[0] - 1] == "without":
        return False
    if _shouted(reading, f.cue[0]):
        return False
    if estimate.puts_else(reading, f) or edges.tells_nothing(reading, f) or edges.possessed(reading, f):
        return False
    if f.source and f.source[1] == f.cue[0] and edges.hangs(reading, f.cue[0]):
        return False
    if f.source and edges.counted(reading, f.source) and f.content == [(f.cue[-1] + 1, f.cue[-1] + 2)]:
        return False  # "300 pledged delegates"
    if f.source and edges.owned(reading, f.source, f.cue):
        return False
    label = f.source and (f.source[1] - f.source[0] == 1 or reading.words[f.cue[0]] == ":")  # "Watch: …", not Human Rights Watch
    if f.source and label and reading.lower[f.source[1] - 1] in word_list("not_sources"):
        return False
    if entry and entry.takes == "as" and f.content[0][0] == f.cue[-1] + 1 and reading.pos[f.cue[-1] + 1] in ("IN", "RP"):
        return False  # "called in the envoy": what is named must be a thing
    if f.source is None:
        return f.sure >= _UNSOURCED.get(entry.takes if entry else "", 0.98) and (
            entry is None or not entry.reports or passives.passive(reading, f.cue) or _questioned(reading, f.cue[0])
        )
    return f.sure >= _least(reading, f.cue)


def _shouted(reading: Reading, at: int) -> bool:
    """Whether a token stands in a crosshead in capitals, which the text below it tells better: "OBSERVERS SEE ORDERLY VOTE"."""
    begin, end = reading.sentences[reading.sentence[at]]
    words = [w for w in reading.words[begin:end] if w[0].isalpha()]
    return len(words) <= _HEADING and all(w.isupper() for w in words) and reading.words[end - 1][-1].isalnum()


def _least(reading: Reading, tokens: list[int]) -> float:
    """The least probability of a cue worth looking into, by its kind."""
    entry = cues.head(reading, tokens)[1]
    if entry is None:
        return _COLON if reading.words[tokens[0]] == ":" else _UNKNOWN
    return _LEAST.get(entry.takes, _FINITE if entry.reports and reading.pos[tokens[-1]] in pos.FINITE else 0.25)


def _questioned(reading: Reading, at: int) -> bool:
    """ "Asked whether …", "when pressed on …": a question put by nobody named."""
    begin = reading.sentences[reading.sentence[at]][0]
    return reading.pos[at] in ("VBN", "VBD") and (at == begin or reading.lower[at - 1] in ("when", "if", "while", "once", ","))


def _chained(reading: Reading, found: list[Found], outer: list[int], named: list[tuple[str, bool]]) -> set[int]:
    """Attributions inside another's content that are no report of someone else's words: these are part of what is said."""
    out = set()
    for n, f in enumerate(found):
        if outer[n] < 0:
            continue
        entry = cues.head(reading, f.cue)[1]
        reports = entry is not None and entry.reports and entry.takes in ("clause", "person")
        own = named[n][0].lower() in ("i", "we") or named[n][0] == named[outer[n]][0]
        if (
            not reports or own or cues.stance(reading, f) == ("denied", True)
        ):  # "said the firm did not dispute it": the firm's word is theirs
            out.add(n)
    return out


def _told(reading: Reading, found: list[Found]) -> tuple[Attribution, ...]:
    """Token indices to records: speakers named in order of the text."""
    cited = chain.citing(reading, found)
    passed = [*(chain.quoting(reading, f) for f in found), *(reporter for _, reporter in cited)]
    found = [*found, *(f for f, _ in cited)]
    taken = {i for f, channel in zip(found, passed, strict=True) if channel for i in f.cue}
    doubled = {n for n, (f, channel) in enumerate(zip(found, passed, strict=True)) if not channel and taken.intersection(f.cue)}
    outer = chain.channels(reading, found)
    scene = scene_of(reading)
    named: list[tuple[str, bool]] = []
    for f, channel in zip(found, passed, strict=True):
        if channel:
            speaker.name(scene, channel)
        named.append(speaker.name(scene, f.source) if f.source else ("", False))
    vias = _vias(reading, found, passed, outer, named, scene)
    dropped = _chained(reading, found, outer, named)
    out: dict[tuple[object, ...], Attribution] = {}
    for n, (f, (name, collective), via) in enumerate(zip(found, named, vias, strict=True)):
        if n in dropped | doubled:
            continue
        record = _record(reading, f, name, collective, via)
        if record.kind == "indirect" and not _one_line(reading.text, record):
            continue  # only quotations run on over paragraphs
        out.setdefault((record.content, record.source), record)
    return tuple(sorted(out.values(), key=lambda a: (a.content, a.cue or (0, 0))))


def _one_line(text: str, a: Attribution) -> bool:
    spans = [*a.content, *([a.cue] if a.cue else []), *([a.source] if a.source else [])]
    return "\n" not in text[min(s for s, _ in spans) : max(e for _, e in spans)]


def _vias(
    reading: Reading, found: list[Found], passed: list[Span | None], outer: list[int], named: list[tuple[str, bool]], scene: Scene
) -> list[tuple[Via, ...]]:
    """The chain of each attribution outward: whom it was quoted by, then in whose words that stands."""
    out: list[tuple[Via, ...]] = []
    for n in range(len(found)):
        links: list[Via] = []
        at, seen = n, {n}
        while True:
            channel = passed[at]
            if channel:
                links.append(Via(reading.span(*channel), speaker.name(scene, channel)[0]))
            at = outer[at]
            if at < 0 or at in seen or len(links) > 4:
                break
            seen.add(at)
            source = found[at].source
            if source:
                links.append(Via(reading.span(*source), named[at][0]))
        out.append(tuple(links))
    return out


def _record(reading: Reading, f: Found, name: str, collective: bool, via: tuple[Via, ...]) -> Attribution:
    stance, negated = cues.stance(reading, f)
    told = [reading.span(*s) for s in sorted(set(f.content))]  # a quotation may have come to it two ways
    return Attribution(
        content=tuple(s for s in told if len(told) == 1 or not _CROSSHEAD.fullmatch(_line(reading.text, *s))),
        source=reading.span(*f.source) if f.source else None,
        speaker=name or None,
        cue=reading.span(f.cue[0], f.cue[-1] + 1),
        kind=kind(reading, f.content),
        stance=stance,
        hedges=cues.hedges(reading, f),
        negated=negated or cues.content_negated(reading, f.content),
        via=via,
        collective=collective,
    )


def _line(text: str, start: int, end: int) -> str:
    """The lines a stretch of text stands in."""
    stop = text.find("\n", end)
    return text[text.rfind("\n", 0, start) + 1 : stop if stop >= 0 else len(text)]


def kind(reading: Reading, content: list[Span]) -> AttributionKind:
    """direct, mixed or indirect, by the share of content words inside quotation marks."""
    spoken = [reading.quote[i] >= 0 for a, b in content for i in range(a, b) if reading.words[i][0].isalnum()]
    share = sum(spoken) / len(spoken) if spoken else 0
    return "direct" if share >= 0.9 else "mixed" if share >= 0.05 else "indirect"
