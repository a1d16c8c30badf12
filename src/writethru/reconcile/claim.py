"""Statements -> claims: which say the same, what supports, denies or replaces what, and the standing that follows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from writethru.model import Appearance, Claim, FigureSeries, Judgement, Relation, Standing, new_id, passages
from writethru.reconcile.likeness import clash, figures_clash, judge, opposes, quote_likeness, supports, word_likeness
from writethru.reconcile.unit import Unit
from writethru.reconcile.weight import Weights

SUPPORT = 0.7  # two voices say the same at this likeness
OPPOSE = 0.42
REPLACED = 0.4  # a changed sentence keeps this much of its content
LINK = 0.5  # mean likeness over all pairs of two groups that may join
COMMON = 40  # a stem in more statements than this leads to no candidate pair


def candidates(units: Sequence[Unit], idf: Mapping[str, float]) -> set[tuple[int, int]]:
    """Index pairs that share two telling stems, or one for short statements."""
    postings: dict[str, list[int]] = defaultdict(list)
    for i, u in enumerate(units):
        for w in sorted(set(u.words)):
            postings[w].append(i)
    hits: dict[tuple[int, int], int] = defaultdict(int)
    for w in sorted(postings):
        if len(postings[w]) <= COMMON or idf.get(w, 0) > 1.2:
            for pair in combinations(postings[w][:200], 2):
                hits[pair] += 1
    return {(i, j) for (i, j), n in hits.items() if n >= 2 or min(len(units[i].words), len(units[j].words)) <= 4}


def cluster(units: Sequence[Unit], pairs: set[tuple[int, int]], idf: Mapping[str, float], ruled: Sequence[Judgement]) -> list[list[Unit]]:
    """Groups of statements that make one claim, likest pairs first (average linkage): no group may hold two that clash,
    and two groups join only where their members are alike on the whole, so that no chain of small steps makes one claim of two."""
    index = {u.id: i for i, u in enumerate(units)}
    said = {frozenset((index[j.left], index[j.right])): j.verdict for j in ruled if j.left in index and j.right in index}
    likeness: dict[tuple[int, int], float] = {}
    scored = []
    for i, j in sorted(pairs):
        verdict = judge(units[i], units[j], idf)
        likeness[i, j] = verdict.score
        if verdict.verdict == "same" and said.get(frozenset((i, j))) != "not":
            scored.append((-verdict.score, i, j))
    scored += [(-2.0, min(p), max(p)) for p, v in said.items() if v == "same" and len(p) == 2]
    group = {i: [i] for i in range(len(units))}
    for score, i, j in sorted(scored):
        a, b = group[i], group[j]
        if a is b:
            continue
        cross = [(min(x, y), max(x, y)) for x in a for y in b]
        mean = sum(likeness.get(p, 0.0) for p in cross) / len(cross)
        if score > -2 and (mean < LINK or any(_barred(units, said, x, y, idf) for x, y in cross)):
            continue
        a += b
        for k in b:
            group[k] = a
    unique = {id(g): g for g in group.values()}
    return [sorted((units[i] for i in g), key=lambda u: u.order) for g in unique.values()]


def _barred(units: Sequence[Unit], said: Mapping[frozenset[int], str], i: int, j: int, idf: Mapping[str, float]) -> bool:
    a, b = units[i], units[j]
    return said.get(frozenset((i, j))) == "not" or (clash(a, b, idf) and quote_likeness(a, b) < 0.75) or figures_clash(a, b)


def best(members: Sequence[Unit]) -> Unit:
    """The statement that stands for the claim: current, attributed, in sentence length, near the top, original."""

    def rank(u: Unit) -> tuple[bool, bool, bool, float, tuple[str, str, int, str]]:
        n = len(u.text.split())
        return (not u.current, u.root != u.report.id, not 6 <= n <= 45, -(len(u.figures) * 0.3 + min(n, 30) / 30 + u.lead / 2), u.order)

    return min(members, key=rank)


def claims(
    groups: Sequence[list[Unit]],
    units: Sequence[Unit],
    pairs: set[tuple[int, int]],
    idf: Mapping[str, float],
    origins: Mapping[str, str],
    quotes: Mapping[str, str],
) -> list[Claim]:
    """Claims with relations and standing. `pairs` are the candidates among `units`; `origins` maps statement ids to origin names."""
    weights = Weights(units, idf)
    made = [_claim(g, origins, quotes, weights) for g in groups]
    of = {u.id: n for n, g in enumerate(groups) for u in g}
    edges: dict[tuple[int, int], tuple[str, float]] = {}
    for i, j in sorted(pairs):
        a, b = units[i], units[j]
        if of[a.id] == of[b.id] or "declined" in (a.stance, b.stance):
            continue
        key = (min(of[a.id], of[b.id]), max(of[a.id], of[b.id]))
        against = opposes(a, b, idf)
        if against >= OPPOSE and against > edges.get(key, ("", 0.0))[1]:
            edges[key] = ("against", against)
        elif (score := supports(a, b, idf)) >= SUPPORT and score > edges.get(key, ("", 0.0))[1]:
            edges[key] = ("for", score)
    return _related(made, groups, edges)


def _claim(members: list[Unit], origins: Mapping[str, str], quotes: Mapping[str, str], weights: Weights) -> Claim:
    first, top = members[0], best(members)
    a = top.statement.attribution
    stamp = first.report.published or first.report.updated
    outlets = tuple(dict.fromkeys(u.outlet for u in members))
    found = tuple(dict.fromkeys(origins[u.id] for u in members))
    live = any(u.current for u in members)
    standing: Standing = "withdrawn" if not live else "repeated" if len(outlets) > 1 and len(found) == 1 else "single origin"
    if len(found) > 1:
        standing = "corroborated"
    weight = weights.of(members, len(outlets), len(found), top.stance)
    return Claim(
        id=new_id("c", first.id),
        text=top.text,
        speaker=top.speaker,
        stance=top.stance,
        hedges=a.hedges if a else (),
        negated=top.negated,
        standing=standing,
        outlets=outlets,
        origins=found,
        said=top.day or None,
        first_published=stamp.iso if stamp else None,
        appearances=tuple(Appearance(passages(u.report.id, u.statement.content), u.text, u.id, u.outlet, origins[u.id]) for u in members),
        why=_why(standing, outlets, found),
        quote=next((quotes[u.id] for u in [top, *members] if u.id in quotes), None),
        weight=weight if live else weight / 4,
    )


def _why(standing: Standing, outlets: Sequence[str], origins: Sequence[str]) -> str:
    if standing == "withdrawn":
        return "No current version of any report still says it."
    if standing == "corroborated":
        return f"{len(origins)} origins that do not rest on one another: {'; '.join(origins)}."
    if standing == "repeated":
        return f"{len(outlets)} outlets carry it, and all rest on one origin: {origins[0]}."
    return f"It rests on one origin: {origins[0]}."


def _related(made: list[Claim], groups: Sequence[list[Unit]], edges: Mapping[tuple[int, int], tuple[str, float]]) -> list[Claim]:
    """Adds relations both ways, then lets them move the standing."""
    relations: dict[int, list[Relation]] = defaultdict(list)
    extra: dict[int, list[Claim]] = defaultdict(list)
    for (i, j), (way, score) in sorted(edges.items()):
        early, late = sorted((i, j), key=lambda n: groups[n][0].order)
        a, b = made[early], made[late]
        if way == "for":
            fresh = [o for o in b.origins if o not in a.origins]
            independent = bool(fresh) and a.speaker is not None and b.speaker is not None
            kind = "confirms" if independent or b.stance == "confirmed" else "repeats"
            relations[late].append(Relation(kind, a.id, f"{b.speaker or 'the outlet'} says the same ({score:.0%} of the content words)"))
            if independent:
                extra[early].append(b)
                extra[late].append(a)
        else:
            kind = "denies" if b.negated else "conflicts"
            relations[late].append(Relation(kind, a.id, f"opposite polarity, {score:.0%} of the content words"))
            relations[early].append(Relation("conflicts", b.id, f"{b.speaker or 'the outlet'} says the opposite"))
    return _settled(made, groups, relations, extra)


def _settled(
    made: list[Claim], groups: Sequence[list[Unit]], relations: Mapping[int, list[Relation]], extra: Mapping[int, list[Claim]]
) -> list[Claim]:
    """Standing from relations. Who later says the opposite overturns the own earlier word, which then disputes nobody."""
    place = {c.id: n for n, c in enumerate(made)}
    rivals = {n: [place[r.other] for r in relations.get(n, []) if r.kind in ("denies", "conflicts")] for n in range(len(made))}
    voices = [{u.voice for u in g} for g in groups]

    def later(n: int, than: int) -> bool:
        return groups[n][0].order > groups[than][0].order

    overturned = {n: next((m for m in rivals[n] if voices[m] & voices[n] and later(m, n)), None) for n in rivals}
    out = []
    for n, c in enumerate(made):
        origins = tuple(dict.fromkeys([*c.origins, *(o for x in extra.get(n, []) for o in x.origins)]))
        outlets = tuple(dict.fromkeys([*c.outlets, *(o for x in extra.get(n, []) for o in x.outlets)]))
        new = replace(c, origins=origins, outlets=outlets, relations=tuple(relations.get(n, [])))
        if c.standing != "withdrawn" and len(origins) > 1:
            new = replace(new, standing="corroborated", why=_why("corroborated", outlets, origins))
        turned = overturned[n]
        active = [m for m in rivals[n] if overturned[m] is None and made[m].standing != "withdrawn" and m != turned]
        if c.standing != "withdrawn" and turned is not None:
            new = replace(new, standing="revised", why=f"{made[turned].speaker or 'The outlet'} later said the opposite.")
        elif c.standing != "withdrawn" and active:
            new = _opposed(new, [made[m] for m in active])
        elif rivals[n] and c.standing != "withdrawn":
            new = replace(new, why=f"{new.why} Denied at first by {_names(made[m] for m in rivals[n])}, who later said otherwise.")
        out.append(new)
    return out


def _opposed(claim: Claim, rivals: Sequence[Claim]) -> Claim:
    who = _names(rivals)
    if not claim.negated and all(c.negated for c in rivals) and claim.standing in ("single origin", "repeated"):
        return replace(claim, standing="denied", why=f"One origin ({claim.origins[0]}), denied by {who}.")
    return replace(claim, standing="disputed", why=f"Said by {'; '.join(claim.origins)}; {who}: otherwise.")


def _names(claims: Iterable[Claim]) -> str:
    return ", ".join(sorted({c.speaker or "an outlet in its own voice" for c in claims}))


def with_versions(made: Sequence[Claim], groups: Sequence[list[Unit]], idf: Mapping[str, float]) -> list[Claim]:
    """A claim that only older versions hold is revised where the latest version says something like it in its stead, else withdrawn."""
    fresh: dict[str, list[tuple[Unit, int]]] = defaultdict(list)
    for n, g in enumerate(groups):
        for u in g:
            if u.current:
                fresh[u.report.id].append((u, n))
    out = list(made)
    for n, g in enumerate(groups):
        if made[n].standing != "withdrawn":
            continue
        near = [(word_likeness(u, v, idf), -m, m) for u in g for v, m in fresh[u.latest] if _beside(u, v) or u.speaker == v.speaker]
        score, _, m = max(near, default=(0.0, 0, 0))
        if score >= REPLACED:
            reason = f"{out[m].outlets[0]} changed it: {score:.0%} of the content words stayed"
            out[m] = replace(out[m], relations=(*out[m].relations, Relation("updates", made[n].id, reason)))
            out[n] = replace(out[n], standing="revised", why=f"The outlet's latest version says: {out[m].text}")
    return out


def _beside(a: Unit, b: Unit) -> bool:
    """Whether two statements stand at about the same place of two versions."""
    return abs(a.statement.sentence[0] - b.statement.sentence[0]) < 400


def with_figures(made: Sequence[Claim], series: Sequence[FigureSeries]) -> list[Claim]:
    """Claims moved by their figures: a later count revises an earlier one, two that cannot both be true dispute each other."""
    by_id = {c.id: c for c in made}
    points = {p.id: p for s in series for p in s.points}
    for p in points.values():
        for r in p.relations:
            mine, theirs = by_id.get(p.claim or ""), by_id.get(points[r.other].claim or "")
            if not mine or not theirs or mine.id == theirs.id:
                continue
            if r.kind == "update":
                if not any(x.kind == "updates" and x.other == theirs.id for x in mine.relations):
                    by_id[mine.id] = replace(mine, relations=(*mine.relations, Relation("updates", theirs.id, r.reason)))
                if theirs.standing != "withdrawn" and r.reason.startswith("the same source"):
                    why = f"{p.text} since, by {p.speaker or p.outlets[0]}."
                    by_id[theirs.id] = replace(theirs, standing="revised", why=f"{theirs.why} Revised: {why}")
            elif r.kind == "conflict":
                for one, other, number in ((mine, theirs, points[r.other]), (theirs, mine, p)):
                    now = by_id[one.id]
                    why = f"{number.speaker} gives {number.text}."
                    standing: Standing = now.standing if now.standing in ("revised", "withdrawn") else "disputed"
                    relations = (*now.relations, Relation("conflicts", other.id, r.reason))
                    by_id[one.id] = replace(now, relations=relations, standing=standing, why=f"{now.why} {why}")
    return [by_id[c.id] for c in made]
