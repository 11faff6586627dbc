"""What a question is not about (（不是去年那次）, ，别说成二期, (not the old one)), left out before it is looked for.

Its words would find just what is not wanted.
"""

from __future__ import annotations

import re

_NOT = r"(?:注意|请注意|请)?[，,]?(?:也|可|而|并)?(?:不是|不算|不含|不包括|不要|不指|别|非)"
_BRACKETED = re.compile(rf"\s*[（(]{_NOT}[^（()）]*[）)]|\s*\((?:not|excluding|except)\b[^()]*\)", re.IGNORECASE)
_LAST_CLAUSE = re.compile(
    rf"(?<=[？?])\s*{_NOT}[^？?]*[^？?吗嘛吧呢]$|[，,；;。]\s*(?:注意|请注意)[，,]?(?:不是|别|不要)[^？?吗嘛吧呢]*$"
    r"|[，,；;。]\s*(?:别|不要)(?:说|把|和|跟|与|答|给|弄|混|讲|拿)[^？?吗嘛吧呢]*$"
    r"|(?<=\?)\s*not\b[^?]*$|,\s*not (?:the|that|in|of)\b[^,?]*(?=\?|$)",
    re.IGNORECASE,
)


def without_exclusions(text: str) -> str:
    """``text`` without the brackets and the last clause that name what it is not about; whole if nothing else is there.

    A question of its own (，不是每月一次吗？) excludes nothing.
    """
    kept = _LAST_CLAUSE.sub("", _BRACKETED.sub("", text))
    return kept if re.search(r"\w", kept) else text
