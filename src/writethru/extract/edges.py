"""Where a cue ends and a content begins, put right after tagging: amounts after "said", comments."""

from writethru.extract.bounds import dateline, quoted
from writethru.extract.cue import head
from writethru.extract.forms import kinds
from writethru.extract.lexicon import participles, word_list
from writethru.extract.objects import OWNERS, somebody
from writethru.extract.people import bare
from writethru.extract.pos import FINITE, NOUNS
from writethru.extract.reading import Reading
from writethru.extract.tagger import Found
from writethru.model import Span

_PARTICLES = frozenset(("as", "about", "at", "around", "over", "under", "up", "on", "nearly"))
# fmt: off
_AMOUNT = frozenset((
    "as", "many", "much", "few", "about", "some", "around", "at", "least", "most", "more", "than", "fewer", "less", "up", "to", "nearly",
    "almost", "over", "under", "only", "just", "roughly", "between", "and", "of", "a", "an", "the", "its", "his", "her", "their",
    "hundreds", "thousands", "dozens", "scores", "half",
))
# fmt: on
_MODIFIED = 4  # words from a verb to the noun with its modifiers
_SMALL = 4  # letters of a word that a headline in title case may print small
_REACH = 7  # words of an amount before its noun
_RITES = frozenset({"vows", "prayers", "prayer", "goodbyes", "goodbye", "farewells", "farewell", "piece", "thanks"})
_NUMBER = 3  # tokens: "at least 38"


def amounts(reading: Reading, f: Found) -> None:
    """ "said about 400 tents": a plain speech verb takes no particle, and an amount belongs to the content it opens."""
    entry = head(reading, f.cue)[1]
    if entry is None or entry.takes not in ("clause", "person"):
        return
    while len(f.cue) > 1 and reading.lower[f.cue[-1]] in _PARTICLES and f.cue[-1] == f.cue[-2] + 1:
        f.cue.pop()
    at = f.cue[-1] + 1
    first = min((c for c in f.content if c[0] > f.cue[-1]), default=None)
    if first is None or not at < first[0] <= at + _REACH:
        return
    if all(kinds(reading.words[i])[0] == "9" or reading.lower[i] in _AMOUNT for i in range(at, first[0])):
        f.content[f.content.index(first)] = (at, first[1])


def numbered(reading: Reading, f: Found) -> None:
    """ "has offered 4.5%": a number at the end of a cue opens the content."""
    while len(f.cue) > 1 and reading.words[f.cue[-1]][0].isdigit() and f.cue[-1] == f.cue[-2] + 1:
        last = f.cue.pop()
        f.content = [(last, b) if a == last + 1 else (a, b) for a, b in f.content]


def unstamped(reading: Reading, f: Found) -> None:
    """A content without a dateline, or the time of the live post that it opens: "14:40 Some 3,100 people have been moved"."""
    for n, (a, b) in enumerate(f.content):
        k = dateline(reading, a, b)
        if b - k > 3 and reading.words[k].isdigit() and reading.words[k + 1] in ":." and reading.words[k + 2].isdigit():
            k += 3
        elif b - k > 1 and k > 1 and reading.words[k].isdigit() and reading.words[k - 1] in ":." and reading.words[k - 2].isdigit():
            k += 1
        if k > a and (reading.words[a].isupper() or any(first in (a, a - 2) for first, _ in reading.paragraphs)):
            f.content[n] = (k, b)


def gerund(reading: Reading, f: Found) -> None:
    """ "denied seeking a bomb", "described hearing a bang": what was denied or described opens the content."""
    last = f.cue[-1]
    at, entry = head(reading, f.cue)
    if entry is None or not entry.reports or at != last - 1 or f.cue[-2:] != [at, last] or reading.pos[last] != "VBG":
        return
    f.content = [(last, b) if a == last + 1 else (a, b) for a, b in f.content]
    if any(a == last for a, _ in f.content):
        f.cue = f.cue[:-1]


def rumoured(reading: Reading, f: Found) -> None:
    """ "The bank said reports it was for sale were false": what is said begins with the reports; "denied claims by rebels that it had
    fired" denies what stands after "that"."""
    at, entry = head(reading, f.cue)
    first = min((c for c in f.content if c[0] > at), default=None)
    if entry is None or not entry.reports or entry.takes not in ("clause", "thing") or first is None:
        return
    noun = next((i for i in range(at + 1, min(first[0], at + _MODIFIED)) if reading.lower[i] in word_list("rumours")), -1)
    if noun > 0 and entry.stance != "denied" and reading.pos[at + 1] not in ("IN", "TO"):
        f.content[f.content.index(first)], f.cue = (at + 1, first[1]), [i for i in f.cue if i <= at]
    elif noun > 0 and f.cue[-1] == noun + 1 and reading.lower[noun + 1] in ("by", "from", "of"):
        that = next((i for i in range(first[0], first[1]) if reading.lower[i] == "that"), -1)
        if that > 0:
            f.content[f.content.index(first)] = (that, first[1])


def possessed(reading: Reading, f: Found) -> bool:
    """Whether a cue is somebody's thing that the sentence only speaks of: "left its forecast unchanged", "the regulator has its doubts"."""
    noun = next((i for i in f.cue if i and reading.lower[i - 1] in OWNERS and reading.pos[i] in NOUNS), -1)
    if noun < 0 or quoted(reading, *f.content[0]):
        return False
    return f.content[0][0] < noun or reading.pos[f.content[0][0]].startswith("JJ") or reading.pos[f.content[0][0]] == "VBN"


def how_put(reading: Reading, f: Found) -> None:
    """ "“We were never asked,” is how one tenant put it": whose words, without the "how" and the "it"."""
    if f.source and reading.lower[f.source[0]] == "how" and f.source[1] - f.source[0] > 1:
        f.source = f.source[0] + 1, f.source[1]
        f.content = [c for c in f.content if reading.lower[slice(*c)] != ["it"]] or f.content


def tells_nothing(reading: Reading, f: Found) -> bool:
    """ "The flood has claimed a second life", "The hospital admitted 148 people", "calls the firm's figure “not credible”",
    "said their vows": nobody says that."""
    low, words = reading.lower, reading.lower[f.cue[0] : f.cue[-1] + 1]
    after = set(low[f.cue[-1] + 1 : f.cue[-1] + 6])
    if any(w.startswith("claim") for w in words) and after & {"life", "lives", "victim", "victims"}:
        return True
    if "admitted" in words and after & {"people", "patients", "casualties", "children", "cases"} and reading.pos[f.cue[-1] + 1] == "CD":
        return True
    if words[-1].startswith("dismiss") and somebody(reading, f.content[0]):
        return True
    if words[-1:] in (["said"], ["say"], ["says"]) and after & _RITES and low[f.cue[-1] + 1] in OWNERS:
        return True
    entry = head(reading, f.cue)[1]
    before = low[max(0, f.source[0] - 2) : f.source[0]] if f.source else []
    return entry is not None and entry.takes == "noun" and any(w in word_list("naming_verbs") for w in before)


def tailed(reading: Reading, f: Found) -> None:
    """ "…, the agency said without giving details", "… said on condition of anonymity", "… wrote in a letter to the board": how or where
    it was said is no content where the clause that was told stands before."""
    if f.source and f.source[0] > f.cue[-1] and len(f.content) > 1:  # "according to a clerk, who was not cleared to speak"
        f.content = [c for c in f.content if c[0] != f.source[1] + 1 or reading.lower[c[0]] not in ("who", "whose")]
    if f.source is None or f.source[1] > f.cue[0]:
        return
    _aside(reading, f)
    at, entry = head(reading, f.cue)
    last = f.cue[-1]
    hung = entry is not None and entry.reports and entry.takes in ("clause", "person") and last > at and reading.pos[last] in ("IN", "TO")
    begin, comma = reading.sentences[reading.sentence[at]][0], f.source[0] - 1
    if (
        hung
        and reading.pos[at + 1] == "IN"
        and comma > begin
        and reading.words[comma] == ","
        and last + 1 < len(reading.words)
        and reading.pos[last + 1] in NOUNS | {"DT", "PRS", "JJ"}
    ):
        kept = [c for c in f.content if c[0] != last + 1]
        bare = not any(reading.pos[i] in FINITE for c in f.content if c[0] > last for i in range(*c))
        told = any(c[0] < at for c in kept) or (bare and any(reading.pos[i] in FINITE for i in range(begin, comma)))
        if told and not any(reading.quote[i] >= 0 for i in range(last, reading.words_end(last))):
            f.content, f.cue = kept or [(begin, comma)], [i for i in f.cue if i <= at]
    elif len(f.content) > 1 and f.content[0][1] <= f.source[0]:
        f.content = [c for c in f.content if c[0] <= last or reading.lower[c[0]] != "without"]


def _aside(reading: Reading, f: Found) -> None:
    """ "It said, without naming anyone, that the bridge was closed": what was said begins with "that"."""
    for n, (a, b) in enumerate(f.content):
        if (
            f.cue[-1] < a <= f.cue[-1] + 2
            and reading.words[f.cue[-1] + 1] == ","
            and reading.pos[a] in ("IN", "VBG")
            and reading.lower[a] != "that"
        ):
            that = next((i for i in range(a + 1, b) if reading.lower[i] == "that" and reading.words[i - 1] == ","), a)
            f.content[n] = (that, b)


def counted(reading: Reading, source: Span) -> bool:
    """Whether a source is a figure and no more: "by 68% to 32%"."""
    return all(w == "to" or not w[0].isalpha() for w in reading.lower[slice(*source)])


def commented(reading: Reading, found: list[Found]) -> None:
    """ "Orr declined to say it was lost, as Lee has suggested": what Lee suggests is what Orr does not say."""
    for f in found:
        if f.source is None or reading.lower[f.source[0] - 1] != "as" or reading.words[f.source[0] - 2] != "," or len(f.content) != 1:
            continue
        (a, b) = f.content[0]
        inner = [
            g
            for g in found
            if g is not f and g.source and a <= g.cue[0] < b <= f.source[0] and all(a <= c[0] and c[1] <= b for c in g.content)
        ]
        if inner:
            f.content = list(inner[-1].content)


def hangs(reading: Reading, i: int) -> bool:
    """Whether token i is a participle without an auxiliary, hanging on the noun before it: "an email shown to the court"."""
    return reading.lower[i] in participles() and not any(kinds(w)[0] == "aux" for w in reading.words[max(0, i - 4) : i])


def owned(reading: Reading, source: Span, cue: list[int]) -> bool:
    """Whether a cue is a participle between an owner and a noun: "the firm's claimed savings", "Orr's last reported post"."""
    last = cue[-1]
    owner = reading.words[source[1] - 1]
    return (
        source[1] == cue[0]
        and bare(owner) != owner
        and last + 1 < len(reading.words)
        and reading.pos[last] in ("VBN", "VBD", "JJ")
        and reading.pos[last + 1] in NOUNS
    )


def verb(reading: Reading, i: int) -> bool:
    """Whether token i may be a finite verb."""
    kind = kinds(reading.words[i])[0]
    return kind == "aux" or (kind in ("D", "Z", "D?", "AD") and not reading.words[i][0].isupper())


def named(reading: Reading, at: int) -> bool:
    """Whether a word read as a cue is a surname: "Filipa Goes, who" in a sentence that is no headline in title case."""
    begin, end = reading.sentences[reading.sentence[at]]
    if at == begin or not reading.words[at][0].isupper() or reading.words[at].isupper() or reading.quote[at - 1] >= 0:
        return False
    led = reading.words[at - 1][0].isupper() and reading.words[at - 1][-1].isalpha()
    return led and any(reading.words[i].islower() and len(reading.words[i]) > _SMALL for i in range(begin, end))


def rivalled(reading: Reading, f: Found) -> None:
    """ "Firm puts leak at 27 tonnes, office says 38": of a headline of two, the second says the number alone, in place."""
    if f.source is None or f.cue[-1] + 1 >= len(reading.words) or reading.lower[f.source[0]] in word_list("articles"):
        return
    at = f.cue[-1] + 1
    end = reading.words_end(f.cue[-1])
    told = [*f.content, *([(at, end)] if at < end and all(b <= f.source[0] for _, b in f.content) else [])]
    alone = [c for c in told if c[0] == at and reading.pos[c[1] - 1] == "CD" and c[1] - c[0] <= _NUMBER]
    if alone and any(b <= f.source[0] for _, b in f.content):
        f.content = alone
