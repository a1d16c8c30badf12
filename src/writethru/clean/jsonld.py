"""JSON-LD scripts (schema.org) into `Structured`: the article, its people, its live-blog posts.

Broken or odd JSON-LD (lists, @graph, types as lists, control characters, entities encoded twice, trailing commas, several values
glued) costs at most that one script.
"""

import html as entities
import json
import re
from collections.abc import Iterator
from typing import Any

from writethru.clean.structured import Post, Structured, plain
from writethru.text import folded_words, squeeze

Json = dict[str, Any]

ARTICLE = re.compile(r"(?:Article|BlogPosting|LiveBlogPosting|Report|Reportage\w*|SocialMediaPosting|NewsItem)$")
_ORGANISATION = re.compile(r"(?:Organization|Organisation|Corporation|Brand|WebSite|Company)$")
_BREAK = re.compile(r"[\n\r]+|</?(?:p|br|div|li|h[1-6]|blockquote|ul|ol)\b[^<>]{0,500}>", re.I)
_WRAP = re.compile(r"^\s*(?://\s*)?(?:<!\[CDATA\[|<!--)|(?://\s*)?(?:\]\]>|-->)\s*$")
ALIKE = 0.5  # share of the words of the shorter of two headlines
_DEPTH = 12  # deepest nesting of JSON-LD looked into
_MANY = 5000  # objects looked at


def fill(out: Structured, scripts: list[str]) -> None:
    """Writes what the JSON-LD scripts say."""
    objects = [o for script in scripts for o in _objects(script)]
    articles = sorted((o for o in objects if _is(o, ARTICLE)), key=_rank)
    for o in articles:
        if not _other(o, articles[0]):
            _article(o, objects, out)
    _outlet(objects, out)


def _load(script: str) -> object:
    text = script
    for repair in (str.strip, _unwrapped, _less_commas, entities.unescape):
        text = repair(text)
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
    try:
        return json.JSONDecoder(strict=False).raw_decode(_unwrapped(script))[0]
    except (ValueError, RecursionError):
        return None


def _unwrapped(script: str) -> str:
    return _WRAP.sub("", script).strip().rstrip(";")


def _less_commas(script: str) -> str:
    return re.sub(r",(\s*[}\]])", r"\1", script)


def _objects(script: str) -> list[Json]:
    """The objects of a script: the top ones, those in lists and @graph, and an article that a WebPage is about."""
    found: list[Json] = []
    queue: list[tuple[object, int]] = [(_load(script), 0)]
    while queue and len(found) < _MANY:
        value, depth = queue.pop(0)
        if depth > _DEPTH:
            continue
        if isinstance(value, list):
            queue.extend((v, depth + 1) for v in value[:_MANY])
        elif isinstance(value, dict):
            found.append(value)
            queue.extend(
                (value[k], depth + 1)
                for k in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "item")
                if isinstance(value.get(k), dict | list)
            )
    return found


def _types(o: object) -> list[str]:
    kind = o.get("@type") if isinstance(o, dict) else None
    return [str(k).rsplit("/", 1)[-1] for k in (kind if isinstance(kind, list) else [kind]) if k]


def _is(o: object, pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(t) for t in _types(o))


def _rank(o: Json) -> tuple[int, int]:
    """Articles with most to say first; a LiveBlogPosting stands for its page."""
    live = any(t == "LiveBlogPosting" for t in _types(o))
    return -sum(bool(o.get(k)) for k in ("headline", "datePublished", "author", "articleBody", "dateModified")) - live, 0


def _other(o: Json, first: Json) -> bool:
    """Whether an article is another than the page's: a related one has a headline of its own."""
    one, two = (set(folded_words(next(_strings(x.get("headline")), ""))) for x in (first, o))
    return bool(one and two) and len(one & two) < ALIKE * min(len(one), len(two))


def _strings(value: object) -> Iterator[str]:
    for v in value if isinstance(value, list) else [value]:
        text = plain(v.get("@value") or v.get("name") or "") if isinstance(v, dict) else plain(v)
        if text:
            yield text


def _paragraphs(value: object) -> list[str]:
    """The paragraphs of a JSON text: parted by line breaks, or by tags where it is HTML."""
    raw = value if isinstance(value, str) else "\n".join(_strings(value))
    for _ in range(2):
        raw = entities.unescape(raw) if "&" in raw else raw
    return [t for part in (_BREAK.split(raw) if "<" in raw else raw.splitlines()) if (t := plain(part))]


def _article(o: Json, objects: list[Json], out: Structured) -> None:
    first = not out.article
    out.article = True
    for key in ("headline", "name", "alternativeHeadline"):
        out.headlines += [("jsonld" if key == "headline" else "jsonld-" + key, t) for t in _strings(o.get(key))][:1]
    if first:
        out.authors, out.organisations = _people(o.get("author") or o.get("creator"), objects)
        out.language = next(_strings(o.get("inLanguage")), "")
    out.published += [*_strings(o.get("datePublished"))] or [*_strings(o.get("dateCreated"))]
    out.updated += _strings(o.get("dateModified"))
    out.descriptions += _strings(o.get("description"))
    out.body = out.body or "\n".join(_paragraphs(o.get("articleBody")))
    if not out.outlet:
        out.outlet = next(_names(o.get("publisher"), objects), "")
    posts = o.get("liveBlogUpdate")
    for p in posts if isinstance(posts, list) else [posts]:
        if isinstance(p, dict):
            headline = next(_strings(p.get("headline") or p.get("name")), "")
            text = _paragraphs(p.get("articleBody") or p.get("text") or p.get("description"))
            if headline or text:
                out.posts.append(Post(headline, text, next(_strings(p.get("datePublished") or p.get("dateCreated")), "")))


def _resolve(value: object, objects: list[Json]) -> object:
    if isinstance(value, dict) and set(value) == {"@id"}:
        return next((o for o in objects if o.get("@id") == value["@id"] and len(o) > 1), value)
    return value


def _names(value: object, objects: list[Json]) -> Iterator[str]:
    for v in value if isinstance(value, list) else [value]:
        yield from _strings(_resolve(v, objects))


def _people(value: object, objects: list[Json]) -> tuple[list[str], list[str]]:
    """Names of authors: persons, organisations; strings whole, for the byline splitter."""
    people: list[str] = []
    others: list[str] = []
    for v in value if isinstance(value, list) else [value]:
        v = _resolve(v, objects)
        if isinstance(v, dict) and not v.get("name") and (v.get("givenName") or v.get("familyName")):
            people.append(squeeze(f"{plain(v.get('givenName'))} {plain(v.get('familyName'))}"))
            continue
        names = v.get("name") if isinstance(v, dict) else v
        found = others if _is(v, _ORGANISATION) else people
        found += [t for n in (names if isinstance(names, list) else [names]) if (t := plain(n)) and "://" not in t]
    return list(dict.fromkeys(people)), list(dict.fromkeys(others))


def _outlet(objects: list[Json], out: Structured) -> None:
    for o in objects:
        if not out.outlet and any(t in ("NewsMediaOrganization",) for t in _types(o)):
            out.outlet = next(_strings(o.get("name")), "")
