"""What the documents are about, all of them: 这些文章主要讲了什么？ is answered with the beginning of each.

It knows the question by its words and finds nothing: a document tells what it is about at its head.
"""

from __future__ import annotations

import re

import numpy as np

from qa.answer.sentence_ranking import Reading
from qa.index.filters import Where
from qa.index.passage_parts import passage_sentences
from qa.index.passage_source import PassageSource
from qa.text.folding import folded_text
from qa.types import Passage, Span

MOST = 8
_ROOM = 160
_THEM = (
    "(?:这|那)(?:些|几[篇份个本])|(?:所有|全部|各|每)(?:[篇份个本]|的)?|(?:这里|库里|资料库)的?|"
    r"(?:these|the|all(?: of)?(?: the| these)?|my)\b\s*"
)
_DOCUMENTS = "(?:文章|文档|报道|新闻|材料|文件|资料|稿子|论文|documents?|articles?|files?|reports?|texts?)(?:里面?|中)?"
_ASKS = (
    "(?:都|主要|大概|大致|分别|各自|里|在)*(?:都|主要)?(?:是|讲|说|写|谈|介绍|报道|关于|有)(?:的是|的|了|些)*(?:关于)?"
    "(?:什么|哪些|啥)(?:内容|事情?|方面|东西|主题)?(?:的|吗|呢|呀|啊)?|"
    "(?:的)?(?:主要|大致)?(?:内容|主题|大意|概要)(?:是|有)?(?:什么|哪些|啥)?"
)
_POLITE = "(?:请问?|你能|能|帮我|简单|介绍一下|概括一下|总结一下|概括|总结)*"
_CHINESE = re.compile(f"{_POLITE}(?:{_THEM}){_DOCUMENTS}(?:{_ASKS})[?？。!！]*")
_ENGLISH = re.compile(
    rf"(?:what (?:are|is|do|does)\s+(?:{_THEM})\s*{_DOCUMENTS}\s*(?:mainly |mostly )?(?:about|say|tell|cover)"
    rf"|(?:summari[sz]e|give an overview of)\s+(?:{_THEM})\s*{_DOCUMENTS})[?.!]*"
)


def asks_for_overview(question: str) -> bool:
    """Whether ``question`` asks what all the documents are about, and nothing else."""
    folded = folded_text(question).strip()
    return bool(_CHINESE.fullmatch(folded.replace(" ", "")) or _ENGLISH.fullmatch(folded))


def beginnings(index: PassageSource, where: Where) -> list[Reading]:
    """Of each document that fits, how its lead begins, else its text; of the first ``MOST``."""
    found: list[Reading] = []
    for document in index.ids_within(where):
        if len(found) == MOST:
            break
        by_role: dict[str, int] = {}
        for row in index.passages_of(document):
            by_role.setdefault(index.passages[row].role, row)
        row = by_role.get("lead", by_role.get("body", -1))
        if row >= 0:
            passage = index.passages[row]
            found.append(Reading(_first_words(passage), passage, row, np.zeros(0), (), 1.0))
    return found


def _first_words(passage: Passage) -> Span:
    """Its first sentences, as many as there is room for; one at least."""
    sentences = passage_sentences(passage)
    start = sentences[0].start
    end = max((one.end for one in sentences if one.end - start <= _ROOM), default=sentences[0].end)
    return Span(start, end, passage.text[start - passage.start : end - passage.start])
