"""What the controls of the page do, called as Gradio calls them: questions, filters, files that are gone, languages."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from app import build_demo
from qa import Answer, Assistant, Retriever
from qa.evaluate.questions import read_questions
from qa.web.events import Events
from qa.web.judgements import Judgements
from qa.web.pace import Pace
from qa.web.page import STORE, Page
from qa.web.served_corpus import ServedCorpus
from qa.web.session import Desk, Opened
from qa.web.starters import Starters
from qa.web.strings import wording
from qa.web.upload_controls import Shelf
from qa.web.uploads import Visit, Visits
from qa.web.visitors import Desks
from tests.small import districts

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")

QUESTION = "2021年江北的铁山青年突击队有几支？"


@pytest.fixture(scope="module")
def page(retriever: Retriever) -> Iterator[Page]:
    """The page, laid out and not served."""
    with gr.Blocks():
        assistant = Assistant(retriever, reader=None)
        given = [{"zh": "四单是什么？", "en": "What are the four lists?"}]
        laid_out = Page(
            Desk(assistant, Visit(), "zh"), starters=Starters(ServedCorpus(assistant), given), feedback=False
        )
    yield laid_out
    gc.collect()  # gradio leaves an event loop to the collector; here, where it is expected


@pytest.fixture
def events(page: Page, retriever: Retriever) -> Events:
    """What it does over the five articles."""
    return over(page, Assistant(retriever, reader=None))


def over(page: Page, assistant: Assistant) -> Events:
    desks = Desks(ServedCorpus(assistant), Visits(), "zh")
    return Events(page, desks, Shelf(page, desks))


def visitor(*, lang: str = "zh", **query: str) -> Any:
    """What Gradio says of the one who asks."""
    return SimpleNamespace(session_hash="one", headers={"accept-language": lang}, query_params=query)


def bring(events: Events, folder: Path) -> None:
    """Give the visitor a file of their own."""
    file = folder / "a.md"
    file.write_text("# 望湖小区\n\n老人午餐收费九元。\n", encoding="utf-8")
    visit = events.desks.visits.of("one", new=True)
    visit.add(file, "a.md", Pace(events.desks.assistant.retriever.encoder, seconds=60))


def question(words: str, number: int = 1) -> Any:
    """What the browser sends when it asks."""
    return SimpleNamespace(question=words, id=number)


def ask(events: Events, kept: Any, words: str, scope: str = "articles", number: int = 1) -> Any:
    """The updates of one question, with no filter."""
    return events.ask(kept, scope, 5, [], "", visitor(), question(words, number))


def test_an_answer_says_which_question_it_is_of(events: Events) -> None:
    """The browser is told the number of its question; the one before is handed on to a follow-up."""
    page = events.page
    answered = ask(events, STORE, f" {QUESTION} ", number=7)
    kept = answered[page.kept]
    assert [turn["question"] for turn in kept["turns"]] == [QUESTION]
    assert (kept["done"], kept["failed"], kept["scope"]) == (7, "", "articles")
    assert QUESTION in answered[page.chat][0]["content"] and "12支" in answered[page.chat][1]["content"]
    again = ask(events, kept, "那前一年呢？", number=8)[page.kept]
    assert (again["done"], len(again["turns"])) == (8, 2) and "2020" in again["turns"][1]["query"]


class Failing(Assistant):
    """It cannot answer what holds 失败."""

    def ask(self, question: str, *values: Any, **named: Any) -> Answer:
        if "失败" in question:
            raise RuntimeError("broken on purpose")
        return super().ask(question, *values, **named)


def test_an_error_leaves_the_conversation_as_it_is(
    page: Page, retriever: Retriever, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing but what is kept is changed: a sentence in the visitor's language, and no turn more."""
    events = over(page, Failing(retriever, reader=None))
    kept = ask(events, STORE, QUESTION)[page.kept]
    failed = ask(events, kept, "为什么失败？", number=2)
    assert set(failed) == {page.kept}
    assert failed[page.kept] == {**kept, "done": 2, "failed": wording("failed", "zh")}
    assert "broken on purpose" in caplog.text
    assert ask(events, failed[page.kept], QUESTION, number=3)[page.kept]["failed"] == ""


def test_suggestions_stand_below_their_answer(page: Page, retriever: Retriever, tmp_path: Path) -> None:
    """They say which answer they are of, so that the browser shows them below no other; first ones are those given."""

    class Suggesting(Assistant):
        def suggest(self, answer: Answer | None = None) -> tuple[str, ...]:
            return ("那前一年呢？",)

    events = over(page, Suggesting(retriever, reader=None))
    kept = ask(events, STORE, QUESTION, number=3)[page.kept]
    more = events.suggest(kept, "articles", visitor())
    assert set(more) == {page.next}
    assert 'data-after="3"' in more[page.next] and "那前一年呢？" in more[page.next]
    first = events.suggest(STORE, "articles", visitor(lang="en"))[page.next]
    assert "What are the four lists?" in first and 'data-after="0"' in first
    assert events.suggest(kept, "mine", visitor()) == {page.next: ""}
    bring(events, tmp_path)
    assert events.suggest(kept, "mine", visitor()) == {page.next: ""}, "the answer is from no document of theirs"
    assert "这些文档主要讲了什么？" in events.suggest(STORE, "mine", visitor())[page.next]
    told = ask(events, STORE, "这些文档主要讲了什么？", "mine")[page.chat][1]["content"]
    assert "《望湖小区》" in told and "老人午餐收费九元。" in told


def test_uploads_do_not_take_the_place_of_questions(retriever: Retriever, tmp_path: Path) -> None:
    """An upload waits for uploads alone, a question is begun whatever runs, and what fails is in the queue and said."""
    demo = build_demo(Assistant(retriever, reader=None), feedback=tmp_path / "kept.jsonl")
    lanes = {one.name: (one.concurrency_id, one.concurrency_limit) for one in demo.fns.values()}
    assert lanes["upload"] == ("upload", 1)
    assert lanes["ask"] == ("model", 2)
    assert lanes["suggest"] == ("next", 1), "so that no answer waits for suggestions"
    free = {"rescope", "forget", "export_html", "export_markdown", "load", "reopen", "speak"}
    assert {limit for name, (_, limit) in lanes.items() if name in free} == {None} and free <= set(lanes)
    assert {one.name for one in demo.fns.values() if not one.queue} == {None}, "only what cancels others"


def test_what_a_search_is_limited_to_is_said(events: Events, tmp_path: Path) -> None:
    """Beside the question box, and where is searched on the settings' label; a limit that cannot hold goes."""
    page, shelf = events.page, events.shelf
    said = shelf.narrow(STORE, "articles", ["zhongxian-2022.txt"], "2022", visitor())[page.limits]
    assert "只问《忠县 凝聚组工力量 奋力书写高质量发展答卷》" in said and "只问 2022 年" in said
    assert shelf.narrow(STORE, "articles", [], "", visitor(lang="en")) == {page.limits: ""}
    bring(events, tmp_path)
    library = shelf.rescope(STORE, "mine", ["zhongxian-2022.txt"], "", visitor())
    assert (library[page.settings]["label"], library[page.limits]) == ("查找范围与设置（我的文档）", "")


def test_documents_that_were_chosen_are_chosen_after_a_reload(events: Events) -> None:
    """Those that are still there, with boxes ticked and the limit said; where none was, nothing is touched."""
    page, kept = events.page, {**STORE, "chosen": ["zhongxian-2022.txt", "gone.txt", 7]}
    loaded = events.load(kept, visitor())
    assert loaded[page.chosen] == ["zhongxian-2022.txt"]
    assert "只问《忠县 凝聚组工力量 奋力书写高质量发展答卷》" in loaded[page.limits]
    assert loaded[page.documents].count(" checked") == 1 and "value" not in loaded[page.period]
    assert {page.chosen, page.limits}.isdisjoint(events.load(STORE, visitor()))


def test_what_a_draft_is_checked_against_is_said(events: Events, tmp_path: Path) -> None:
    """How many documents, of what places and years, in the language of the page; it changes with where is searched."""
    page = events.page
    said = events.load(STORE, visitor())[page.check.against]
    assert "对照的文档——资料库：5 篇文档 · 大渡口 忠县 江北 綦江" in said
    assert "Checked against: The corpus, 5 documents" in events.load(STORE, visitor(lang="en"))[page.check.against]
    bring(events, tmp_path)
    assert "我的文档：1 篇文档" in events.shelf.rescope(STORE, "mine", [], "", visitor())[page.check.against]


def test_a_limit_is_lifted_alone(events: Events) -> None:
    """The other one stays; only the documents chosen are asked."""
    page, chosen = events.page, ["zhongxian-2022.txt", "dadukou-2022.txt"]
    period = SimpleNamespace(what="period")
    lifted = events.shelf.widen(STORE, "articles", chosen, "2022", visitor(), period)
    assert lifted[page.period]["value"] == "" and "只问所选的 2 篇文档" in lifted[page.limits]
    assert page.chosen not in lifted
    lifted = events.shelf.widen(STORE, "articles", chosen, "2022", visitor(), SimpleNamespace(what="document"))
    assert lifted[page.chosen] == [] and "2022" in lifted[page.limits] and page.period not in lifted
    asked = events.ask(STORE, "articles", 5, chosen, "2022", visitor(), question("社区有哪些服务？"))[page.kept]
    assert {hit["document"] for hit in asked["turns"][0]["hits"]} == set(chosen)


def test_a_failure_is_said_in_the_visitor_s_language(events: Events, caplog: pytest.LogCaptureFixture) -> None:
    """What the page did not expect is a sentence for the one who met it, whatever the server's language is."""
    for lang in ("zh", "en"):
        with pytest.raises(gr.Error) as failed:
            events.read(STORE, visitor(lang=lang), None)
        assert failed.value.message == wording("failed", lang)
        with pytest.raises(gr.Error) as nothing:
            events.export_html(STORE, visitor(lang=lang))
        assert nothing.value.message == wording("nothing_to_export", lang)
    assert caplog.text.count("The page could not do read") == 2


def test_files_that_are_gone_are_told(events: Events) -> None:
    """The question is not answered from the articles in their place; asked once more, it is."""
    page = events.page
    gone = ask(events, STORE, QUESTION, "mine")
    assert gone[page.kept]["failed"] == wording("mine_gone", "zh") and gone[page.kept]["turns"] == []
    assert gone[page.scope]["value"] == "articles" and gone[page.scope]["visible"] is False
    assert len(ask(events, gone[page.kept], QUESTION)[page.kept]["turns"]) == 1
    with pytest.warns(UserWarning, match="Your files were deleted"):
        library = events.shelf.rescope(STORE, "both", "", "", visitor(lang="en"))
    assert library[page.scope]["value"] == "articles"


def test_files_that_are_gone_when_the_page_loads_are_told_twice(events: Events) -> None:
    """At once, and when something is asked: only the second time is it asked of the articles."""
    page = events.page
    with pytest.warns(UserWarning, match="您添加的文件已删除"):
        kept = events.load({**STORE, "scope": "mine"}, visitor())[page.kept]
    first = ask(events, kept, QUESTION)[page.kept]
    assert first["failed"] == wording("mine_gone", "zh") and first["turns"] == []
    assert len(ask(events, first, QUESTION)[page.kept]["turns"]) == 1


def test_files_outlive_a_reload(events: Events, tmp_path: Path) -> None:
    """The key that the browser keeps finds them from another page; no page finds them by a key that is none."""
    page, key = events.page, "0123456789abcdef" * 2
    kept = {**STORE, "visit": key}
    file = tmp_path / "a.md"
    file.write_text("# 望湖小区\n\n老人午餐收费九元。\n", encoding="utf-8")
    encoder = events.desks.assistant.retriever.encoder
    events.desks.visit(kept, visitor(), new=True).add(file, "a.md", Pace(encoder, seconds=60))
    other = SimpleNamespace(session_hash="two", headers={}, query_params={})
    loaded = events.load(kept, other)
    assert loaded[page.scope]["value"] == "mine" and "a.md" in loaded[page.mine]
    for wrong in ("0" * 32, key[:-1], None, 7):
        assert "a.md" not in events.load({**STORE, "visit": wrong}, other)[page.mine]


def test_filters_stay_while_they_can_be_chosen(events: Events, tmp_path: Path) -> None:
    """Another language keeps them; other documents drop those that are not among them."""
    page, chosen = events.page, (["jiangbei-2021.txt"], "2021")
    event = SimpleNamespace(lang="en")
    spoken = events.speak(STORE, Opened(), "articles", *chosen, visitor(), event)
    assert (spoken[page.chosen], spoken[page.period]["value"]) == chosen
    assert "All documents (5)" in spoken[page.documents]
    bring(events, tmp_path)
    both = events.shelf.rescope(STORE, "both", *chosen, visitor())
    assert (both[page.chosen], both[page.period]["value"]) == chosen
    mine = events.shelf.rescope(STORE, "mine", *chosen, visitor())
    assert (mine[page.chosen], mine[page.period]["value"]) == ([], "")
    removed = events.shelf.forget(STORE, "both", *chosen, visitor(), SimpleNamespace(name="a.md"))
    assert (removed[page.chosen], removed[page.period]["value"]) == chosen


def test_another_conversation_is_shown(events: Events) -> None:
    """With its answers and the last one's cards; an empty one with the first questions and no article."""
    page = events.page
    kept = ask(events, STORE, QUESTION)[page.kept]
    shown = events.reopen(kept, "articles", visitor())
    assert len(shown[page.chat]) == 2 and "12支" in shown[page.sources] and shown[page.next] == ""
    empty = events.reopen(STORE, "articles", visitor())
    assert empty[page.chat] == [] and "四单是什么？" in empty[page.next] and empty[page.opened] == Opened()


def test_only_what_the_articles_say_is_kept(page: Page, tmp_path: Path) -> None:
    """All quotes of an answer; nothing of a refusal or of a visitor's own file; taken back, no form opens."""
    events, file = over(page, districts()), tmp_path / "kept.jsonl"
    judgements = Judgements(page, events.desks, file)
    kept = STORE
    bring(events, tmp_path)
    questions = (
        ("请讲个笑话", "articles"),
        ("2021年江北区有几支铁山青年突击队？", "articles"),
        ("午餐收费多少？", "mine"),
    )
    for words, scope in questions:
        kept = ask(events, kept, words, scope)[page.kept]
    assert [turn["answered"] for turn in kept["turns"]] == [False, True, True]
    for number, liked in ((0, True), (1, True), (1, True), (1, None), (2, True)):
        shown = judgements.like(kept, visitor(), SimpleNamespace(index=2 * number + 1, liked=liked))
        assert shown[page.feedback].visible is False and shown[page.judged] == -1
    assert judgements.like(kept, visitor(), SimpleNamespace(index=1, liked=False))[page.judged] == 0
    with pytest.raises(gr.Error, match="太短了"):
        judgements.judge("江 北", 1, kept, visitor())
    (row,) = read_questions(file)
    cited = [(row["document_id"], row["quote"]) for row in kept["turns"][1]["citations"]]
    assert [(one.document_id, one.quote) for group in row.evidence for one in group] == cited
