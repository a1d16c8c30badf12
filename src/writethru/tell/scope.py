"""Hedges, negations and verbs of stance of a sentence, each with the words it bears on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from writethru.model import Span
from writethru.tell.measure import Word, around
from writethru.tell.rules import concept, operators, words_of

SCOPE = 5  # content words after an operator that it bears on
_BRUSHED = re.compile(
    r" (?:(?:the|a|any|all|this|that|these|those|such|his|her|its|their) )?(?:\w+ ){0,3}?"
    r"(?:claim|report|accusation|allegation|suggestion|idea|criticism|concern|rumour|charge|notion|talk|speculation|threat|warning|account|version|as )"
)
_STOP = re.compile(
    r"[;:—“”\"]|, (?:and|but|which|while|who)\b|\b(?:if|unless|because|although)\b|, (?:saying|adding|calling|citing|warning|noting|arguing)\b"
    r"|\b(?:and|but) that\b|\b(?:and|but) (?:he|she|it|they|the \w+) (?:had|has|have|was|were|would|will|is|are)\b"
    r"|\band (?:said|says|told|called|added|warned|denied|confirmed)\b"
    r"|, (?:[^,;:“”\"]{2,60},? )?(?:[^,;:“”\"]{2,60} )?(?:said|says|told|added|according)\b"
)  # where what an operator bears on ends
_RELATIVE = re.compile(r", (?:who|which|whose) [^,]*$")  # what stands in such a clause ends with it
_BACK = re.compile(r"[,;:—“”\"]|\b(?:and|but)\b")
_SUBJECTS = ("nobody", "nothing", "none", "no one")
_UNSURE = re.compile(
    r"(?:\bnot|n't|\bnever|\bneither|\bstop\w* short of|\bdeclin\w+ to|\bwithout|\brefus\w+ to|\bunable to|\byet to)(?: \w+)? $|\b(?:neither|none|nobody|nothing|no one)(?: (?:of \w+|has|have|had|is|was|were|been|yet|so far|he|she|it|they)){0,3} $"
)
_TAKEN_IN = re.compile(r" (?:to|into|at|on|with|for|overnight)\b")
_ADJECTIVE = re.compile(r"\b(?:the|an?|its|his|her|their|this|that)(?: \w+ly)? $")  # "the disputed appendix"
_QUESTION = re.compile(r" (?:\w+ )?(?:whether|if|about|when|why|how|what|who|where)\b")
_WAS = re.compile(r"\b(?:was|were|been|being|be|is|are)(?: \w+)? $")
_DETERMINED = re.compile(r"\b(?:the|an?|this|that|its|his|her|their)(?: \w+)? $")
_PURPOSE = re.compile(r"\bso that (?:\w+ ){1,3}$")
_UNTIL = re.compile(r"[^,;:.“”\"]{1,60}\buntil\b")
_BOUNDS = ("up to", "as many as", "as much as", "roughly")
_FIGURE = re.compile(
    r" (?:about |around |the )?[$£€]?(?:\d|"
    + "|".join(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "a (?:dozen|third|quarter|half)"))
    + ")"
)
_PLAIN_NOT = ("not", "n't", "no", "never", "nor", "neither", "none", "nobody", "nothing", "no one", "without", "yet to", "non")
_CLAUSE = re.compile(r"[;:—“”\",]")


MOST = 60  # operators of one sentence


@dataclass(frozen=True, slots=True)
class Operator:
    """A hedge, negation or verb of stance; `scope` are the concepts it bears on, `near` those on either side."""

    kinds: tuple[str, ...]
    form: str
    start: int
    end: int
    scope: tuple[str, ...]
    near: frozenset[str]
    thing: bool = False  # "the demand": a noun, which asks for nothing in a draft


def _idle(text: str, plain: str, span: Span, m: re.Match[str], kinds: tuple[str, ...]) -> bool:
    """Whether a word of the list is no operator where it stands: the month of May, "life-threatening", admitted to a hospital."""
    if m.group() == "may" and text[m.start()] == "M" and m.start() > span[0]:
        return True  # the month
    if m.group().startswith("dismiss") and not _BRUSHED.match(plain, m.end(), span[1]):
        return True  # somebody lost a post
    if plain[max(span[0], m.start() - 5) : m.start()] in ("life ", "life-"):
        return True  # "life-threatening"
    if m.group() == "admitted" and _TAKEN_IN.match(plain, m.end(), span[1]) and _WAS.search(plain, max(span[0], m.start() - 16), m.start()):
        return True  # to a hospital
    if (
        m.group() in ("disputed", "rejected", "dismissed", "contradicted")
        and _ADJECTIVE.search(plain, max(span[0], m.start() - 16), m.start())
        and plain[m.end() : m.end() + 2].lstrip().isalpha()
    ):
        return True  # a word for the thing, which the sentence does not deny
    if m.group() in ("asked", "asks", "asking") and _QUESTION.match(plain, m.end()):
        return True  # a question, no request
    if m.group() in ("could", "can", "might", "may", "would") and _PURPOSE.search(plain, max(span[0], m.start() - 30), m.start()):
        return True  # "so that he could study them"
    if m.group().startswith("offer") and plain.startswith(" for ", m.end()):
        return True  # for sale
    if "denial" in kinds and plain.startswith(" as ", m.end()) and m.group() not in _PLAIN_NOT:
        return True  # "dismissed as untrue": that it is untrue is what is said
    if m.group() in ("not", "n't") and _UNTIL.match(plain, m.end(), span[1]):
        return True  # "did not run until noon": it ran
    if m.group() in _BOUNDS and _FIGURE.match(plain, m.end(), span[1]):
        return True  # "up to 40 people": a bound, which the figure itself has
    # "stopped short of confirming", "had not confirmed": no confirmation
    return "confirm" in kinds and bool(_UNSURE.search(plain, max(span[0], m.start() - 24), m.start()))


def operators_of(text: str, plain: str, span: Span, words: Sequence[Word], every: Sequence[Word]) -> Iterator[Operator]:
    """`words` are those that an operator may bear on; where it bears on none of them it bears on some of `every`."""
    pattern, classes = operators()
    found = 0
    for m in pattern.finditer(plain, *span):
        if _idle(text, plain, span, m, classes[m.group()]):
            continue
        found += 1
        if found > MOST:
            return
        stop = (_CLAUSE if m.group() in ("if", "whether") else _STOP).search(plain, m.end(), span[1])
        last = stop.start() if stop else span[1]
        comma = plain.find(",", m.end(), last)
        if comma >= 0 and plain[max(span[0], m.start() - 2) : m.start()] == ", ":
            last = comma  # ", believed to be his cousin,"
        if comma >= 0 and _RELATIVE.search(plain[max(span[0], m.start() - 120) : m.start()]):
            last = comma
        bid = m.group() in words_of("stops", "bids")
        to = plain.find(" to ", m.end(), min(comma if comma >= 0 else last, m.end() + 60)) if bid else -1
        scope = tuple(w.concept for w in words if max(m.end(), to) <= w.start < last)[:SCOPE]  # "asked the firm to repair": to repair
        if not scope and "denial" in classes[m.group()]:
            scope = tuple(w.concept for w in every if m.end() <= w.start < last)[:SCOPE]
        happens = {concept(w) for w in words_of("light", "happens")}
        if (
            (m.group() in words_of("weak", "after") and not scope)
            or (scope and scope[0] in happens)
            or (not scope and (m.group() in _SUBJECTS or m.group() in words_of("stops", "floating")))
        ):
            clause = max((b.end() for b in _BACK.finditer(plain, max(span[0], m.start() - 200), m.start())), default=span[0])
            scope = tuple(w.concept for w in words if clause <= w.start and w.end <= m.start())[-3:]
        if "denial" in classes[m.group()] and m.group() not in _PLAIN_NOT and _WAS.search(plain, max(span[0], m.start() - 16), m.start()):
            clause = max((b.end() for b in _BACK.finditer(plain, max(span[0], m.start() - 200), m.start())), default=span[0])
            scope = (*[w.concept for w in every if clause <= w.start and w.end <= m.start()][-3:], *scope)[
                :SCOPE
            ]  # "the offer was rejected"
        thing = m.group() in words_of("stops", "nouns") and bool(_DETERMINED.search(plain, max(span[0], m.start() - 12), m.start()))
        yield Operator(classes[m.group()], m.group(), *m.span(), scope, frozenset(around(words, *m.span(), SCOPE + 2)), thing)
