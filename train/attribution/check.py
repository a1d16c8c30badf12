"""Check the annotated reports in corpus/*.txt and print counts.
python3 check.py [file ...]; exit status 1 if malformed"""

import glob
import itertools
import os
import re
import sys
from pathlib import Path

OPEN = re.compile(r"\{(\d+(?:,\d+)*)([sctv]) ?")
SENT = re.compile(r"(?<=[.!?])[\"'\u201d\u2019)]*\s+(?=[\"'\u201c\u2018(]*[A-Z0-9$])|\n")


def parse(report):
    """Return (plain text, {id: {kind: [(start, end)]}}, errors)."""
    text, stack, spans, errors, i, n = [], [], {}, [], 0, 0
    while i < len(report):
        m = OPEN.match(report, i)
        if m:
            stack.append((m.group(1), m.group(2), n))
            i = m.end()
            continue
        ch = report[i]
        if ch == "{":
            errors.append("bad brace: " + report[i : i + 40])
        elif ch == "}":
            if not stack:
                errors.append("extra }: " + report[max(0, i - 40) : i + 1])
            else:
                ids, kind, start = stack.pop()
                if n <= start:
                    errors.append("empty span " + ids + kind)
                for one in ids.split(","):
                    spans.setdefault(int(one), {}).setdefault(kind, []).append((start, n))
        else:
            if ch == "\n" and stack:
                errors.append("span crosses a line: " + "".join(text[-40:]))
                stack = []
            text.append(ch)
            n += 1
        i += 1
    errors += ["unclosed " + s[0] + s[1] for s in stack]
    errors += [f"id {k} has no t" for k, v in spans.items() if "t" not in v]
    return "".join(text), spans, errors


def kind_of(text, parts):
    inside = " ".join(text[a:b].strip() for a, b in parts).replace("''", '"')
    inside = re.sub(r"(?<!\w)[\u2018'](?=\w)", '"', re.sub(r"(?<=[.,?!])[\u2019'](?!\w)", '"', inside))
    if not re.search(r"[\"\u201c\u201d]", inside):
        return "indirect"
    rest = re.sub(r"[\"\u201c][^\"\u201d]*[\"\u201d]?", " ", inside)
    return "mixed" if re.search(r"\w", rest) else "direct"


def main(paths):
    total, bad = {}, 0
    for path in paths:
        count = dict.fromkeys(
            ["reports", "sentences", "annotated", "words", "attributions", "direct", "mixed", "indirect", "no_source", "no_cue"], 0
        )
        body = Path(path).read_text("utf-8").strip("\n")
        for report in re.split(r"\n\s*\n", body):
            text, spans, errors = parse(report.strip("\n"))
            if not report.startswith("# "):
                errors.append("no headline")
            for e in errors:
                bad += 1
                print(f"{os.path.basename(path)}: {text[:40]}: {e}")
            cuts = [0] + [m.end() for m in SENT.finditer(text)] + [len(text)]
            content = [p for v in spans.values() for p in v.get("t", [])]
            for a, b in itertools.pairwise(cuts):
                if text[a:b].strip():
                    count["sentences"] += 1
                    count["annotated"] += any(s < b and e > a for s, e in content)
            for key, add in ("reports", 1), ("words", len(text.split())), ("attributions", len(spans)):
                count[key] += add
            for v in spans.values():
                count[kind_of(text, v.get("t", []))] += 1
                count["no_source"] += "s" not in v
                count["no_cue"] += "c" not in v
        print(os.path.basename(path), count)
        for k, v in count.items():
            total[k] = total.get(k, 0) + v
    print("total", total, "malformed", bad)
    return bad > 0


if __name__ == "__main__":
    here = os.path.dirname(os.path.abspath(__file__))
    sys.exit(main(sys.argv[1:] or sorted(glob.glob(os.path.join(here, "corpus", "*.txt")))))
