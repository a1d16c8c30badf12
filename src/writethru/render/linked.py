"""Linked data: the round-up as schema.org LiveBlogPosting, its passages as W3C Web Annotations, a report list as ninjs 3.1.

A machine never says ClaimReview: a Claim carries its appearances and no rating.
"""

import json
from collections.abc import Sequence
from typing import Any

from writethru.model import Line, Passage, Refusal, Report, Telling
from writethru.render.feed import NAMESPACE, clip, entries, rfc3339
from writethru.render.plain import MACHINE

Record = dict[str, Any]
CONTEXT = 40  # characters of prefix and suffix that make a text quote unique


def live_blog(t: Telling) -> Record:
    """One story as a LiveBlogPosting, a BlogPosting for each change."""
    reports = {r.id: r for r in t.reports}
    dated = sorted((r.published for r in t.reports if r.published), key=lambda s: s.order)
    updates = [
        {
            "@type": "BlogPosting",
            "@id": ident,
            "headline": clip(f"{kind.capitalize()}: {line.text}", 110),
            **({"datePublished": when} if when else {}),
            "articleBody": line.text,
            "citation": [_work(reports[p.report]) for p in _one_each(line)],
        }
        for ident, kind, when, line, _ in entries(t)
    ]
    return {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "@id": NAMESPACE + t.roundup.story.id,
        "headline": t.roundup.story.headline,
        **({"coverageStartTime": dated[0].iso} if dated else {}),
        **({"dateModified": t.roundup.as_of} if t.roundup.as_of else {}),
        "liveBlogUpdate": updates,
        "about": [_claim(t, reports, x) for x in t.roundup.need_to_know if x.claim],
    }


def _one_each(line: Line) -> list[Passage]:
    return list({p.report: p for p in reversed(line.sources)}.values())[::-1]


def _work(r: Report) -> Record:
    return {
        "@type": "NewsArticle",
        **({"headline": r.headline} if r.headline else {}),
        **({"publisher": {"@type": "Organization", "name": r.outlet}} if r.outlet else {}),
        **({"datePublished": r.published.iso} if r.published else {}),
        **({"url": r.uri} if r.uri.startswith(("http://", "https://")) else {}),
    }


def _claim(t: Telling, reports: dict[str, Report], line: Line) -> Record:
    c = next(c for c in t.ledger.claims if c.id == line.claim)
    works = [_work(reports[i]) for i in dict.fromkeys(a.report for a in c.appearances)]
    return {"@type": "Claim", "@id": NAMESPACE + c.id, "text": c.text, "firstAppearance": works[0], "appearance": works}


def to_jsonld(tellings: Sequence[Telling], refusals: Sequence[Refusal]) -> str:
    """All stories as JSON-LD."""
    return json.dumps([live_blog(t) for t in tellings], ensure_ascii=False, indent=1) + "\n"


def annotations(t: Telling) -> list[Record]:
    """Each line's passages as Web Annotations: the line as body, position and quote selectors as target."""
    texts = {r.id: r for r in t.reports}
    out = []
    lines = [*t.roundup.need_to_know, *(x for s in t.roundup.sections for x in s.lines)]
    for n, line in enumerate(lines):
        for k, p in enumerate(line.sources):
            r = texts[p.report]
            out.append(
                {
                    "@context": "http://www.w3.org/ns/anno.jsonld",
                    "id": f"{NAMESPACE}{t.roundup.story.id}/{n}/{k}",
                    "type": "Annotation",
                    "motivation": "describing",
                    "body": {"type": "TextualBody", "value": line.text + (MACHINE if line.extract else ""), "format": "text/plain"},
                    "target": {
                        "source": r.uri or f"{NAMESPACE}{r.id}",
                        "selector": [
                            {"type": "TextPositionSelector", "start": p.start, "end": p.end},
                            {
                                "type": "TextQuoteSelector",
                                "exact": r.text[p.start : p.end],
                                "prefix": r.text[max(0, p.start - CONTEXT) : p.start],
                                "suffix": r.text[p.end : p.end + CONTEXT],
                            },
                        ],
                    },
                }
            )
    return out


def to_annotations(tellings: Sequence[Telling], refusals: Sequence[Refusal]) -> str:
    """All stories' passages as one JSON list."""
    return json.dumps([a for t in tellings for a in annotations(t)], ensure_ascii=False, indent=1) + "\n"


def to_ninjs(tellings: Sequence[Telling], refusals: Sequence[Refusal]) -> str:
    """Each round-up as a ninjs 3.1 item (IPTC) of type text."""
    items = []
    for t in tellings:
        u = t.roundup
        lines = [x.text + (MACHINE if x.extract else "") for x in u.need_to_know]
        for s in u.sections:
            lines += [f"{s.heading}", *(x.text + (MACHINE if x.extract else "") for x in s.lines)]
        items.append(
            {
                "uri": NAMESPACE + u.story.id,
                "standard": {"name": "ninjs", "version": "3.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"},
                "type": "text",
                **({"versionCreated": rfc3339(u.as_of)} if u.as_of else {}),
                "pubStatus": "usable",
                "language": "en",
                "headlines": [{"role": "main", "value": u.story.headline}],
                "slugline": u.story.slug,
                "bodies": [{"role": "main", "contentType": "text/plain", "value": "\n".join(lines)}],
                "associations": [
                    {"name": r.id, "uri": r.uri or NAMESPACE + r.id, "type": "text", "headlines": [{"value": r.headline}]}
                    for r in t.reports
                ],
            }
        )
    return json.dumps(items[0] if len(items) == 1 else items, ensure_ascii=False, indent=1) + "\n"
