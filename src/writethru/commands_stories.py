"""`writethru stories [--unsure] --desk FILE`: the stories of a desk, or the reports that may stand in the wrong one."""

import argparse
import json
from collections.abc import Mapping, Sequence

from writethru.desk import Desk
from writethru.folder import Folder
from writethru.model import Report
from writethru.render.plain import label, outlets
from writethru.text import harmless


def run_stories(args: argparse.Namespace) -> int:
    """Lists them; 0."""
    desk = Desk(args.desk, create=False)
    folders = desk.folders()
    looked = desk.store.looked()
    rows = _unsure(desk, folders) if args.unsure else [_story(f, looked) for f in folders]
    if args.json:
        print(json.dumps({"unsure" if args.unsure else "stories": rows}, ensure_ascii=False, indent=1))
    else:
        print("".join(harmless(_question(r) if args.unsure else _line(r)) for r in rows), end="")
        if args.unsure and not rows:
            print("No grouping is unsure.")
    return 0


def _story(f: Folder, looked: Mapping[str, str]) -> dict[str, object]:
    days = [s for r in f.reports if (s := r.updated or r.published)]
    return {
        "id": f.story.id,
        "slug": f.story.slug,
        "headline": f.story.headline,
        "reports": len(f.reports),
        "outlets": outlets(f.reports),
        "latest": max(days, key=lambda s: s.order).iso if days else None,
        "unseen": sum(r.id not in looked for r in f.reports),
    }


def _line(story: Mapping[str, object]) -> str:
    size = f"{story['reports']} reports, {story['outlets']} outlets, latest {story['latest'] or 'undated'}"
    return f"{story['id']}  {story['slug']}  {story['headline']}\n    {size}{f', {n} not shown yet' if (n := story['unseen']) else ''}\n"


def _unsure(desk: Desk, folders: Sequence[Folder]) -> list[dict[str, object]]:
    """The places a person should settle, the likeliest first."""
    reports = {r.id: r for f in folders for r in f.reports}
    return [
        {
            "report": _named(reports[u.report]),
            "other": _named(reports[u.other]),
            "story": u.story.id,
            "slug": u.story.slug,
            "together": u.together,
            "score": round(u.score, 4),
            "reason": u.reason,
        }
        for u in desk.unsure(folders)
    ]


def _named(r: Report) -> dict[str, str]:
    return {"id": r.id, "headline": r.headline or r.text[:90], "label": label(r)}


def _question(row: Mapping[str, object]) -> str:
    report, other = ({k: str(v) for k, v in side.items()} for side in (row["report"], row["other"]) if isinstance(side, dict))
    state = "in the story" if row["together"] else "not in the story"
    lines = [
        f"{report['id']}  {report['headline']} ({report['label']})",
        f"    {row['score']:.0%} likely to belong with {other['id']}  {other['headline']} ({other['label']})",
        f"    now {state} {row['story']} ({row['slug']}): {row['reason']}",
        f"    settle it: writethru judge same|not-same {other['id']} {report['id']}",
    ]
    return "\n".join(lines) + "\n"
