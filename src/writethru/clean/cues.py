"""The cues of page furniture and captions in a line; the words are in data/pasted.toml."""

import re
from dataclasses import dataclass
from functools import cache

from writethru.clean.lexicon import alternation, photo_names, table
from writethru.clean.lines import Line
from writethru.text import fold

_LONG = 60  # words: in longer lines three cues are needed


def cue_key(text: str) -> str:
    """How whole-line cues are compared: folded, digits as "#", marks at the ends dropped."""
    return re.sub(r"\d+", "#", " ".join(fold(text[:300]).split())).strip(" .,:;·|•–—-()[]/\"'!?*→>▶…»«<+")


def _start_key(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(fold(text).split()) + (" " if text.endswith(" ") else ""))


@dataclass(frozen=True, slots=True)
class _Cues:
    whole: dict[str, tuple[str, str]]
    starts: tuple[tuple[re.Pattern[str], str, str], ...]
    has: tuple[tuple[re.Pattern[str], str], ...]


@cache
def _cues() -> _Cues:
    whole: dict[str, tuple[str, str]] = {}
    starts, has = [], []
    for group in table("pasted")["cue"]:
        reason, section = group["reason"], group.get("section", "")
        for phrase in group.get("whole", ()):
            whole.setdefault(cue_key(phrase), (reason, section))
        if "start" in group:
            starts.append((re.compile(alternation({_start_key(p) for p in group["start"]})), reason, section))
        if "has" in group:
            has.append((re.compile(rf"(?<![^\W\d_])(?:{alternation({_start_key(p) for p in group['has']})})"), reason))
    whole.pop("", None)
    return _Cues(whole, tuple(starts), tuple(has))


def match_cues(line: Line) -> None:
    """Sets reason, section and hits of a line that holds cues of page furniture."""
    if line.size > 4 * _LONG or len(line.text) > 2500:
        return
    cues = _cues()
    if line.size > _LONG:
        folded = _start_key(line.text)
        hits = [(reason, len(pattern.findall(folded))) for pattern, reason in cues.has]
        reason, line.hits = max(hits, key=lambda h: h[1])
        line.reason = reason if line.hits >= 3 else ""
        return
    whole = cues.whole.get(cue_key(line.text))
    if whole:
        line.reason, line.section = whole
        line.hits = 9
        return
    words = cue_key(line.text).split()
    if len(words) > 2 and len(words) == sum(w in cues.whole for w in words):
        line.reason, line.hits = cues.whole[words[0]][0], 9
        return
    start = _start_key(line.text)
    bare = start.lstrip("→>»*•▶– ")
    for pattern, reason, section in cues.starts:
        m = pattern.match(start) or pattern.match(bare)
        if m and (m.end() == len(m.string) or not m.string[m.end()].isalpha() or not m.string[m.end() - 1].isalpha()):
            if line.size <= 30 or not line.end:
                line.reason, line.section = line.reason or reason, line.section or section
            line.hits += 1
    for pattern, reason in cues.has:
        found = len(pattern.findall(start))
        if found:
            line.reason = line.reason or reason
            line.hits += found


@cache
def furniture_words() -> frozenset[str]:
    """The words of whole-line cues: a line that holds one is no person's name."""
    words = {w for phrase in _cues().whole for w in phrase.split() if len(w) > 3}
    return frozenset(words)


# ---- captions --------------------------------------------------------------------------------------------------------


@cache
def _credit() -> tuple[re.Pattern[str], ...]:
    data = table("pasted")["caption"]
    names = alternation(set(photo_names()))
    label = alternation({fold(w) for w in data["credit"]})
    return (
        re.compile(
            rf"(?<![^\W\d_])(?:ap |afp |epa |reuters )?(?:{label})s?(?:\s?(?:credit|by|von|de|di|av|af))?\s?(?:[:：©|=／]|/(?=\s?\w)|\s(?:by|via|courtesy)\s)[^.!?]{{2,80}}[.)\]]?$"
        ),
        re.compile(
            rf"[(\[（][^()\[\]（）]{{0,90}}(?<![^\W\d_])(?:{names}|photos?|fotos?|image|file|handout|via|courtesy|archiv\w*|©)(?![^\W\d_])[^()\[\]（）]{{0,60}}[)\]）][.\"”]?$"
        ),
        re.compile(rf"(?:[/|©,–—-]|\s[/|]\s?|[.!?)\"”]\s|\sby\s|\svia\s|\s)(?:{names})(?:\s?[/|,]\s?[\w .-]{{2,40}}){{0,2}}$"),
        re.compile(r"(?:^|\s)(?:©|\(c\)|ⓒ)\s?\D{2,60}$"),
        re.compile(rf"^(?:{alternation({fold(w) for w in data['opens']})})"),
        re.compile(rf"(?:{alternation({fold(w) for w in data['closes']})})[.)\]]?$"),
    )


_LICENSED = re.compile(r"\b(?:purchase|acquire) licen[sc]ing rights\b")
_LABELLED = re.compile(
    r"[\[(](?:photo|image|picture|pic|video|graphic|map|caption|expand|watch|bild|foto|grafik)\b|\[[^\[\]]{30,}\]$|\[\d+/\d+\]|(?:item|slide|image|photo|picture) \d+ of \d+\b"
)  # "[Photo: …]"


def _goes_on(text: str) -> bool:
    """Whether more than a credit follows the last colon: "First picture: this is how the bridge could look"."""
    words = text.rsplit(":", 1)[-1].split()
    return (
        ":" in text and len(words) >= 4 and sum(w[0].islower() for w in words) * 2 > len(words) and not text.rstrip().endswith(("/", ")"))
    )


def caption(line: Line) -> bool:
    """Whether a line reads as a picture's caption: it ends with a credit, or opens as captions do."""
    if line.size > 90 or len(line.text) > 900 or not line.text:
        return False
    folded = " ".join(fold(line.text).split())
    if _LABELLED.match(folded) or _LICENSED.search(folded):
        return True
    label, bracket, name, rights, opens, closes = _credit()
    tail = folded[-170:]
    if (label.search(tail) and not _goes_on(line.text)) or bracket.search(tail) or opens.match(folded):
        return True
    if line.end:
        return False
    return bool(rights.search(tail) or closes.search(tail) or (line.size >= 3 and name.search(tail[-90:])))
