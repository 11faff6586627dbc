"""The words about documents: choosing among them, a folder that changed, what a citation lacks. It formats nothing."""

from __future__ import annotations

DOCUMENT_TEXTS: dict[str, tuple[str, str]] = {
    # a folder that changed
    "folder_changed": ("文件有变动。", "Files have changed."),
    "renew": ("更新", "Update"),
    "renewing_read": ("正在读取变动的文件", "Reading the files that changed"),
    "renewing_index": ("正在更新索引", "Updating the index"),
    "renewed": (
        "已更新：新增 {added} 个、修改 {changed} 个、删除 {removed} 个文件。往后的问题按新的内容回答。",
        "Updated: {added} added, {changed} changed, {removed} removed. Questions are now asked of these.",
    ),
    "renewed_same": ("文件的内容没有变化。", "What the files say has not changed."),
    "not_renewed": (
        "文件夹里没有可以读的文件，仍按原来的内容回答。",
        "The folder holds no file that can be read; answers are still from the files as they were.",
    ),
    "dismiss": ("知道了", "Dismiss"),
    # what a citation lacks
    "give": ("补充出处", "Add what is missing"),
    "give_newspaper": ("报纸或期刊", "Newspaper or journal"),
    "give_date": ("日期（如 2021-06-17）", "Date (such as 2021-06-17)"),
    "give_page": ("版次或页码", "Page"),
    "give_authors": ("作者（用顿号分开）", "Authors (commas between them)"),
    "give_keep": ("保存", "Save"),
    "give_clear": ("清除", "Clear"),
    "give_hint": (
        "只存在这个浏览器里，用在这篇文档的所有引文上。要让所有人看到，请写进文件：开头两行 --- 之间，"
        "或旁边的“文件名.meta.json”里，写 newspaper、published、page、author。",
        "Kept in this browser only, for all citations of this document. For everybody, write newspaper, published, "
        "page and author between two lines of --- at the head of the file, or into FILE.meta.json beside it.",
    ),
    "printed": ("，{printed}", ", {printed}"),
    # choosing
    "in_documents": ("只在这些文档里找", "Only in these documents"),
    "all_documents": ("全部文档（{count} 篇）", "All documents ({count})"),
    "list_filter": ("按标题、地点或时期筛选", "Filter by title, place or period"),
    "list_matches": ("符合的有 {count} 篇", "{count} match"),
    "list_no_match": (
        "没有一篇符合“{words}”，所选文档不变。",
        "None matches “{words}”; what is chosen stays as it is.",
    ),
    "only_document": ("只问《{title}》", "Only 《{title}》"),
    "only_documents": ("只问所选的 {count} 篇文档", "Only the {count} documents chosen"),
    "only_period": ("只问 {period} 年", "Only {period}"),
    "any_document": ("不再限于所选文档", "No longer only these documents"),
    "any_period": ("不再限于这个时期", "No longer only this period"),
    "ask_any_document": ("改问全部文档", "Ask all documents"),
    "ask_any_period": ("放宽时期再问", "Ask again in any period"),
}
