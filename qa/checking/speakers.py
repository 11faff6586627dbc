"""Who says the words in quotation marks: what a statement reports as speech, and whom its source has say it."""

from __future__ import annotations

from collections.abc import Sequence

from qa.checking.named import named_in
from qa.checking.quotations import Quotation, printed_in, quotations
from qa.types import Extent

_SPEECH = 15
_NEAR = 10


def prints_speech(source: str, quoted: Sequence[Quotation]) -> bool:
    """Whether ``source`` prints words of ``quoted`` so long that it is they that the statement reports."""
    return any(printed_in(one.text, source) for one in _speech(quoted))


def speaker_instead(own: Extent, quoted: Sequence[Quotation], source: str) -> Extent | None:
    """The person beside the same speech in ``source`` where the statement has another, ``own``, beside it."""
    people = [(one.start, one.end) for one in named_in(source) if one.kind == "person"]
    for said in _speech(quoted):
        if not _beside(own, said):
            continue
        for printed in quotations(source):
            speakers = [one for one in people if printed_in(said.text, printed.text) and _beside(one, printed)]
            if speakers:
                return speakers[0]
    return None


def _speech(quoted: Sequence[Quotation]) -> list[Quotation]:
    return [one for one in quoted if len(one.text) >= _SPEECH]


def _beside(name: Extent, said: Quotation) -> bool:
    return 0 <= said.start - name[1] <= _NEAR or 0 <= name[0] - said.end <= _NEAR
