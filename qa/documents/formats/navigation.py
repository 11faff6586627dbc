"""What of an HTML page only leads elsewhere: menus, paths, links to the page before and after, marks to link a heading.

It is taken out of the tree. Lists of a page's or a book's contents are found as well, to be kept as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_MENUS = re.compile(
    r"(?:site|main|top|page|sub|side)?[-_]?(?:nav|navi|navbar|navigation|navheader|navfooter|navlinks|menu|breadcrumbs?|pagination|"
    r"pager|paging|prev-?next|skip-?(?:link|nav))|sphinxsidebar(?:wrapper)?|related"
)
_BESIDE = re.compile(
    r"(?:related|recommend(?:ed|ation)?s?|hot|more|shar(?:e|ing)|social|bdsharebuttonbox|top-?bar|links?|friend-?links?|"
    r"copyright|(?:site|page)?-?header|foot(?:er)?|site-?foot(?:er)?|page-?foot(?:er)?)(?:[-_]\w+(?:-\w+)*)?"
)
_LINK = re.compile(r"(?:[a-z]+[-_])?links?(?:[-_]\w+)*")
_FOOT = re.compile(
    r"(?:(?:site|page)[-_]?)?foot(?:er)?(?:[-_](?:bar|box|wrap|wrapper|info|text|inner))?|copy-?right(?:[-_]\w+)?"
)
_FOOT_LENGTH = 600
_BUTTON = re.compile(
    r"[\[［【]?(?:打印|关闭|收藏|复制|分享|刷新|举报|纠错|返回|登录|注册|展开|收起|更多|[大中小]号?|print|close|share|back|more)"
    r"(?:本页|此页|本文|全文|窗口|页面|文章|链接|按钮)?[\]］】]?",
    re.IGNORECASE,
)
_EDITS = re.compile(r"[\[［]?(?:编辑|編輯|编辑源代码|編輯原始碼|edit|edit source)[\]］]?", re.IGNORECASE)
_TITLES = ("h1", "h2", "h3", "h4", "h5", "h6")
_NOTE_MARK = re.compile(r"[\[［(（]?[\d*†‡a-z]{1,3}[\])］）]?")
_CONTENTS = re.compile(r"toc|(?:table-?of-?)?contents|toctree(?:-wrapper)?|(?:page|local|side)[-_]?toc")
_PAGING = re.compile(
    r"[上下前后後][一]?[页頁篇章节節条條](?:[:：].*)?|(?:上一级|上一層|起始页|起始頁|首页|首頁|返回(?:顶部|首页|目录|上页)?|回到?顶部)"
    r"|(?:prev(?:ious)?|next)(?: (?:page|chapter|topic|article|post))?(?:[:：].*)?|home|up|(?:back to )?top",
    re.IGNORECASE,
)
_WHERE = re.compile(r"您?(?:当前|现在|當前|現在)?的?(?:所在)?位置[:：]")
_ARROWS = " \t\r\n\xa0«»‹›<>←→⇐⇒◀▶◄►|·-—/\\[]"
LISTS = "ul, ol, dl, [class], [id]"
_MARKS = ("¶", "§", "#", "🔗", "\uf0c1", "permalink")
_MENU_LENGTH = 400
_PAGING_LINKS = 10
_SIGNS = _ARROWS + "0123456789"
_PAGING_BLOCKS = ("p", "div", "ul", "ol", "li", "table", "section", "dl", "center", "footer", "header")
_FEWEST = 3
_MOSTLY = 0.5
_ALMOST_ALL = 0.85
_CONTROLS = "button, input, select, textarea"
_LABEL_LENGTH = 20
_SENTENCE = re.compile("[。！？!?；]")
_EDGES = "header, footer, aside, [role=banner], [role=contentinfo], [role=complementary]"


def remove_navigation(body: Any) -> None:
    """Take out of the tree below ``body`` what leads elsewhere; text with links in it stays."""
    for link in body.css("a"):
        if (link.attributes.get("href") or "").startswith("#") and _text(link).lower() in _MARKS:
            link.decompose()
    for link in body.css("a[href^='javascript:']"):
        if _BUTTON.fullmatch(_text(link)):
            link.decompose()
    for node in _outermost(node for node in body.css("sup, h1 *, h2 *, h3 *, h4 *, h5 *, h6 *") if _is_mark(node)):
        node.decompose()
    for node in _outermost(node for node in body.css("[class], [id]") if _is_menu(node)):
        node.decompose()
    for node in _outermost(
        node for node in body.css("ul, ol, dl, div, p, table") if _is_edge_menu(node) or _is_path(node)
    ):
        node.decompose()
    for node in _outermost(node for node in body.css("header, aside, footer") if _is_control_panel(node)):
        node.decompose()
    paging = (_paging_around(link, body) for link in body.css("a") if _is_paging(link))
    for node in _outermost(node for node in paging if node is not None):
        node.decompose()


def is_contents(node: Any) -> bool:
    """Whether an element is a list of contents by its name, or a list of nothing but links within the page or book."""
    if any(_CONTENTS.fullmatch(name) for name in _names(node)):
        return _linked(node) >= _MOSTLY
    if node.tag not in ("ul", "ol", "dl"):
        return False
    links = [link.attributes.get("href") or "" for link in node.css("a")]
    inner = all(link.startswith("#") for link in links)
    return len(links) >= _FEWEST and inner and _linked(node) >= _ALMOST_ALL


def _is_mark(node: Any) -> bool:
    """Whether it is nothing but a link to a note below, or one to edit the section."""
    words, link = _text(node), node.css_first("a")
    if link is None:
        return False
    if node.tag == "sup":
        return (link.attributes.get("href") or "").startswith("#") and bool(_NOTE_MARK.fullmatch(words))
    titled = node.parent
    while titled.tag not in _TITLES:
        titled = titled.parent
    return bool(_EDITS.fullmatch(words)) and _text(titled) != words


def _is_menu(node: Any) -> bool:
    names = [] if node.tag in ("body", "html") else _names(node)
    if any(_FOOT.fullmatch(name) for name in names):
        return len(_text(node)) <= _FOOT_LENGTH and node.css_first("h1, h2, h3, pre") is None
    if _is_named_link(node, names):
        return False
    if not any(_MENUS.fullmatch(name) or _BESIDE.fullmatch(name) for name in names):
        return False
    if _holds_the_title(node):
        return False
    short = len(_text(node)) <= _MENU_LENGTH and any(_is_paging(link) or _is_picture(link) for link in node.css("a"))
    return short or _linked(node) >= _MOSTLY


def _is_named_link(node: Any, names: list[str]) -> bool:
    """Whether it is one link among the words of a line, by name too: no place where links are gathered."""
    links = 1 if node.tag == "a" else len(node.css("a")) if node.tag == "span" else 0
    return links == 1 and any(_LINK.fullmatch(name) for name in names)


def _is_edge_menu(node: Any) -> bool:
    """Whether it is a list of links at the head, foot or side of a page."""
    if len(node.css("a")) < _FEWEST or _linked(node) < _ALMOST_ALL:
        return False
    above = node.parent
    while above is not None:
        if above.css_matches(_EDGES) and above.tag != "body":
            return True
        above = above.parent
    return False


def _holds_the_title(node: Any) -> bool:
    """Whether the only main heading of the page stands in it, and is no link: above a list of contents, as a rule."""
    titles = node.css("h1")
    if len(titles) != 1 or _linked(titles[0]) >= _MOSTLY:
        return False
    page = node
    while page.parent is not None:
        page = page.parent
    return len(page.css("h1")) == 1


def _is_control_panel(node: Any) -> bool:
    """Whether the head or side of a page, outside its text, is there to be pressed: buttons, fields, labels."""
    above = node.parent
    while above is not None:
        if above.tag in ("article", "main"):
            return False
        above = above.parent
    if node.css_first(_CONTROLS) is None or node.css_first("h1, h2, h3, table, p + p") is not None:
        return False
    beside = len(_text(node)) - sum(len(_text(part)) for part in _outermost(iter(node.css("a, button, select"))))
    return beside <= _LABEL_LENGTH and _SENTENCE.search(_text(node)) is None


def _is_path(node: Any) -> bool:
    """Whether it says where in a site the page is."""
    text = _text(node)
    return len(text) <= _MENU_LENGTH // 4 and bool(_WHERE.match(text)) and node.css_first("a") is not None


def _is_paging(link: Any) -> bool:
    rel = (link.attributes.get("rel") or "").lower().split()
    return "prev" in rel or "next" in rel or bool(_PAGING.fullmatch(_text(link).strip(_ARROWS)))


def _is_picture(link: Any) -> bool:
    """Whether a link to another page shows an arrow or the like in place of words."""
    return not _text(link) and link.css_first("img, svg") is not None


def _paging_around(link: Any, body: Any) -> Any | None:
    """The outermost block that holds this link to another page, others like it, and no word besides their labels."""
    found = None
    node = link
    while node is not None and node.tag not in ("body", "html") and node.mem_id != body.mem_id:
        links = [node] if node.tag == "a" else node.css("a")
        if len(links) > _PAGING_LINKS or not _leads(links) or _says_more(node, links):
            break
        found = node if node.tag in _PAGING_BLOCKS else found
        node = node.parent
    return found


def _says_more(node: Any, links: list[Any]) -> bool:
    """Whether it holds words outside its links that are no label of theirs."""
    text = _text(node)
    for link in links:
        text = text.replace(_text(link), "|", 1)
    return any(not _PAGING.fullmatch(part) for part in re.split(r"[|:：]", text) if part.strip(_SIGNS))


def _leads(links: list[Any]) -> bool:
    """Whether most of the links are to the page before, after or above."""
    return sum(map(_is_paging, links)) * 2 >= len(links)


def _outermost(nodes: Iterator[Any]) -> list[Any]:
    """The nodes of which none lies in another, so that each can be taken out once."""
    every = {node.mem_id: node for node in nodes}
    kept = []
    for node in every.values():
        above = node.parent
        while above is not None and above.mem_id not in every:
            above = above.parent
        if above is None:
            kept.append(node)
    return kept


def _names(node: Any) -> list[str]:
    attributes = node.attributes
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower().split()


def _linked(node: Any) -> float:
    """Which share of its words stands in links."""
    length = len(_text(node))
    return sum(len(_text(link)) for link in node.css("a")) / length if length else 0.0


def _text(node: Any) -> str:
    return "".join((node.text() or "").split())
