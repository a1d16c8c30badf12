"""Who said what: text -> Attributions (model.Attribution), in order of their content."""

from writethru.extract import tagger
from writethru.extract.reading import Reading, read
from writethru.model import Attribution, AttributionKind, Span


def attributions(text: str) -> tuple[Attribution, ...]:
    """All attributions of a text; spans are characters of `text`."""
    reading = read(text)
    tags = tagger.labels(reading)
    out = []
    for cue in tagger.cues(reading, tags):
        found = tagger.link(reading, tags, cue)
        if found.content:
            content = tuple(reading.span(*s) for s in found.content)
            source = reading.span(*found.source) if found.source else None
            out.append(
                Attribution(
                    content,
                    source,
                    reading.text[slice(*source)] if source else None,
                    reading.span(cue[0], cue[-1] + 1),
                    kind(reading, content),
                )
            )
    return tuple(sorted(out, key=lambda a: (a.content, a.cue or (0, 0))))


def kind(reading: Reading, content: tuple[Span, ...]) -> AttributionKind:
    """direct, mixed or indirect, by the share of content words inside quotation marks."""
    total = quoted = 0
    for start, end in content:
        for i in range(*reading.at(start, end)):
            if reading.words[i][0].isalnum():
                total += 1
                quoted += reading.quote[i] >= 0
    share = quoted / total if total else 0
    return "direct" if share >= 0.9 else "mixed" if share >= 0.05 else "indirect"
