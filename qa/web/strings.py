"""Every word the pages show, in Chinese, traditional Chinese and English. It formats nothing."""

from __future__ import annotations

import re

from qa.text.traditional import in_traditional
from qa.web.document_strings import DOCUMENT_TEXTS

LANGUAGES = ("zh", "zh-Hant", "en")

_TEXTS: dict[str, tuple[str, str]] = {
    "title": ("出处", "Chuchu"),
    "tagline": ("向文档提问，每句回答都有出处", "Ask documents; every answer shows its source"),
    "language": ("语言", "Language"),
    "welcome": ("从一个问题开始", "Start with a question"),
    # asking
    "ask": ("提问", "Ask"),
    "question": ("你的问题", "Your question"),
    "question_hint": ("问一个文档里写着的问题", "Ask what the documents say"),
    "stop": ("停止", "Stop"),
    "new": ("新对话", "New chat"),
    "conversation": ("对话", "Conversation"),
    "blank": ("请先写下问题。", "Please write a question first."),
    "too_long_question": (
        "问题有 {{count}} 个字，最多 {most} 个字。请删短一些再问。",
        "The question has {{count}} characters; the limit is {most}. Please shorten it.",
    ),
    "searching": ("正在查找……", "Searching…"),
    "failed": (
        "出了点问题，这一步没有做成，请再试一次。",
        "Something went wrong and this could not be done. Please try again.",
    ),
    "understood": ("理解为：{query}", "Understood as: {query}"),
    "other_quotes": ("另有 {count} 处", "{count} more"),
    "nearest": ("看看最接近的内容", "See what comes nearest"),
    "again": ("再试", "Try again"),
    "drop": ("不问了", "Never mind"),
    "unreachable": (
        "连不上服务器，这个问题还没有回答。",
        "The server cannot be reached; this question is not answered yet.",
    ),
    "next_questions": ("可以问", "Questions to ask"),
    "use_own": ("用自己的文件", "Use your own files"),
    "documents": ("{count} 篇文档", "{count} documents"),
    "one_document": ("1 篇文档", "1 document"),
    "and_others": ("{names} 等", "{names} and more"),
    "past": ("以前的对话", "Earlier conversations"),
    "past_kept": ("只保存在这个浏览器里。", "Kept in this browser only."),
    "removed": ("已删除“{name}”。", "Deleted “{name}”."),
    "undo": ("撤销", "Undo"),
    "developers": ("开发者", "Developers"),
    "developers_hint": ("同样的回答也能用程序取得，返回 JSON。", "Programs get the same answers, as JSON."),
    "use_api": ("通过 API 使用", "Use the API"),
    "edit": ("修改", "edit"),
    "copy": ("复制", "Copy"),
    "copied": ("已复制", "Copied"),
    # settings
    "settings": ("查找范围与设置", "Where and how to search"),
    "limited": ("{settings}（{scope}）", "{settings} ({scope})"),
    "top_k": ("最多显示几段", "Passages to show"),
    "in_period": ("只在这个时期里找", "Only in this period"),
    "everything": ("不限", "Any"),
    "export_markdown": ("导出 Markdown", "Export Markdown"),
    "export_html": ("导出网页", "Export HTML"),
    "nothing_to_export": ("还没有可以导出的对话。", "There is no conversation to export yet."),
    "exported": (
        "每条引文都是原文件中的原话；字符位置从 0 数起，可据此核对。",
        "Every quote is verbatim; character offsets count from 0, so each can be checked again.",
    ),
    "characters": ("第 {start}–{end} 字符", "characters {start}–{end}"),
    # sources
    "sources": ("来源", "Sources"),
    "no_sources": ("提问之后，这里列出回答所依据的段落。", "The passages behind an answer appear here once you ask."),
    "not_answered": ("以下段落最接近，但不足以回答。", "These passages are nearest, but do not answer it."),
    "more": ("其他相关段落", "Other passages found"),
    "line": ("原文件第 {line} 行", "line {line} of the file"),
    "open": ("打开原文", "Open in article"),
    "link": ("复制本句链接", "Copy link to sentence"),
    "cite": ("引用格式", "Cite"),
    "copy_note": ("复制引文和注", "Copy quote and note"),
    "plain": ("纯文本", "Plain text"),
    "markdown": ("Markdown", "Markdown"),
    "gbt7714": ("GB/T 7714—2025", "GB/T 7714—2025"),
    "bibtex": ("BibTeX", "BibTeX"),
    "also": ("又见", "Also at"),
    "also_more": ("共 {count} 处", "{count} places in all"),
    "breaks_off": ("原文到此残缺", "the source breaks off here"),
    "begins_cut": ("原文缺前文", "text is missing before this in the source"),
    "gone": (
        "这份文档已经不在，或自那时起改过；引文是当时的原话。",
        "This document is gone or was changed since; the quote is as it was then.",
    ),
    # pictures of scanned pages
    "scan_page": (
        "第 {page} 页的扫描图，标出了引文所在的行。",
        "Page {page} as scanned, with the quoted lines marked.",
    ),
    "scan_hint": (
        "文字由机器识别，以图为准；点图看大图。",
        " Its words were recognised by a machine: what is printed counts. Click to enlarge.",
    ),
    "scan_changed": (
        "原文件已经改过，或者不在了，看不到这一页的图。",
        "The file was changed since, or is gone, so its page cannot be shown.",
    ),
    "scan_not_held": (
        "这份文件已不在内存里，看不到这一页的图；重新添加就能看到。",
        "The file itself is no longer held, so its page cannot be shown; add it again to see it.",
    ),
    "scan_no_library": (
        "服务器没有装画出 PDF 页面的程序库，看不到这一页的图。",
        "What draws the pages of a PDF is not installed, so this page cannot be shown.",
    ),
    # the reader
    "article": ("原文", "Article"),
    "no_article": (
        "点回答里的编号或来源卡片，在这里打开全文。",
        "Choose a number in an answer, or a source card, to open the whole article here.",
    ),
    "incomplete_start": ("此处原文残缺，缺前文", "text is missing before this in the source"),
    "incomplete_end": ("此处原文残缺", "text breaks off here in the source"),
    "back": ("回到回答", "Back to the answer"),
    "find": ("在文中查找", "Find in this article"),
    "cite_selection": ("复制引文和出处", "Copy with its source"),
    "covers": ("，所述时期 {period}", ", covers {period}"),
    "previous": ("上一处", "Previous"),
    "next": ("下一处", "Next"),
    "evidence_of": ("文中第 {number} 处，共 {total} 处", "Place {number} of {total} in the article"),
    "no_such_place": (
        "链接指的位置（{at}）不在这份文档里，文档可能改过。下面从头显示。",
        "The place in the link ({at}) is not in this document, which may have changed. It begins here.",
    ),
    "no_such_document": ("没有这篇文档：{name}", "There is no such document: {name}"),
    "page": ("第{page}页", "p. {page}"),
    # the corpus
    "corpus": ("资料库", "Corpus"),
    "corpus_sums": (
        "共 {documents} 篇文档、{passages} 个段落、{characters} 字。",
        "{documents} documents, {passages} passages, {characters} characters.",
    ),
    "places": ("地点", "Places"),
    "document": ("文档", "Document"),
    "place": ("地点", "Place"),
    "period": ("时期", "Period"),
    "length": ("篇幅", "Length"),
    "characters_long": ("{count} 字", "{count}"),
    "timeline": ("各篇文档所述时期", "What period each document covers"),
    "not_read": ("{count} 个文件没有读入：", "Not read, {count}:"),
    "not_listed": ("另有 {count} 篇未列出。", "{count} more are not listed."),
    # a draft
    "checks": ("核对", "Check"),
    "draft": ("稿件（不会保存）", "Draft (never kept)"),
    "draft_file": ("或选一个文件（txt md docx pdf）", "Or choose a file (txt md docx pdf)"),
    "check_draft": ("核对", "Check"),
    "checked_against": ("对照的文档——{which}：{held}", "Checked against: {which}, {held}"),
    "checking": ("正在核对", "Checking"),
    "copy_table": ("复制表格", "Copy the table"),
    # own documents
    "mine": ("我的文档", "My documents"),
    "upload": ("添加文件", "Add files"),
    "upload_hint": (
        "只放在内存里，别人看不到；关闭这个页面五分钟后删除，下次来要重新添加。"
        "最多 {files} 份，每份 {megabytes} MB，共 {characters} 字；可以是 {formats}。",
        "Kept in memory only, seen by nobody else, deleted five minutes after you close this page. "
        "Up to {files} files, {megabytes} MB each, {characters} characters in all: {formats}.",
    ),
    "none_mine": ("还没有添加文件。", "No files added yet."),
    "added": ("已读入", "Read"),
    "remove": ("移除", "Remove"),
    "remove_all": ("全部移除", "Remove all"),
    "about_all": ("这些文档主要讲了什么？", "What are these documents about?"),
    "scope": ("在哪里找", "Search in"),
    "scope_articles": ("资料库", "The corpus"),
    "scope_mine": ("我的文档", "My documents"),
    "scope_both": ("两者", "Both"),
    "reading": ("正在读取 {name}", "Reading {name}"),
    "recognising": (
        "正在识别 {name}：第 {page} 页，共 {pages} 页",
        "Recognising {name}: page {page} of {pages}",
    ),
    "indexing": ("正在为 {name} 建立索引", "Indexing {name}"),
    "mine_gone": (
        "您的文件已删除，这个问题没有检索。请重新添加文件后再问；按“再试”会改在资料库里找。",
        "Your files were deleted, so nothing was searched. Add them again, or “Try again” asks the corpus.",
    ),
    "mine_left": (
        "您添加的文件已删除，要问它们请重新添加。",
        "The files you added were deleted; please add them again to ask them.",
    ),
    "too_many": ("没有读入：最多 {files} 份文件。", "Not read: {files} files at most."),
    "too_many_documents": (
        "没有读入：全部文件合计超过 {documents} 篇。",
        "Not read: more than {documents} documents in all.",
    ),
    "too_big": ("没有读入：超过 {megabytes} MB。", "Not read: it is larger than {megabytes} MB."),
    "too_long": ("没有读入：全部文件合计超过 {characters} 字。", "Not read: more than {characters} characters in all."),
    "too_slow": (
        "没有读入：一次添加最多处理 {seconds} 秒。请少选几份或拆成小一些的文件，也可以稍后再试。",
        "Not read: one addition may take {seconds} seconds. Choose fewer or smaller files, or try again later.",
    ),
    "unreadable": ("没有读入：{why}（{detail}）。", "Not read: {detail}."),
    # feedback
    "right_passage": (
        "正确的原文是……（从文章中复制一句）",
        "The right passage is … (paste a sentence from the article)",
    ),
    "send_feedback": ("提交", "Send"),
    "thanks": ("谢谢，已记下。", "Thank you, noted."),
    "mine_not_kept": (
        "您自己的文件里的内容不作记录。",
        "What your own files say is not recorded.",
    ),
    "refusal_not_kept": (
        "没有找到答案的不作记录。如果原文里有，请按“踩”并贴上那句原文。",
        "Nothing is recorded where no answer was found. If the articles have one, press thumbs down and paste it.",
    ),
    "too_short": (
        "太短了，请至少复制 {count} 个字。",
        "That is too short; please paste {count} characters or more.",
    ),
    "not_verbatim": (
        "文档里没有这句话，请从原文中原样复制。",
        "The documents do not hold these words; please paste them exactly as printed.",
    ),
}

_TEXTS |= DOCUMENT_TEXTS

_REASONS = (
    ("encrypted", "文件有密码保护"),
    ("; the limit is|more than|too deeply", "文件太大或太复杂"),
    (r"\(OCR\)", "扫描件，没有可用的文字层，要先做文字识别"),
    ("not installed", "服务器没有装读取这种格式的程序库"),
    ("no reader", "不支持这种格式"),
    ("is not read; open", "这种格式读不了，请用原来的软件打开，另存为右边的格式"),
    ("damaged", "文件已损坏，或不是后缀所说的格式"),
    ("binary", "不是文字文件"),
    ("encoding", "文字编码不明，请另存为 UTF-8"),
    ("recognised", "没有认出文字"),
    ("recognis", "认字没有完成"),
    ("empty|no text|no line", "里面没有文字"),
)


def wording(key: str, lang: str, **values: object) -> str:
    """The words for ``key`` in ``lang``, one of ``LANGUAGES``, with ``values`` filled in; any other is Chinese."""
    chinese, english = _TEXTS[key]
    chosen = english if lang == "en" else in_traditional(chinese) if lang == "zh-Hant" else chinese
    return chosen.format(**values) if values else chosen


def why(detail: str) -> str:
    """In Chinese what the reader of a file says in English."""
    return next((words for pattern, words in _REASONS if re.search(pattern, detail)), "读不了这个文件")


def every(lang: str) -> dict[str, str]:
    """All words in ``lang``."""
    return {key: wording(key, lang) for key in _TEXTS}


def preferred(accept_language: str, *, default: str) -> str:
    """The first language of an ``Accept-Language`` header that the pages are written in."""
    for part in accept_language.split(","):
        tag = part.split(";")[0].strip().lower()
        if re.match(r"zh-(?:hant|tw|hk|mo)\b", tag):
            return "zh-Hant"
        if tag[:2] in LANGUAGES:
            return tag[:2]
    return default
