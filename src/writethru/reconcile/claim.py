"""Groups of statements -> claims: what supports, denies or replaces what, and the standing that follows."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from writethru.model import Appearance, Claim, Relation, Standing, new_id, passages
from writethru.reconcile.cluster import Kinds
from writethru.reconcile.edges import edges, holders
from writethru.reconcile.unit import Unit
from writethru.reconcile.weight import Weights
from writethru.reconcile.witness import hearsay
from writethru.text import fold

FIRST = 20  # characters beside a cue in which "initially" bears on it
_ADMITS = re.compile(
    r"\b(?:admit|acknowledg|conced)(?:s|es|ed|ing|ted|ting)?\b|\bowned (?:up|to)\b|\b(?:we|it|they) (?:was|were|had been) (?:wrong|mistaken)\b",
    re.I,
)
_FIRST = re.compile(r"\b(?:initially|at first|originally|previously)\b", re.I)


def best(members: Sequence[Unit]) -> Unit:
    """The statement that stands for the claim: current, attributed, in sentence length, near the top, original."""

    def rank(u: Unit) -> tuple[bool, bool, bool, float, tuple[str, str, int, str]]:
        n = len(u.text.split())
        return (
            not u.current,
            u.root != u.report.id or bool(u.repeats),
            not 6 <= n <= 45,
            -(len(u.figures) * 0.3 + min(n, 30) / 30 + u.lead / 2),
            u.order,
        )

    return min(members, key=rank)


def claims(
    made_of: Sequence[list[int]],
    kinds: Kinds,
    units: Sequence[Unit],
    origins: Mapping[str, str],
    quotes: Mapping[str, str],
    within: Mapping[str, Sequence[Unit]],
) -> tuple[list[Claim], list[list[Unit]]]:
    """Claims with relations and standing, and the statements of each. `made_of` are the kinds of each claim (`cluster`); `origins` maps
    statement ids to origin names, `quotes` to quote groups, `within` to statements that say it beside more."""
    groups = [(sorted((u for k in g for u in kinds.members[k]), key=lambda u: u.order), g) for g in made_of]
    groups.sort(key=lambda g: g[0][0].order)
    weights = Weights(units, kinds.idf)
    made = [_claim(members, origins, quotes, weights) for members, _ in groups]
    place = {k: n for n, (_, g) in enumerate(groups) for k in g}
    told = [members for members, _ in groups]
    return _related(made, told, edges(kinds, place), holders(told, within)), told


def _claim(members: list[Unit], origins: Mapping[str, str], quotes: Mapping[str, str], weights: Weights) -> Claim:
    first, top = members[0], best(members)
    a = top.statement.attribution
    stamp = first.report.published or first.report.updated
    outlets = tuple(dict.fromkeys(u.outlet for u in members))
    first_hand = {u.outlet for u in members if not u.retells}
    ids = {u.id for u in members}
    spoken = {u.id for u in members if u.speaker}
    again = {
        origins[u.id] for u in members if u.repeats in spoken and not u.speaker
    }  # an outlet that tells a source's word again, and its copies
    told = (u for u in members if u.retells not in first_hand and u.repeats not in ids and (u.speaker or origins[u.id] not in again))
    found = tuple(dict.fromkeys(origins[u.id] for u in told)) or (origins[first.id],)
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
        appearances=tuple(Appearance(passages(u.report.id, u.statement.content), u.told, u.id, u.outlet, origins[u.id]) for u in members),
        why=_why(standing, outlets, found),
        quote=next((quotes[u.id] for u in [top, *members] if u.id in quotes), None),
        weight=weight * (1.0 if live else 0.25) * (0.5 if top.answers else 1.0),  # an answer is told after what it answers
    )


def _why(standing: Standing, outlets: Sequence[str], origins: Sequence[str]) -> str:
    if standing == "withdrawn":
        return "No current version of any report still says it."
    if standing == "corroborated":
        return f"{len(origins)} origins that do not rest on one another: {'; '.join(origins)}."
    if standing == "repeated":
        return f"{len(outlets)} outlets carry it, and all rest on one origin: {origins[0]}."
    return f"It rests on one origin: {origins[0]}."


def _related(
    made: list[Claim],
    groups: Sequence[list[Unit]],
    edges: Mapping[tuple[int, int], tuple[str, float]],
    holders: Sequence[Sequence[tuple[int, Unit]]],
) -> list[Claim]:
    """Adds relations both ways, then lets them move the standing."""
    relations: dict[int, list[Relation]] = defaultdict(list)
    extra: dict[int, list[Claim]] = defaultdict(list)
    instead: dict[int, int] = {}  # claims whose source has put another in their place
    past = {n for n, g in enumerate(groups) if all(_at_first(u) for u in g)}
    for (i, j), (way, score) in sorted(edges.items()):
        if way == "against" and {i, j} & past:
            continue  # a denial told as a thing of the past is held against nobody
        early, late = sorted((i, j), key=lambda n: groups[n][0].order)
        a, b = made[early], made[late]
        if way == "instead":
            relations[late].append(Relation("updates", a.id, "in so many words"))
            instead[early] = late
        elif way == "for":
            fresh = [o for o in b.origins if o not in a.origins]
            # What an outlet has, and what others have from it, is one origin.
            passed = (
                bool({*a.origins} & {*b.outlets} or {*b.origins} & {*a.outlets})
                or _through(groups[i], made[j])
                or _through(groups[j], made[i])
            )
            named = bool(a.speaker and b.speaker) and not any(hearsay(x.speaker or "") for x in (a, b))
            independent = bool(fresh) and named and not passed
            kind = "confirms" if independent or b.stance == "confirmed" else "repeats"
            words = f"({score:.0%} of the content words)" if score else "in other words"
            relations[late].append(Relation(kind, a.id, f"{b.speaker or 'the outlet'} says the same {words}"))
            if independent and "withdrawn" not in (a.standing, b.standing):
                extra[early].append(b)
                extra[late].append(a)
        else:
            kind = "denies" if b.negated else "conflicts"
            relations[late].append(Relation(kind, a.id, f"opposite polarity, {score:.0%} of the content words"))
            relations[early].append(Relation("conflicts", b.id, f"{b.speaker or 'the outlet'} says the opposite"))
    more: dict[int, list[str]] = defaultdict(list)
    for n, found in enumerate(holders):
        for m, v in found:
            relations[n].append(Relation("repeats", made[m].id, f"{v.outlet} tells it beside more"))
            more[n].append(v.outlet)
    return _settled(made, groups, relations, extra, instead, more)


def _through(units: Sequence[Unit], other: Claim) -> bool:
    """Whether all of some statements are told as what an outlet of another claim reports: "Octant is reporting that the gang asked for"."""
    links = (u.statement.attribution.via if u.statement.attribution else () for u in units)
    told = [{fold(v.speaker) for v in via} for via in links]
    outlets = {fold(o) for o in other.outlets}
    return all(t & outlets for t in told)


def _settled(
    made: list[Claim],
    groups: Sequence[list[Unit]],
    relations: Mapping[int, list[Relation]],
    extra: Mapping[int, list[Claim]],
    instead: Mapping[int, int],
    more: Mapping[int, Sequence[str]],
) -> list[Claim]:
    """Standing from relations. Who later says the opposite overturns the own earlier word, which then disputes nobody."""
    place = {c.id: n for n, c in enumerate(made)}
    rivals = {n: [place[r.other] for r in relations.get(n, []) if r.kind in ("denies", "conflicts")] for n in range(len(made))}
    voices = [{u.voice for u in g} for g in groups]

    def later(n: int, than: int) -> bool:
        return _spoken(groups[n][0]) > _spoken(groups[than][0])

    def own(m: int, n: int) -> bool:  # who denies what another outlet says they said takes no word of theirs back
        one = voices[m] & voices[n] or _admits(groups[m], groups[n])
        return bool(one) and not any(_restates(u, ids[n]) for u in groups[m])

    ids = [{u.id for u in g} for g in groups]
    overturned = {n: next((m for m in rivals[n] if own(m, n) and later(m, n)), None) for n in rivals}
    out = []
    for n, c in enumerate(made):
        beside = more.get(n, [])
        origins = tuple(dict.fromkeys([*c.origins, *(o for x in extra.get(n, []) for o in x.origins)]))
        restated = (u.outlet for m in rivals[n] for u in groups[m] if _restates(u, ids[n]))
        outlets = tuple(dict.fromkeys([*c.outlets, *(o for x in extra.get(n, []) for o in x.outlets), *restated, *beside]))
        new = replace(c, origins=origins, outlets=outlets, relations=tuple(relations.get(n, [])))
        if c.standing != "withdrawn" and len(origins) > 1:
            new = replace(new, standing="corroborated", why=_why("corroborated", outlets, origins))
        elif c.standing == "single origin" and beside:
            new = replace(new, standing="repeated", why=_why("repeated", outlets, origins))
        turned = overturned[n] if overturned[n] is not None else instead.get(n)
        active = [m for m in rivals[n] if overturned[m] is None and made[m].standing != "withdrawn" and m != turned]
        if c.standing != "withdrawn" and turned is not None:
            new = replace(new, standing="revised", why=_turned(made[turned], turned == instead.get(n)))
        elif c.standing != "withdrawn" and active:
            new = _opposed(new, [made[m] for m in active])
        elif rivals[n] and c.standing != "withdrawn":
            new = replace(new, why=f"{new.why} Denied at first by {_names(made[m] for m in rivals[n])}, who later said otherwise.")
        out.append(new)
    return out


def _spoken(u: Unit) -> tuple[str, tuple[str, str, int, str]]:
    """When something was said, for ordering: "on Wednesday the firm said", told on Friday, is Wednesday's."""
    return u.day[:10], u.order


def _admits(late: Sequence[Unit], early: Sequence[Unit]) -> bool:
    """Whether somebody owns to what a body, or who speaks for it, had denied: "the chairman acknowledged", where "the company" had said no."""
    body = any((u.channel or u.speaker or "").islower() or "spokes" in u.report.text[slice(*u.statement.sentence)] for u in early)
    return body and any(u.speaker and _ADMITS.search(u.report.text, *u.statement.sentence) for u in late)


def _turned(later: Claim, instead: bool) -> str:
    return f"{later.speaker or 'The outlet'} later {'put another word in its place' if instead else 'said the opposite'}."


def _restates(u: Unit, ids: Collection[str]) -> bool:
    """Whether a denial names the report that it denies, so that its outlet carries that too: "denied the Post's report that …"."""
    return bool(u.retells) and u.answers in ids


def _at_first(u: Unit) -> bool:
    """Whether a denial is told as what somebody said at first: "had initially dismissed the reports"."""
    a = u.statement.attribution
    if u.stance != "denied" or a is None or a.cue is None:
        return False
    return bool(_FIRST.search(u.report.text, max(u.statement.sentence[0], a.cue[0] - FIRST), a.cue[1] + FIRST))


def _opposed(claim: Claim, rivals: Sequence[Claim]) -> Claim:
    who = _names(rivals)
    denied = all(c.stance == "denied" for c in rivals) and claim.stance != "denied"
    if (denied or (not claim.negated and all(c.negated for c in rivals))) and claim.standing in ("single origin", "repeated"):
        return replace(claim, standing="denied", why=f"One origin ({claim.origins[0]}), denied by {who}.")
    return replace(claim, standing="disputed", why=f"Said by {'; '.join(claim.origins)}; {who}: otherwise.")


def _names(claims: Iterable[Claim]) -> str:
    return ", ".join(sorted({c.speaker or "an outlet in its own voice" for c in claims}))
