"""What a reader of one medium (page, pasted text) hands to `clean`: blocks of text and what it saw of the masthead."""

from dataclasses import dataclass, field

from writethru.clean.charset import has_junk, tidy
from writethru.model import Dateline, LeftOut, Part, Stamp


@dataclass(slots=True)
class DraftBlock:
    part: Part
    text: str  # one line, white space squeezed
    at: Stamp | None = None  # a live-blog post's own time
    open: tuple[Stamp | None, ...] = ()  # the same for each day that an undated page may be of


@dataclass(slots=True)
class Draft:
    """Filled by `page` or `pasted`, finished by `clean`. Blocks hold no headline and no caption (those go to `left_out`)."""

    blocks: list[DraftBlock] = field(default_factory=list)
    headline: str = ""
    outlet: str = ""
    bylines: list[str] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)
    sign_off: str = ""
    dateline: Dateline | None = None
    published: Stamp | None = None
    updated: Stamp | None = None
    open: tuple[tuple[Stamp | None, Stamp | None], ...] = ()  # (published, updated) for each day that an undated page may be of
    language: str = ""
    canonical: str = ""
    left_out: list[LeftOut] = field(default_factory=list)

    def leave_out(self, text: str, reason: str) -> None:
        """Records a dropped piece; empty ones say nothing."""
        text = " ".join(text.split())
        if text:
            self.left_out.append(LeftOut(text, reason))

    def tidy(self) -> None:
        """Takes control characters, noncharacters and lone surrogates out of every text."""
        names = (self.headline, self.outlet, self.sign_off, self.language, self.canonical, *self.bylines, *self.credits)
        if not has_junk("".join((*names, *(b.text for b in self.blocks), *(x.text for x in self.left_out)))):
            return
        for b in self.blocks:
            b.text = tidy(b.text)
        self.headline, self.outlet, self.sign_off, self.language, self.canonical = map(tidy, names[:5])
        self.bylines, self.credits = [tidy(n) for n in self.bylines], [tidy(n) for n in self.credits]
        self.left_out = [LeftOut(tidy(x.text), x.reason) for x in self.left_out]
