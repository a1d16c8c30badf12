"""How firmly a number is said: done, planned, possible, estimated or denied, from the verb group it depends on."""

from writethru.extract.lexicon import word
from writethru.extract.number import Token, starters
from writethru.extract.unit import word_set, words
from writethru.model import Modality

_REACH = 24
_BARRIER = frozenset([";", ":", "—", "–", "after", "before", "when", "while", "because", "although", "though", "since", "but"])
_KINDS: tuple[Modality, ...] = ("denied", "estimated", "possible", "planned")


def modality(tokens: list[Token], first: int, last: int) -> Modality:
    """The modality of the figure in tokens [first, last): cues in its verb group, nearest first; a plain past verb ends the search."""
    ahead = _ahead(tokens, last)
    if ahead:
        return ahead
    near = tokens[max(0, first - 2) : last]
    if any(t.lower in ("estimated", "projected") for t in near):
        return "estimated"
    subject = _is_subject(tokens, _past_aside(tokens, last))
    settled = apart = False
    for k in range(first - 1, max(-1, first - _REACH), -1):
        t = tokens[k]
        if t.lower in _BARRIER:
            break
        apart = apart or t.text == ","
        if apart and subject:
            break
        kind = _cue(tokens, k)
        if kind == "denied" and t.lower in word_set("modality", "negative"):
            if not (settled or apart) and first - k <= 8 and _negates(tokens, k):
                return "denied"
            continue
        if kind and (not settled or (kind in ("denied", "estimated") and _reports(tokens, k))):
            return kind
        settled = settled or _settles(tokens, k)
        if settled and t.text in ',“”"':
            break
    return "actual"


def _is_subject(tokens: list[Token], last: int) -> bool:
    """Whether a verb follows the figure's noun, so that cues of an earlier clause are not its own."""
    for t in tokens[last : last + 3]:
        if t.lower in word_set("concept", "auxiliary") or (word(t.lower).may_be("D") and not word(t.lower).may_be("A")):
            return True
        if t.kind != "word" or t.lower in word_set("stop", "words"):
            return False
    return False


def _ahead(tokens: list[Token], last: int) -> Modality | None:
    """The verb group after a figure that is a subject: "12,000 troops could soon be sent"."""
    last = _past_aside(tokens, last)
    for k in range(last, min(last + 4, len(tokens))):
        t = tokens[k]
        if t.lower in ("will", "would", "shall"):
            return "planned"
        if t.lower in ("could", "may", "might", "can") and t.text != "May":
            return "possible"
        if t.lower in ("are", "is", "were", "was", "have", "had", "been", "has"):
            group = [x.lower for x in tokens[k + 1 : k + 4]]
            if group[:1] == ["to"] and t.lower in ("are", "is", "were", "was"):
                return "planned"
            for w in group[:2]:
                if w in ("expected", "likely", "feared", "believed", "thought", "estimated", "projected", "forecast"):
                    return "possible" if w == "likely" else "planned" if w == "expected" and "to" in group else "estimated"
                if w in ("set", "due", "scheduled", "planned", "preparing", "going"):
                    return "planned"
                if w in ("not", "n't", "never") and last == k:
                    return "denied"
            return None
        if t.kind != "word" or word(t.lower).may_be("DZ"):
            return None
    return None


def _past_aside(tokens: list[Token], k: int) -> int:
    """Past ", including 500 officers," after a subject."""
    if k >= len(tokens) or tokens[k].text != ",":
        return k
    if k + 1 < len(tokens) and tokens[k + 1].lower in ("will", "would", "could", "may", "might"):
        return k + 1
    closing = (a + 1 for a in range(k + 1, min(k + 14, len(tokens))) if tokens[a].text == ",")
    return (
        next(closing, k) if k + 1 < len(tokens) and tokens[k + 1].lower in ("including", "among", "mostly", "mainly", "most", "many") else k
    )


def _cue(tokens: list[Token], k: int) -> Modality | None:
    lower = tokens[k].lower
    if tokens[k].text == "May" and k:
        return None  # the month
    if (
        lower == "no"
        and k + 1 < len(tokens)
        and tokens[k + 1].lower in ("evidence", "proof", "sign", "signs", "indication", "indications", "truth")
    ):
        return "denied"
    if lower in word_set("modality", "negative"):
        return "denied"
    for kind in _KINDS:
        if lower in word_set("modality", kind):
            if lower in word_set("modality", "infinitive"):
                after = [t.lower for t in tokens[k + 1 : k + 3]]
                if lower == "set" and after[:1] != ["to"]:
                    return None  # "set fire to a depot"
                if "to" not in after and not (
                    lower in ("plan", "plans", "planning", "planned", "preparing", "expected") and after[:1] != ["by"]
                ):
                    return None
            if kind == "estimated" and tokens[k - 1].lower in ("than", "as") and k:
                return None
            return kind
    return None


def _negates(tokens: list[Token], k: int) -> bool:
    """Whether "not" at token k negates the verb of the figure and is no "not only" or "not yet clear"."""
    after = tokens[k + 1].lower if k + 1 < len(tokens) else ""
    return after not in ("only", "just", "least", "more", "less", "fewer", "clear", "immediately", "say", "specify", "including", "far")


def _reports(tokens: list[Token], k: int) -> bool:
    """Whether the cue governs what follows as a clause: "estimates that", "denied sending", "forecast the firm would"."""
    return k + 1 < len(tokens) and (
        tokens[k].lower == "no"
        or tokens[k + 1].lower in ("that", "the", "it", "reports", "claims", "having")
        or tokens[k + 1].lower.endswith("ing")
    )


def _settles(tokens: list[Token], k: int) -> bool:
    """Whether token k is a verb of what is or was: "sent", "has", "killed"; an infinitive is not."""
    t = tokens[k]
    if t.kind != "word" or t.lower in word_set("modality", "skip"):
        return t.lower in ("is", "are", "was", "were", "has", "had", "have") and not _dependent(tokens, k)
    known = word(t.lower)
    if not known.may_be("DZ") or (known.may_be("S") and not known.may_be("D")):
        return False
    before = tokens[k - 1].lower if k else ""
    return before not in ("to", "be", "been", "have", "the", "a", "an", "of") and not (
        known.may_be("V") and k > 0 and _cue(tokens, k - 1) is not None
    )


def _dependent(tokens: list[Token], k: int) -> bool:
    """Whether the auxiliary at token k hangs on a cue or "to" before it, adverbs and quotation marks between."""
    while k > 0 and (word(tokens[k - 1].lower).may_be("R") or tokens[k - 1].text in "\"“”'‘’") and not _cue(tokens, k - 1):
        k -= 1
    return k > 0 and (tokens[k - 1].lower == "to" or _cue(tokens, k - 1) is not None)


def is_subset(tokens: list[Token], first: int, last: int) -> bool:
    """Whether the figure is a part of another: "including 500 officers", "among them 12 children", "30 of them"."""
    leads = [w.split() for w in words()["subset"]["words"] if w != "them"]
    for k in range(first - 1, max(-1, first - 4), -1):
        for lead in leads:
            if [t.lower for t in tokens[max(0, k - len(lead) + 1) : k + 1]] == lead:
                return True
        if tokens[k].lower not in ("at", "least", "and", "some", "the", "an", "about", "three", "two", "up", "to"):
            break
    after = [t.lower for t in tokens[first : last + 3]]
    for k in range(min(len(after) - 2, last - first)):
        if (
            after[k] == "of"
            and k
            and (tokens[first + k - 1].kind == "num" or after[k - 1] in starters())
            and tokens[first + k + 1 + (after[k + 1] in ("the", "its", "their", "his", "her", "our"))].kind == "num"
        ):
            return True  # "3,000 of the 12,000 soldiers"
    return [t.lower for t in tokens[last : last + 2]] in (["of", "them"], ["of", "whom"], ["of", "which"], ["of", "these"])
