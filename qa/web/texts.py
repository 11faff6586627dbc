"""Every word the pages show, in Chinese and English. It formats nothing."""

from __future__ import annotations

from collections.abc import Sequence

LANGUAGES = ("zh", "en")

_TEXTS: dict[str, tuple[str, str]] = {
    "title": ("出处", "Chuchu"),
    "tagline": ("向文档提问，每句回答都有出处", "Ask documents; every answer shows its source"),
    "ask": ("提问", "Ask"),
    "question": ("你的问题", "Your question"),
    "question_hint": ("问一个文档里写着的问题，按回车发送", "Ask what the documents say; Enter sends"),
    "stop": ("停止", "Stop"),
    "new": ("新对话", "New chat"),
    "conversation": ("对话", "Conversation"),
    "sources": ("来源", "Sources"),
    "article": ("原文", "Article"),
    "corpus": ("资料库", "Corpus"),
    "mine": ("我的文档", "My documents"),
    "settings": ("检索设置", "Search settings"),
    "top_k": ("最多显示几段", "Passages to show"),
    "in_article": ("只在这篇文章里找", "Only in this article"),
    "in_period": ("只在这个时期里找", "Only in this period"),
    "everything": ("不限", "Any"),
    "no_sources": ("提问之后，这里列出回答所依据的段落。", "The passages behind an answer appear here once you ask."),
    "no_article": ("点回答里的编号或来源卡片，这里打开全文。", "Choose a number or a source card to open the whole article here."),
    "welcome": ("从一个问题开始", "Start with a question"),
    "understood": ("按「{query}」检索", "Searched as “{query}”"),
    "edit": ("修改", "edit"),
    "copy": ("复制", "Copy"),
    "copied": ("已复制", "Copied"),
    "confidence": ("把握 {percent}", "{percent} sure"),
    "not_answered": ("以下段落最接近，但不足以回答。", "These passages are nearest, but do not answer it."),
    "more": ("其他相关段落", "Other passages found"),
    "open": ("打开原文", "Open in article"),
    "link": ("本句链接", "Link to sentence"),
    "cite": ("引用格式", "Cite"),
    "also": ("又见", "Also at"),
    "gone": ("这份文档已经不在，或自那时起改过；引文是当时的原话。", "This document is gone or was changed since; the quote is as it was then."),
    "incomplete_start": ("此处原文残缺：开头缺失", "text is missing before this in the source"),
    "incomplete_end": ("此处原文残缺", "text breaks off here in the source"),
    "previous": ("上一处", "Previous"),
    "next": ("下一处", "Next"),
    "evidence_of": ("依据 {number}/{total}", "Evidence {number}/{total}"),
    "blank": ("请先写下问题。", "Please write a question first."),
    "failed": ("出了点问题，这个问题没有答成，请再试一次。", "Something went wrong and this was not answered. Please try again."),
    "no_such_document": ("没有这篇文档：{name}", "There is no such document: {name}"),
    "page": ("第{page}页", "p. {page}"),
}  # fmt: skip


def text(key: str, lang: str, **values: object) -> str:
    """The words for ``key`` in ``lang`` (``zh`` or ``en``), with ``values`` filled in."""
    chosen = _TEXTS[key][LANGUAGES.index(lang) if lang in LANGUAGES else 0]
    return chosen.format(**values) if values else chosen


def preferred(accept_language: str, *, default: str) -> str:
    """The first language of an ``Accept-Language`` header that the pages are written in."""
    for part in accept_language.split(","):
        tag = part.split(";")[0].strip().lower()[:2]
        if tag in LANGUAGES:
            return tag
    return default


def both(key: str) -> Sequence[str]:
    """The words for ``key`` in every language, Chinese first."""
    return _TEXTS[key]
