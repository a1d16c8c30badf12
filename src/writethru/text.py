"""Words, sentences and folding, with offsets kept. No linguistics beyond punctuation; language data lives in data/."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from writethru.model import Span

# Words keep inner apostrophes, hyphens and points (O'Brien, Kim Hong-kyun, U.S.); other marks are tokens of their own.
TOKEN = re.compile(r"(?:[A-Z]\.){2,}|\d+(?:[.,]\d+)*|\w+(?:['’\-.]\w+)*['’]?(?<![’'])|[^\w\s]")
WORD = re.compile(r"\w+(?:['’]\w+)*")
UNSPACED = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]"
)  # scripts that part no words: Japanese, Chinese, Korean, Thai
QUOTES = {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‟": '"', "‘": "'", "’": "'", "‚": "'", "‛": "'", "`": "'", "´": "'"}
FOLD = str.maketrans({**QUOTES, "–": "-", "—": "-", "‑": "-", "\u00a0": " ", "\u00ad": None, "\u200b": None})

_OBEYED = dict.fromkeys((*range(10), *range(11, 32), *range(127, 160), *range(8232, 8239), *range(8294, 8298)), " ")
_END = re.compile(r"([.!?…]+)([\"'”’»)\]]*)(\s+)")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"'“‘\[])(?:Mr|Mrs|Ms|Dr|Prof|St|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Maj|Adm|Cmdr|Det|Ofc|Cpl|Supt|Insp|Sec|Rev|Hon|Pres|Sr|Jr|Fr|vs?|No|Nos|Inc|Corp"
    r"|Ltd|Co|Bros|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun|a\.m|p\.m|a\.k\.a|approx|ca|cf|e\.g|i\.e|etc"
    r"|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo"
    r"|Ave|Blvd|Rd|Mt|Ft|[A-Z]|(?:[A-Z]\.)+[A-Z])$"
)
_MAY_END = re.compile(r"(?:^|\W)(?:a\.m|p\.m|Inc|Corp|Ltd|Co|Jr|Sr|etc|(?:[A-Z]\.)+[A-Z])$")
_STARTER = re.compile(
    r"[\"'“‘(\[]*(?:The|A|An|He|She|It|They|We|I|But|And|In|On|At|This|That|These|Those|Its|His|Her|Their|There|When|While|After|If|As|For|You|My|Our)\b"
)


def tokens(text: str) -> list[Span]:
    """Spans of words, numbers and single marks, in order."""
    return [m.span() for m in TOKEN.finditer(text)]


def paragraphs(text: str) -> Iterator[Span]:
    """Spans of the non-empty lines."""
    for m in re.finditer(r"[^\n]+", text):
        start, end = trim(text, *m.span())
        if start < end:
            yield start, end


def trim(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def sentences(text: str) -> list[Span]:
    """Spans of sentences: a line break always ends one; an end mark does before an opener unless it closes an abbreviation."""
    out: list[Span] = []
    for start, end in paragraphs(text):
        begin = start
        for m in _END.finditer(text, start, end):
            if m.end() < end and _ends(text, begin, m):
                out.append((begin, m.end(2)))
                begin = m.end()
        if begin < end:
            out.append((begin, end))
    return out


def _ends(text: str, begin: int, m: re.Match[str]) -> bool:
    rest = text[m.end() : m.end() + 40]
    opener = rest.lstrip("\"'“‘([«")[:1]
    if not (opener.isupper() or opener.isdigit() or (opener and unicodedata.category(opener) == "Lo")):
        return False
    if m.group(1) == "." and not m.group(2):
        before = text[max(begin, m.start() - 14) : m.start()]
        if _ABBREVIATION.search(before):
            return bool(_MAY_END.search(before) and _STARTER.match(rest))
    # A quotation that ends in ? or ! before its cue: "Why now?" Asked Smith is rare, "…?" he asked has no capital.
    return True


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word or short text for comparing: compatibility form, case, quotation marks, dashes and diacritics folded."""
    text = unicodedata.normalize("NFKD", word.translate(FOLD)).casefold()
    return "".join(c for c in text if not unicodedata.combining(c))


def folded_words(text: str) -> list[str]:
    """Words of a text, folded; marks dropped."""
    return [fold(w) for w in WORD.findall(text)]


def squeeze(text: str) -> str:
    """White space runs as one blank, ends trimmed."""
    return " ".join(text.split())


def harmless(text: str) -> str:
    """Text that a terminal shows and does not obey: control characters but line breaks, and marks that turn the direction, as blanks."""
    return text if text.isprintable() else text.translate(_OBEYED)


def covering(spans: list[Span], start: int, end: int) -> Span:
    """The span from the first to the last of `spans` (sorted) that touch [start, end); [start, end) if none does."""
    hit = [s for s in spans if s[0] < end and s[1] > start]
    return (hit[0][0], hit[-1][1]) if hit else (start, end)


def address(uri: str) -> str:
    """A web address for comparing: scheme, `www.`, fragment, tracking parameters and closing slash left off; "" when there is none."""
    try:
        parts = urlsplit(uri)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return uri
    query = "&".join(sorted(q for q in parts.query.split("&") if q and not q.startswith(("utm_", "fbclid", "gclid"))))
    return host + parts.path.rstrip("/") + ("?" + query if query else "") if host else ""
