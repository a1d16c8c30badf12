"""The same utterance across outlets: full, partial and altered forms, with the differences shown."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from writethru.match import components
from writethru.model import Appearance, Passage, QuoteGroup, Span, Variant, new_id
from writethru.reconcile.likeness import NEAR_DAYS, days_apart
from writethru.reconcile.unit import Unit, quoted
from writethru.reconcile.wording import same_words
from writethru.text import WORD, fold

LONG = 6  # words by which an utterance is known, whoever is said to have made it
MIN_WORDS = 3  # fewer quoted words are a term, not an utterance


def quote_spans(u: Unit) -> list[Span]:
    """Spans of the words inside quotation marks; the whole content where a direct quotation carries none."""
    return quoted(u.report.text, u.statement.content) or list(u.statement.content)


def quote_words(u: Unit) -> str:
    """The quoted words as printed, the parts joined by an ellipsis."""
    return " … ".join(u.report.text[a:b].strip().rstrip(",") for a, b in quote_spans(u))


def same_utterance(a: Unit, b: Unit) -> bool:
    """One speaker, and the shorter stands in the longer; a short quotation also needs one occasion."""
    if a.speaker is None or a.speaker != b.speaker:
        return False
    apart = days_apart(a.day, b.day)
    if min(len(a.quote), len(b.quote)) < 5 and apart > NEAR_DAYS:
        return False
    return same_words(a.quote, b.quote, strict=apart > 0)


def _word_for_word(a: Unit, b: Unit) -> bool:
    """Whether two outlets quote one long run of words that at least one of them does not give to somebody by name: it was said once."""
    if a.outlet == b.outlet or not (a.speaker or b.speaker) or a.speaker == b.speaker or (_by_name(a) and _by_name(b)):
        return False
    short, long = sorted((a.quote, b.quote), key=len)
    return len(short) >= LONG and f" {' '.join(short)} " in f" {' '.join(long)} "


def _by_name(u: Unit) -> bool:
    """Whether a statement names its speaker beside the words: neither "he" nor "the union leader"."""
    a = u.statement.attribution
    name = (u.speaker or " ").split(" ")[-1]
    return name[:1].isupper() and bool(a and a.source and name in u.report.text[slice(*a.source)])


def quote_groups(units: Sequence[Unit], origins: Mapping[str, str]) -> tuple[tuple[QuoteGroup, ...], dict[str, str]]:
    """Groups in order of first appearance, and statement id -> group id. `origins` maps statement id to its origin's name."""
    quoting = [u for u in units if len(u.quote) >= MIN_WORDS and quoted(u.report.text, u.statement.content)]
    spoken = [u for u in units if len(u.quote) >= MIN_WORDS and u.speaker]
    by_speaker: dict[str, list[Unit]] = defaultdict(list)
    for u in spoken:
        by_speaker[str(u.speaker)].append(u)
    edges = [(same[i].id, same[j].id) for same in by_speaker.values() for i, j in _in_runs(same) if same_utterance(same[i], same[j])]
    edges += [(quoting[i].id, quoting[j].id) for i, j in _in_runs(quoting) if _word_for_word(quoting[i], quoting[j])]
    met = {i for edge in edges for i in edge}
    spoken += [u for u in quoting if not u.speaker and u.id in met]
    by_id = {u.id: u for u in spoken}
    groups, of = [], {}
    for ids in components([u.id for u in spoken], edges):
        members = sorted((by_id[i] for i in ids), key=lambda u: u.order)
        group = _group(members, origins)
        groups.append(group)
        of.update(dict.fromkeys(ids, group.id))
    return tuple(groups), of


def _in_runs(spoken: Sequence[Unit]) -> list[tuple[int, int]]:
    """Index pairs of quotations that share two words in a row, as all forms of one utterance do; copies of one wording in a chain."""
    first: dict[tuple[object, ...], int] = {}
    out: set[tuple[int, int]] = set()
    postings: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, u in enumerate(spoken):
        kind = (u.quote, u.day)
        if kind in first:
            out.add((first[kind], i))
            continue
        first[kind] = i
        for run in set(pairwise(u.quote)):
            out.update((j, i) for j in postings[run])
            postings[run].append(i)
    return sorted(out)


def _group(members: list[Unit], origins: Mapping[str, str]) -> QuoteGroup:
    longest = max(members, key=lambda u: (len(u.quote), u.current))
    variants: dict[str, Variant] = {}
    for u in members:
        words = quote_words(u)
        change = difference(quote_words(longest), words)
        if change and fold(words) not in variants:
            variants[fold(words)] = Variant(words, change)
    return QuoteGroup(
        new_id("q", members[0].id),
        next(u.speaker for u in members if u.speaker),
        quote_words(longest),
        tuple(dict.fromkeys(u.outlet for u in members)),
        tuple(dict.fromkeys(origins[u.id] for u in members)),
        tuple(
            Appearance(tuple(Passage(u.report.id, *s) for s in quote_spans(u)), quote_words(u), u.id, u.outlet, origins[u.id])
            for u in members
        ),
        tuple(variants.values()),
    )


def difference(full: str, other: str) -> str:
    """What `other` changes against `full`, in words; "" when only marks and case differ."""
    a, b = WORD.findall(full), WORD.findall(other)
    x, y = [fold(w) for w in a], [fold(w) for w in b]
    if x == y:
        return ""
    ops = [op for op in SequenceMatcher(None, x, y, autojunk=False).get_opcodes() if op[0] != "equal"]
    changed = [f"“{' '.join(b[k:m])}” for “{' '.join(a[i:j])}”" for tag, i, j, k, m in ops if tag == "replace"]
    added = [f"adds “{' '.join(b[k:m])}”" for tag, i, j, k, m in ops if tag == "insert"]
    cut = sum(j - i for tag, i, j, k, m in ops if tag == "delete")
    parts = changed[:3] + added[:3]
    if cut:
        whole = len(y) <= len(x) and not changed and not added
        parts.append(f"partial: {len(y)} of {len(x)} words" if whole else f"leaves out {cut} words")
    return "; ".join(parts)
