"""Names of places: 江北 and 江北区 are one."""

from __future__ import annotations

from qa.text.folding import fold

DIVISIONS = "省市区县州盟旗镇乡"
"""What the name of an administrative place may end in, but not 村, before which any word may stand."""


def same_place(first: str, second: str) -> bool:
    """Whether two names mean one place: equal once folded and without 区, 县 and the like at the end."""
    return place_stem(first) == place_stem(second)


def place_stem(name: str) -> str:
    """``江北区`` to ``江北``; a name of two characters such as ``忠县`` stays whole."""
    folded = fold(name).text.strip()
    return folded[:-1] if len(folded) > 2 and folded[-1] in DIVISIONS + "村" else folded
