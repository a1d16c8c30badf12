"""Desk: joins the stages to a store. Reads top to bottom as the flow: add, group, extract, reconcile, tell."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from writethru.cabinet import Cabinet, cabinet_of
from writethru.corrections import ONE_SIDED, VERDICTS, corrected, reasoned, statements_of
from writethru.errors import InputError, NotFoundError, StoreError
from writethru.folder import LAST, Folder, Unsure, brought, named, newest_of, stood
from writethru.model import Capture, Extract, Judgement, Ledger, Refusal, Report, Telling, new_id
from writethru.store import Store, open_store

if TYPE_CHECKING:
    from writethru.tell import Phrases
    from writethru.versions import Edit


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: status is "added", "version", "same" or "quarantined"."""

    name: str
    uri: str
    status: str
    reason: str = ""
    report: str = ""


class Desk:
    """A story desk over a store; without a path it lasts as long as the process."""

    def __init__(self, path: str | None = None, create: bool = True) -> None:
        self.store: Store = open_store(path, create)
        self.refusals: list[Refusal] = []
        self._extracts: dict[str, Extract] = {}
        self._met: set[str] = set()

    # ---- in ----------------------------------------------------------------------------------------------------------

    def add(self, source: str) -> Iterator[Outcome]:
        """Reads a source and keeps its reports; one outcome a document, once it is durable."""
        from writethru.read import read

        for found in read(source):
            yield self._refuse(found) if isinstance(found, Refusal) else self.take(found)

    def take(self, found: Capture, known: Collection[str] = ()) -> Outcome:
        """Keeps the report of a document; one whose id is in `known` stays as it is kept."""
        from writethru.clean import clean

        try:
            report = clean(found)
        except InputError as e:
            return self._refuse(Refusal(_called(found), e.reason, found.uri))
        except Exception as e:  # one page must not end the batch
            return self._refuse(Refusal(_called(found), f"could not be cleaned: a fault of ours ({type(e).__name__}: {e})", found.uri))
        if report.id in known:
            return Outcome(found.name, report.uri, "same", f"the same report was there already ({report.id})", report.id)
        return self.keep(report, found.name)

    def keep(self, report: Report, name: str = "") -> Outcome:
        """Keeps a report that is clean already."""
        new, again = self.store.add_report(report), report.id in self._met
        self._met.add(report.id)
        if new:
            other = self._other_version(report)
            reason = f"another version of {other}" if other else ""
            return Outcome(name, report.uri, "version" if other else "added", reason, report.id)
        reason = f"the same report was there already ({report.id})"
        if again:  # twice in one run is worth a word; a second run is not
            self.refusals.append(Refusal(name, reason, report.uri, report.id))
        return Outcome(name, report.uri, "same", reason, report.id)

    def _other_version(self, report: Report) -> str:
        near = self.store.near(report)
        if not near:
            return ""
        from writethru.relate.lineage import reuse

        found = [r for r in reuse([report, *near]) if r.kind == "revision" and report.id in (r.source, r.target)]
        best = min(found, key=lambda r: (-r.score, r.source, r.target), default=None)
        return (best.source if best.source != report.id else best.target) if best else ""

    def _refuse(self, refusal: Refusal) -> Outcome:
        self.refusals.append(refusal)
        return Outcome(refusal.name, refusal.uri, "quarantined", refusal.reason)

    def judge(self, left: str, right: str, verdict: str, at: str, note: str = "", by: str = "person") -> int:
        """Appends a person's judgement; gives its number. "same" or "not" joins or parts two things: names stay as they are, ids may
        be shortened, a story stands for its first report, a claim for the statement it was first met in. "speaker" says who said
        `left` (`right` "": the outlet itself), "withdrawn" that it holds no more, "note" keeps words about it: there a claim stands
        for all its statements, and `left` may be several statements parted by spaces."""
        if verdict in ONE_SIDED:
            whole = verdict == "note" and re.fullmatch(r"[rs][0-9a-f]{4,12}", left)
            claims = [] if whole else [c for t in self.tellings() for c in t.ledger.claims]
            pair = [self._judged(left) if whole else statements_of(left, claims), right.strip() if verdict == "speaker" else ""]
        else:
            pair = [self._judged(x) for x in (left, right)]
        if pair[0] == pair[1]:
            raise NotFoundError(f"{left} and {right}", "are one and the same already")
        return self.store.add_judgement(Judgement(pair[0], pair[1], VERDICTS.get(verdict, "not"), 1.0, by, at, note))

    def _judged(self, name: str) -> str:
        if re.fullmatch(r"[rs][0-9a-f]{4,12}", name):
            try:
                return self.report(name).id if name[0] == "r" else self._found(name).reports[0].id
            except NotFoundError:
                if re.search(r"\d", name):  # else it may be a name that looks like an id
                    raise
        if re.fullmatch(r"c[0-9a-f]{12}", name):
            claims = (c for t in self.tellings() for c in t.ledger.claims if c.id == name)
            claim = next(claims, None)
            if claim is None:
                raise NotFoundError(name, "no claim has this id")
            return claim.appearances[0].statement
        return name

    # ---- out ---------------------------------------------------------------------------------------------------------

    def folders(self, as_of: str | None = None) -> list[Folder]:
        """Every story with its reports, the one with most reports first; `as_of` leaves out what was published later."""
        if as_of:
            return self._passing(as_of).folders()
        return self._from(lambda cabinet: cabinet.folders())

    def folder(self, report: str) -> Folder:
        """The story in which the report of this id stands, put together without a look at the others."""
        found = self._from(lambda cabinet: cabinet.around([report]))
        if not found:
            raise NotFoundError(report, "no report has this id")
        return found[0]

    def _from(self, question: Callable[[Cabinet], list[Folder]]) -> list[Folder]:
        """What the desk's cabinet answers; of a desk that can only be read, one made for this once."""
        try:
            return question(self._cabinet)
        except StoreError:
            return question(self._passing(None))

    @cached_property
    def _cabinet(self) -> Cabinet:
        return Cabinet(self.store, _made_by())

    def _passing(self, as_of: str | None) -> Cabinet:
        return cabinet_of((r for r in self.store.reports() if stood(r, as_of)), self.store.judgements())

    def unsure(self, folders: Sequence[Folder]) -> list[Unsure]:
        """The groupings of `folders()` that a person should settle, the likeliest first; `judge` on the two reports settles one."""
        ruled = {frozenset((j.left, j.right)) for j in self.store.judgements()}
        found = [
            Unsure(d.right, d.left, f.story, d.right in f.story.reports, d.score, d.reason)
            for f in folders
            for d in f.doubts
            if all(frozenset((d.right, i)) not in ruled for i in f.story.reports)
        ]
        return sorted(found, key=lambda u: (-u.score, u.report, u.other))

    def tellings(self, as_of: str | None = None, since: str | None = None, length: str = "default") -> list[Telling]:
        """The round-up of every story; `since` is an ISO day or time after which changes are told."""
        return [self.tell(f, since, length) for f in self.folders(as_of)]

    def telling(self, story: str, as_of: str | None = None, since: str | None = None, length: str = "default") -> Telling:
        """The round-up of one story, by id, slug or the start of either; `since` "last": what came in since it was last shown."""
        folder = named(story, self.folders(as_of)) if as_of else self._found(story)
        if since != "last":
            return self.tell(folder, since, length)
        looked = self.store.looked()
        return self._news(folder, {r.id for r in folder.reports if r.id not in looked}, length)

    def news(self, fresh: Collection[str]) -> list[tuple[Folder, Telling]]:
        """Each story in which one of these reports stands, told with the changes that they brought."""
        folders = self._from(lambda cabinet: cabinet.around(fresh)) if fresh else []
        return [(f, self._news(f, {r.id for r in f.reports if r.id in fresh}, "default")) for f in folders]

    def _news(self, folder: Folder, fresh: set[str], length: str) -> Telling:
        earliest = min((s.iso for r in folder.reports if r.id in fresh and (s := r.published or r.updated)), default=None)
        told = self.tell(folder, earliest, length)
        return replace(told, roundup=replace(told.roundup, changes=brought(told, fresh, folder.chains)))

    def shown(self, telling: Telling, at: str) -> None:
        """Notes that a reader has seen a story, for `since="last"`."""
        self.store.look([r.id for r in telling.reports], at)

    def report(self, name: str) -> Report:
        """A report by id or the start of one."""
        found = self.store.named(name) if name else []
        if len(found) != 1:
            raise NotFoundError(name, f"{len(found)} reports have an id that starts so" if found else "no report has this id")
        return found[0]

    def versions(self, name: str) -> list[Report]:
        """All versions of a report, earliest first; itself alone when there is no other."""
        report = self.report(name)
        folder = self.folder(report.id)
        chain = next((c for c in folder.chains.values() if report.id in c), [report.id])
        known = {r.id: r for r in folder.reports}
        return [known[i] for i in chain]

    def edits(self, before: Report, after: Report) -> "tuple[Edit, ...]":
        """What changed from one report to another, each change classed."""
        from writethru.versions import edits

        return edits(before, after, self.extract(before), self.extract(after))

    def search(self, words: str) -> list[Report]:
        """Reports that hold all the words, newest first, undated ones last."""
        rows = self.store.some(self.store.search(words))
        dated = sorted((r for r in rows if r.stamp), key=lambda r: r.stamp.order if r.stamp else LAST, reverse=True)
        return dated + [r for r in rows if not r.stamp]

    def _found(self, name: str) -> Folder:
        """The story of a name; by a whole id without a look at the others."""
        near = self._from(lambda cabinet: cabinet.story(name)) if re.fullmatch(r"s[0-9a-f]{12}", name) else []
        return near[0] if near else named(name, self.folders())

    def tell(self, folder: Folder, since: str | None = None, length: str = "default") -> Telling:
        """The round-up of a story as `folders` gives it."""
        from writethru.tell import Phrases, tell

        judgements = self.store.judgements()
        extracts = corrected(self.extracts(folder.reports), judgements)
        phrases = Phrases(folder.reports, extracts, newest_of(folder.reports, folder.chains))
        ledger = self._ledger(folder, extracts, phrases, judgements)
        return Telling(
            tell(folder.story, ledger, phrases, since, length),
            folder.reports,
            folder.links,
            ledger,
            {i: first for first, chain in folder.chains.items() for i in chain[1:]},
        )

    def _ledger(self, folder: Folder, extracts: Sequence[Extract], phrases: "Phrases", judgements: Sequence[Judgement]) -> Ledger:
        """The ledger of a story; worked out once and kept, until the code or anything that goes into it changes."""
        maker = new_id("m", _made_by(), *folder.reports, *folder.links, *folder.chains.items(), *judgements)
        known = self.store.ledger(folder.story.id, maker)
        if known is not None:
            return known
        from writethru.reconcile import reconcile
        from writethru.tell import weighed

        made = weighed(reasoned(reconcile(folder.reports, extracts, folder.links, judgements), judgements), phrases)
        with suppress(StoreError):  # a desk that cannot be written to is told all the same
            self.store.keep_ledger(folder.story.id, made, maker)
        return made

    def extract(self, report: Report) -> Extract:
        """What a report says."""
        return self.extracts([report])[0]

    def extracts(self, reports: Sequence[Report]) -> list[Extract]:
        """What reports say; worked out once and kept, until the code or the record of the report changes."""
        from writethru.extract import extract

        keys = [new_id("e", r) for r in reports]
        asked = [k for k in keys if k not in self._extracts]
        self._extracts |= self.store.derived(asked, _made_by())
        made = {k: extract(r) for k, r in zip(keys, reports, strict=True) if k not in self._extracts}
        if made:
            self.store.derive(made, _made_by())
            self._extracts |= made
        return [self._extracts[k] for k in keys]

    def close(self) -> None:
        self.store.close()


@cache
def _made_by() -> str:
    """What tells this version of the code and its data from another: sizes and times of the package's files."""
    home = Path(__file__).parent
    known = sorted(p for p in home.rglob("*") if p.suffix not in (".pyc", "") and p.is_file())
    return new_id("m", *((p.relative_to(home), (at := p.stat()).st_size, at.st_mtime_ns) for p in known))


def _called(capture: Capture) -> str:
    """What to call a document in a message: of a file that holds many, which one."""
    inner = capture.uri or capture.hints.id or capture.hints.headline
    return f"{capture.path} ({inner})" if capture.path and inner else capture.name
