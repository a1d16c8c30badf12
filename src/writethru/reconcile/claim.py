"""Statements -> claims: which say the same, what supports, denies or replaces what, and the standing that follows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from writethru.model import Appearance, Claim, Judgement, Relation, Standing, new_id, passages
from writethru.reconcile.likeness import Verdict, clash, figures_clash, judge, opposes, quote_likeness, supports
from writethru.reconcile.unit import Telling, Unit
from writethru.reconcile.weight import Weights

OPPOSE = 0.42
LINK = 0.5  # mean likeness over all pairs of two groups that may join


class Judged:
    """Verdicts on pairs of units, each kind of pair worked out once: copies of one sentence are alike to all others."""

    def __init__(self, units: Sequence[Unit], idf: Telling, ruled: Sequence[Judgement]) -> None:
        index = {u.id: i for i, u in enumerate(units)}
        self.said = {frozenset((index[j.left], index[j.right])): j.verdict for j in ruled if j.left in index and j.right in index}
        self._units, self._idf = units, idf
        numbers: dict[object, int] = {}
        self._shape = [numbers.setdefault(_shape(u), len(numbers)) for u in units]
        self._judged: dict[tuple[int, int], Verdict] = {}
        self._bars: dict[tuple[int, int], bool] = {}

    def verdict(self, i: int, j: int) -> Verdict:
        kind = (self._shape[i], self._shape[j])
        if kind not in self._judged:
            self._judged[kind] = self._judged[kind[::-1]] = judge(self._units[i], self._units[j], self._idf)
        return self._judged[kind]

    def barred(self, i: int, j: int) -> bool:
        """Whether the two may not stand in one claim."""
        if self.said and self.said.get(frozenset((i, j))) == "not":
            return True
        kind = (self._shape[i], self._shape[j])
        if kind not in self._bars:
            a, b = self._units[i], self._units[j]
            bar = (clash(a, b, self._idf) and quote_likeness(a, b) < 0.75) or figures_clash(a, b)
            self._bars[kind] = self._bars[kind[::-1]] = bar
        return self._bars[kind]


def _shape(u: Unit) -> object:
    """All of a unit that a verdict rests on."""
    figures = tuple((f.unit, f.low, f.high, f.approx) for f in u.figures)
    place = (u.root, u.report.id) if u.collective else ()
    return u.words, u.quote, figures, u.denied, u.speaker, u.channel, u.day, u.unreal, place


def cluster(units: Sequence[Unit], pairs: set[tuple[int, int]], idf: Telling, ruled: Sequence[Judgement]) -> list[list[Unit]]:
    """Groups of statements that make one claim, likest pairs first (average linkage): no group may hold two that clash,
    and two groups join only where their members are alike on the whole, so that no chain of small steps makes one claim of two."""
    judged = Judged(units, idf, ruled)
    scored = []
    for i, j in sorted(pairs):
        verdict = judged.verdict(i, j)
        if verdict.verdict == "same" and judged.said.get(frozenset((i, j))) != "not":
            scored.append((-verdict.score, i, j))
    scored += [(-2.0, min(p), max(p)) for p, v in judged.said.items() if v == "same" and len(p) == 2]
    group = {i: [i] for i in range(len(units))}
    refused: set[tuple[int, int, int, int]] = set()
    for score, i, j in sorted(scored):
        a, b = group[i], group[j]
        attempt = (a[0], len(a), b[0], len(b))
        if a is b or (attempt in refused and score > -2):
            continue
        if score > -2 and not _fit(judged, a, b):
            refused.add(attempt)
            continue
        a += b
        for k in b:
            group[k] = a
    unique = {id(g): g for g in group.values()}
    return [sorted((units[i] for i in g), key=lambda u: u.order) for g in unique.values()]


def _fit(judged: Judged, a: Sequence[int], b: Sequence[int]) -> bool:
    """Whether two groups are alike on the whole and hold no two that clash."""
    total = sum(judged.verdict(x, y).score for x in a for y in b)
    return total >= LINK * len(a) * len(b) and not any(judged.barred(x, y) for x in a for y in b)


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
    idf: Telling,
    origins: Mapping[str, str],
    quotes: Mapping[str, str],
) -> list[Claim]:
    """Claims with relations and standing. `pairs` are the candidates among `units`; `origins` maps statement ids to origin names."""
    weights = Weights(units, idf)
    made = [_claim(g, origins, quotes, weights) for g in groups]
    of = {u.id: n for n, g in enumerate(groups) for u in g}
    edges: dict[tuple[int, int], tuple[str, float]] = {}
    place = [of[u.id] for u in units]
    declined = [u.stance == "declined" for u in units]
    for i, j in sorted(pairs):
        if place[i] == place[j] or declined[i] or declined[j]:
            continue
        a, b = units[i], units[j]
        key = (min(place[i], place[j]), max(place[i], place[j]))
        against = opposes(a, b, idf)
        if against >= OPPOSE and against > edges.get(key, ("", 0.0))[1]:
            edges[key] = ("against", against)
        elif (score := supports(a, b, idf)) > edges.get(key, ("", 0.0))[1]:
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
