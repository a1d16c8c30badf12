"""Whether a sentence can be told by itself: it names what it speaks of.

A pronoun, "there", "the explanation", "that cover", "seven of the nine" ask what stood before. Words in quotation marks are the
speaker's own and may say "he" or "this"."""

import re
from collections.abc import Collection
from functools import cache

from writethru.tell.antecedent import groupless, nameless, thingless
from writethru.tell.ellipsis import elliptic, ends_bare, unsaid
from writethru.tell.lists import held, listed
from writethru.text import fold
from writethru.words import stem, stopwords

_QUOTED = re.compile(r"[\"“„«][^\"“”„«»]*[\"”»]?")
# "A day earlier he had confirmed …": a pronoun among the first words, before any name it could stand for.
_PRONOUN_FIRST = re.compile(r"\w+,?(?: [a-z]+,?){0,4} (?:he|she|they|it)\b")
_AUX = r"(?:(?:is|are|was|were|has|have|had|will|would|could|can|may|might|must|should|did|does|do|wo|ca)(?:n['’]t)?)"
_POINTED = re.compile(
    rf"\b(?:this|these)(?! (?:year|month|week|morning|afternoon|evening|time|summer|winter|spring|autumn|fall)\b)"
    rf"|(?:\bsa(?:id|ys)|added|called) that(?:['’]s)? ?(?:{_AUX}\b|(?<=s )not\b)"
    r"|\b(?:[Oo]f|[Aa]bout|[Ff]or|[Ww]ith|[Oo]n|[Aa]t|[Ff]rom|[Aa]fter|[Bb]efore|[Oo]ver|[Aa]gainst|[Ll]ike|[Bb]ehind|[Uu]nder|[Bb]y|[Dd]uring|[Ff]ollowing|[Dd]espite) that\b(?! (?:of|which|the|a|an|he|she|it|they)\b)"
    r"|^[^,;]*\b(?:do|did|does|done) so\b"
    r"|\bsa(?:id|ys) that [a-z]+ed (?:him|her|them|it|the|his)\b"
    r"|\b(?:sa(?:id|ys?)|did|does) (?:just|exactly|precisely|as much) ?(?:that|so)?[.,]"
    r"|\b(?:want(?:ed|s)?|used|removed|dropped|signed|issued|included|reached|took|gave|made) that (?:[a-z]+) (?!(?:was|were|is|are|had|has|would|will)\b)"
    r"|\b[Ii]n that (?!(?:he|she|it|they|we|the|an?|its|his|their|there|many|most|some|all|no|both)\b)[a-z]+"
    r"|\b(?:sa(?:id|ys?)|think|thought|hope|hoped|believed?) so\b(?! (?:that|many|much|far|long)\b)"
    r"|\b(?:show|had|have|has|was|were|saw|find|found|is|are) that many\b|\b(?:been|be|were|was|people|anyone) inside[.,]|\bdetails will follow\b"
    r"|\b(?:For|[Ff]or|to|of|by|with) (?:(?:the|some|about|another) )?\d[\d,]* others\b|\b(?:any|most|some|half|all|much) of the rest\b|^[Tt]he remaining (?:[a-z]+ )?(?:was|were|is|are|had|have|will)\b"
    r"|^(?:Confirmation|Denial|Word|News|Admission|Criticism) (?:comes?|came|follow(?:s|ed)) "
    r"|\b(?:verify|confirm|repeat|explain|check|call(?:ed|s)?|put|give|gave) that (?:number|figure|account|total|report|version)\b"
)
_THERE = re.compile(rf"\bthere\b(?!['’]s| (?:also |still |now )?(?:{_AUX}|been|being|seems?|appears?|remain\w*)\b)")
_PLACED = re.compile(r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ii]nside|[Oo]utside) (?:the )?(?:[a-z]+ ){0,3}[A-Z]")
# "those options", "such attacks", "similar criticism": which, unless the noun stood before or more follows that tells it.
_LIKE = re.compile(
    r"\b(?:[Tt]hose (?!who\b|whose\b|of\b|in\b|with\b|from\b|on\b|at\b|to\b|for\b|that\b|which\b|\w+ed\b|\w+ing\b|[a-z]+ (?:who|that|which|whose)\b)"
    r"|[Ss]uch (?:an? )?(?!as\b|[a-z]+ as\b|[a-z]+ [a-z]+ as\b)|(?<!and )(?<!or )[Ss]imilar (?!to\b|[a-z]+ (?:[a-z]+ )?to\b))([a-z]+)"
)
_ONES = re.compile(r"\b[Tt]he (?:[a-z]+ )?ones?\b(?! (?:who|that|which|of|in)\b)")
_OF_THEM = re.compile(
    r"\w+ of (?:(?:them|us|whom)\b|those(?= (?:is|are|was|were|have|had|has)\b|[,.]))|The (?:figure|number|total)s?\b(?! (?:of|for|in|who|that)\b)"
)
# "Hagen said he had asked the police to join it.": what "it" is, stood before.
_SAID_OF_IT = re.compile(
    r"^[A-Z][^,;]{0,40}? (?:said|says|added|confirmed|denied|warned|told [^,;]{3,30}) (?:that )?(?:he|she|they|it) [^“”\"]*\b(?:it|them)[.!?]$"
)
# "Orr denied it last night.": what, stood before.
_DENIED_IT = re.compile(
    r"^(?:[\w.’'\-]+ ){1,6}?(?:denie[ds]|den(?:y|ying)|confirm(?:ed|s)|reject(?:ed|s)|dismiss(?:ed|es)|disput(?:ed|es)|admit(?:ted|s)|condemn(?:ed|s)|welcom(?:ed|es)) (?:it|this|that|them)"
    r"(?=[.;]| (?:last|on|yesterday|again|later|outright|too|in|as|saying|and|but)\b)"
)
# "“Yes, we can help,” Orr added.": to what, stood before.
_ADDED = re.compile(r"[\"“][^\"“”]{0,45}[\"”],? (?:[\w.’'\-]+ ){0,4}(?:added|continued|replied|responded|answered|agreed)\b")
# "About 20 minutes earlier, a man was shot": than what, stood before.
_LATER = re.compile(
    r"(?:(?:About|Some|Just|Nearly|Almost|Only|Less than|More than) )?(?:an? |the )?(?:\d+|[A-Za-z]+) "
    r"(?:minute|hour|day|week|month|year)s? (?:earlier|later|before|after|afterwards?|on),? "
)
# "“I stood on it,” Vane said.", "‘The rest will go home,’ said Lee": on what, the rest of whom, stood before.
_SHORT_QUOTE = re.compile(r"[\"“‘'](?:I|We|You|He|She|They) (?:[\w’']+ ){1,3}(?:it|that|them|there|this|so)[.,]?[\"”’'],? ")
_REST = re.compile(r"[\"“‘'](?:The (?:rest|others?|other one|same)|Neither|Both|Others)\b(?! of\b)")
_TOLD_HIM = re.compile(
    r"\b(?:told|asked|urged|warned|thanked|called|accused|reminded|assured|informed) (?:him|her)\b"
)  # nobody says it to himself
_OPENS_POINTING = re.compile(r"(?:This|That|These|Those|It|He|She|They|Such)\b(?! (?:is|was) (?:time|important|not (?:for|about)))")
_HE = re.compile(r"\b(?:he|him|his|Mr)\b", re.I)
_SHE = re.compile(r"\b(?:she|her|hers|Ms|Mrs)\b", re.I)
# "Vane said: “Not to my knowledge.”": an answer, and what was asked stood before.
_ANSWER = re.compile(
    r"^(?:[A-Z][\w.’'\-]+ ){1,4}(?:said|says|replied|answered):? [\"“](?:Not|No|Yes|Never|Nothing|Maybe|Perhaps|Of course)\b[^\"“”]{0,30}[\"”]$"
)
# "Probably at a lorry, Vane said": what was, stood before.
_NO_SUBJECT = re.compile(
    r"(?:Probably|Perhaps|Possibly|Maybe|Presumably|Apparently|Most likely) (?:at|in|on|by|from|with|under|near|because|since)\b"
)
# "A detector responded 23 minutes earlier, according to": than what, unless a time of day tells.
_SINCE_WHEN = re.compile(r"\b(?:minutes?|hours?|days?) (?:earlier|later)(?=[.,;]|$)")
_CLOCK_TOLD = re.compile(r"\d[:.]\d\d|\b\d{1,2} ?[ap]\.?m\b|\b(?:after|before|when|as)\b")
_SAID_THEY = re.compile(r"^[^“”\"]*?([A-Z][\w’'\-]+),? (?:said|says|added|warned|promised) (?:that )?they\b")
# "Oran, who teaches at the school, will.": what, stood before. "Denies both and complains": both what. "Who was warned is another matter."
_LEFT_OFF = re.compile(
    r"(?:, |^(?:\w+ ){1,3})(?:will|would|did|does|has|had|can|could|should|do)(?: not|n['’]t)?[.!?]$"
    r"|\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|confirm(?:s|ed)?|dispute[sd]?|of|for|about|with) both(?=[.,;]| and [a-z]+s\b)"
    r"|\bis (?:quite |altogether )?(?:another|a different) (?:matter|story|question)\b"
)
_NUMBERS = "two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|hundreds|thousands"
_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
# "A driver freed with her", "Cops put it at 560", "The fifth was", "Ann Lee, his spokeswoman,", "the claim of 31 is", "other numbers".
_ANOTHERS = re.compile(
    r"^(?:An?|The|Some|Two|Three) (?:[a-z\-]+ ){1,4}(?:[a-z]+ed|held|taken|hurt|shot|found|seen|sent|caught) (?:with|by|beside|alongside|after|before|from|near) (?:her|him|them)\b"
    rf"|^(?:[\w’'\-]+ ){{1,4}}puts? it (?:at|as)\b|(?:^T|\bt)he {_ORDINAL} (?:was|is|had|has|came|were|who)\b"
    r"|^[A-Z][\w’'\-]+ [A-Z][\w’'\-]+, (?:his|her) (?:[a-z]+ )?[a-z]+,"
    r"|^The (?:patient|victim|suspect|driver|man|woman|boy|girl), an? "
    r"|\b(?:claim|figure|count|estimate)s? of \d[\d,.]* (?:is|was|are|were|has|had)\b|\bother (?:numbers|figures|accounts)\b(?! than)"
)
_IT_IS_SO_MANY = re.compile(rf"(?:It|That|They|There)(?:['’](?:s|re)| is| was| are| were) (?:[a-z]+ ){{0,2}}(?:\d|(?:{_NUMBERS})\b)")
_THAT_CLAUSE = re.compile(r"That (?!\w+day\b)(?:[A-Z][\w’'\-]+|the|an?) ")  # "That Orvane has sacked him is denied" points at nothing
_US = re.compile(r"\b(?:I|we|We|us|our|Our|my|My|me|[Yy]ou|[Yy]our)\b(?!\.)")


@cache
def _pointing() -> re.Pattern[str]:
    nouns, those = ("|".join(map(re.escape, listed(name))) for name in ("pointing", "that_one"))
    return re.compile(
        rf"\b(?:[Tt]he (?:{nouns})|[Tt]hat (?:{those}))\b(?!,? (?:of|that|to|about|by|who|which|against|between|whether)\b| [a-z]+(?:ing|ed)\b)"
    )


def points(text: str) -> bool:
    """Whether a sentence speaks of what stood before it by a word for any such thing: "the accusation", "that cover"."""
    return _pointing().search(text) is not None


def leans(text: str, people: Collection[str] = ()) -> bool:
    """Whether a sentence speaks of something that only the sentence before it names. `people`: last words of names of persons."""
    if text[:1] in "\"“‘'«„":
        if _SHORT_QUOTE.match(text) or _REST.match(text) or _IT_IS_SO_MANY.match(text, 1):
            return True
        return _ADDED.match(text) is not None or unsaid(text[1:]) or _points(_QUOTED.sub("“”", text), people)
    words = fold(text).split()
    first, two = words[0].strip("\"“‘'(,"), " ".join(words[:2]).rstrip(",")
    if (
        _LATER.match(text)
        or _ANSWER.match(text)
        or _NO_SUBJECT.match(text)
        or (_SINCE_WHEN.search(_QUOTED.sub("“”", text)) and not _CLOCK_TOLD.search(text))
        or _said_they(text, people)
        or _DENIED_IT.match(text)
        or _OF_THEM.match(text)
        or unsaid(text)
        or _LEFT_OFF.search(_QUOTED.sub("“”", text))
        or (
            not expletive(text)
            and not _THAT_CLAUSE.match(text)
            and (first in held("leaning") or two in held("leaning") or _opens_so(text, first))
        )
    ):
        return True
    rest = [w.strip(".,;:") for w in words[1:3]]
    if _two_sexes(text, people):
        return True
    if first == "neither" and rest and rest[0] != "of":
        return text.split()[1].islower() and " nor " not in text  # "Neither appears", not "Neither the mayor nor Lee appears"
    if first in held("quantifiers") and rest and (rest[0] in stopwords() or rest[0] in held("verbs")):
        return rest[0] != "of" or elliptic(text)
    return _points(_QUOTED.sub("“”", text[3 if words[0] == "it" else 0 :]), people)


def _said_they(text: str, people: Collection[str]) -> bool:
    """Whether one person says what "they" do, and nothing before tells who: "Superintendent Lena Moor said they could go home"."""
    m = _SAID_THEY.match(text)
    before = text[: m.start(1)] if m else ""
    return m is not None and m.group(1) in people and not re.search(r"\b(?:and|[a-z]{3,}s)\b", before)


def _two_sexes(text: str, people: Collection[str]) -> bool:
    """Whether a sentence that names one person at most speaks of a man and a woman by pronouns: "Ms Lee would not say whether his identity
    was known", "Ann Lee says he has her confidence"."""
    bare = _QUOTED.sub("“”", text)
    he, she = _HE.search(bare), _SHE.search(bare)
    if not (he and she):
        return False
    named = {w for w in re.findall(r"[A-Z][\w’\-]+", bare) if w in people}
    return len(named) < 2 and not any(fold(w) in held("persons") for w in re.findall(r"[a-z]+", bare))


def expletive(text: str) -> bool:
    """Whether a sentence opens with an "it" or "there" that stands for nothing before."""
    return fold(text[:40]).startswith(listed("expletive"))


def spoken_to(text: str) -> bool:
    """Whether the outlet speaks of itself or to its readers: "We are closing this page"."""
    return _US.search(_QUOTED.sub("“”", text)) is not None


def quote_points(text: str) -> bool:
    """Whether a line opens with a quotation that speaks of what stood before it: "This contraband …", "… surprised by this action"."""
    m = re.match(r"[\"“]([^\"“”]+)", text)
    if m is None:
        return False
    this = re.search(r"\b[Tt]h(?:is|ese) ([a-z]+)", m.group(1))
    return bool(_OPENS_POINTING.match(m.group(1)) or (this and this.group(1) in held("shells")))


def unnamed(text: str, people: Collection[str] = ()) -> bool:
    """Whether a pronoun outside quotation marks stands for nobody and nothing named before it."""
    bare = _QUOTED.sub("“”", text)
    return nameless(bare, people) or groupless(bare) or thingless(bare, people)


def _opens_so(text: str, first: str) -> bool:
    """Whether a pronoun stands among the first words before any name: after an adverb, or a participle that no name follows."""
    if not _PRONOUN_FIRST.match(text):
        return False
    if first.endswith(("ing", "ed")) and first not in held("adverbs"):
        return not re.search(r" [A-Z]\w", text)
    if first in ("the", "a", "an"):
        return False  # "The company says it": whether it names something is asked below
    return first in stopwords() or first in held("adverbs") or first.endswith("ly")


def _points(text: str, people: Collection[str]) -> bool:
    """Whether words outside quotation marks point back out of the sentence."""
    if _US.search(text) or _POINTED.search(text) or _ANOTHERS.search(text) or _pointing().search(text) or _ONES.search(text):
        return True
    if elliptic(text) or ends_bare(text) or any(stem(fold(m.group(1))) not in _stems(text[: m.start()]) for m in _LIKE.finditer(text)):
        return True
    there = _THERE.search(text)
    if there and not _PLACED.search(text, 0, there.start()):
        return True
    if _told_him(text, people):
        return True
    return _SAID_OF_IT.search(text) is not None or groupless(text) or thingless(text, people) or nameless(text, people)


def _told_him(text: str, people: Collection[str]) -> bool:
    """Whether "told him" has only the one who tells before it."""
    m = _TOLD_HIM.search(text)
    if m is None:
        return False
    before = {w for w in re.findall(r"[\w’'\-]+", text[: m.start()]) if w in people or fold(w) in held("persons")}
    return len(before) < 2


def _stems(text: str) -> set[str]:
    return {stem(fold(w)) for w in re.findall(r"\w+", text)}
