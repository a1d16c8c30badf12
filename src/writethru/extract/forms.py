"""What a word form says by itself: its shape, the classes it may have, the features the taggers read off it. English; cached."""

from functools import lru_cache

from writethru.extract.lexicon import all_takes, cue, word, word_list

LOUD = 3  # letters of the longest word in capitals that is left alone


@lru_cache(maxsize=60000)
def shape(raw: str) -> str:
    """Capital, number, mark or plain."""
    if not raw[0].isalnum():
        return raw if len(raw) == 1 and raw in "\"“”'‘’.,:;?!()[]—–-" else "#"
    if raw[0].isdigit():
        return "9"
    if raw[0].isupper():
        return "XX" if raw.isupper() and len(raw) > 1 else "X"
    return "x"


@lru_cache(maxsize=60000)
def kinds(raw: str) -> tuple[str, ...]:
    """Word classes of a form: closed classes by list, open ones by lexicon, else by suffix."""
    low = raw.lower().replace("’", "'")
    if low in word_list("auxiliaries"):
        return ("aux",)
    for name, words in (("pro", "pronouns"), ("det", "determiners"), ("prep", "prepositions"), ("joint", "joints")):
        if low in word_list(words):
            return (name,)
    if not raw[0].isalpha():
        return (shape(raw),)
    stem = low[:-2] if low.endswith("'s") else low
    known = word(stem)
    if known.kinds:
        classes = "".join(sorted({k[0] for k in known.kinds}))
        return (classes, *(k for k in known.kinds if len(k) > 1))
    for suffix, guess in (("ing", "G?"), ("ed", "D?"), ("ly", "R?"), ("s", "S?")):
        if low.endswith(suffix) and not raw[0].isupper():
            return (guess,)
    return ("?",)


@lru_cache(maxsize=60000)
def static(raw: str) -> tuple[tuple[str, ...], str, str]:
    """(features of a word by itself, its word class, its cue class)"""
    low = raw.lower().replace("’", "'")
    stem = low[:-2] if low.endswith("'s") and len(low) > 2 else low
    known = word(stem)
    takes = all_takes(low)
    found = cue(low)
    k = kinds(raw)
    out = ["w=" + low, "s=" + shape(raw)]
    out += ["k=" + x for x in k]
    if known.fine:
        out += ["f=" + known.fine, "c=" + known.coarse]
    out += ["t=" + x for x in takes]
    if found:
        out += ["l=" + found.lemma, "st=" + found.stance]
    if low.endswith(("'s", "s'")):
        out.append("poss")
    return tuple(out), k[0], takes[0] if takes else ("-" if shape(raw) in ("x", "X") else shape(raw))


def quieten(words: list[str]) -> None:
    """Puts adjectives in capitals before a word in small letters in small letters, in place: "FURIOUS truckers said"; not "NATO officials"."""
    for i in range(len(words) - 1):
        w = words[i]
        if len(w) > LOUD and w.isupper() and words[i + 1].islower() and kinds(w.lower())[0][0] == "A":
            words[i] = w.lower()
