"""What a reader of one medium (page, pasted text) hands to `clean`: blocks of text and what it saw of the masthead."""

from dataclasses import dataclass, field

from writethru.model import Dateline, LeftOut, Part, Stamp


@dataclass(slots=True)
class DraftBlock:
    part: Part
    text: str  # one line, white space squeezed
    at: Stamp | None = None  # a live-blog post's own time


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
    language: str = ""
    canonical: str = ""
    left_out: list[LeftOut] = field(default_factory=list)

    def leave_out(self, text: str, reason: str) -> None:
        """Records a dropped piece; empty ones say nothing."""
        text = " ".join(text.split())
        if text:
            self.left_out.append(LeftOut(text, reason))
