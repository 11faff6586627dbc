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
from qa.web.session import Desk, Opened, Reply
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
        laid_out = Page(Desk(Assistant(retriever, reader=None), Visit(), "zh"), starters=(), feedback=False)
    yield laid_out
    gc.collect()  # gradio leaves an event loop to the collector; here, where it is expected


@pytest.fixture
def events(page: Page, retriever: Retriever) -> Events:
    """What it does over the five articles."""
    return over(page, Assistant(retriever, reader=None))


def over(page: Page, assistant: Assistant) -> Events:
    desks = Desks(assistant, Visits(), "zh")
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


def test_a_question_is_shown_before_it_is_answered(events: Events) -> None:
    """It stands in the chat with the waiting sign; a second is told to wait; the answer takes the sign away."""
    page, asked = events.page, Reply()
    begun = events.begin(f" {QUESTION} ", asked, STORE, visitor())
    asked = begun[page.asked]
    assert asked.words == QUESTION and begun[page.box] == ""
    assert QUESTION in begun[page.chat][0]["content"] and wording("searching", "zh") in begun[page.chat][1]["content"]
    with pytest.raises(gr.Error, match="还在查找"):
        events.begin("另一个问题？", asked, STORE, visitor())
    (answered,) = events.ask(asked, STORE, "articles", 5, "", "", visitor())
    assert [turn["question"] for turn in answered[page.kept]["turns"]] == [QUESTION]
    assert wording("searching", "zh") not in answered[page.chat][1]["content"]
    assert asked.words == ""


class Suggesting(Assistant):
    """Its suggestions are counted, and while they are worked out ``meanwhile`` is done."""

    counted = 0

    def meanwhile(self) -> None:
        """Nothing."""

    def suggest(self, answer: Answer | None = None) -> tuple[str, ...]:
        self.counted += 1
        self.meanwhile()
        return ("那前一年呢？",)


def test_an_answer_is_shown_before_suggestions_are_worked_out(page: Page, retriever: Retriever) -> None:
    """The message is whole without them; they come below it afterwards, and are kept with their turn."""
    assistant = Suggesting(retriever)
    events = over(page, assistant)
    asked = events.begin(QUESTION, Reply(), STORE, visitor())[page.asked]
    (answered,) = events.ask(asked, STORE, "articles", 5, "", "", visitor())
    message = answered[page.chat][1]["content"]
    assert assistant.counted == 0
    assert "12支" in message and 'class="chips"' not in message
    more = events.suggest(asked, answered[page.kept], "articles", visitor())
    (turn,) = more[page.kept]["turns"]
    assert assistant.counted == 1 and turn["next"] == ["那前一年呢？"]
    assert {**turn, "next": []} == answered[page.kept]["turns"][0]
    assert 'class="chips"' in more[page.chat][1]["content"]
    again = events.suggest(asked, more[page.kept], "articles", visitor())
    assert set(again) == {page.box} and assistant.counted == 1


def test_suggestions_do_not_disturb_the_next_question(page: Page, retriever: Retriever) -> None:
    """One begun meanwhile keeps its waiting sign; nothing is suggested for nothing, or of files that are gone."""
    assistant = Suggesting(retriever)
    events = over(page, assistant)
    asked = events.begin(QUESTION, Reply(), STORE, visitor())[page.asked]
    (answered,) = events.ask(asked, STORE, "articles", 5, "", "", visitor())
    kept = answered[page.kept]
    assistant.meanwhile = lambda: events.begin("那前一年呢？", asked, kept, visitor()) and None  # type: ignore[method-assign]
    assert set(events.suggest(asked, kept, "articles", visitor())) == {page.box}
    assert asked.words == "那前一年呢？"
    assert set(events.suggest(Reply(), STORE, "articles", visitor())) == {page.box}
    assert set(events.suggest(Reply(), kept, "mine", visitor())) == {page.box}


def test_suggestions_that_come_late_do_not_take_the_next_turn_away(page: Page, retriever: Retriever) -> None:
    """Another question was asked and answered while they were worked out, or the conversation was begun anew."""
    assistant = Suggesting(retriever)
    events = over(page, assistant)
    asked = events.begin(QUESTION, Reply(), STORE, visitor())[page.asked]
    (answered,) = events.ask(asked, STORE, "articles", 5, "", "", visitor())
    kept = answered[page.kept]

    def next_one() -> None:
        events.begin("忠县有几条专线？", asked, kept, visitor())
        (second,) = events.ask(asked, kept, "articles", 5, "", "", visitor())
        assert len(second[page.kept]["turns"]) == 2

    assistant.meanwhile = next_one  # type: ignore[method-assign]
    assert set(events.suggest(asked, kept, "articles", visitor())) == {page.box}
    assert set(events.suggest(asked, kept, "articles", visitor())) == {page.box} and assistant.counted == 1
    assistant.meanwhile = lambda: events.new(asked, kept, visitor()) and None  # type: ignore[method-assign]
    asked = events.begin(QUESTION, Reply(), STORE, visitor())[page.asked]
    (answered,) = events.ask(asked, STORE, "articles", 5, "", "", visitor())
    assert set(events.suggest(asked, answered[page.kept], "articles", visitor())) == {page.box}


def test_uploads_do_not_take_the_place_of_questions(retriever: Retriever, tmp_path: Path) -> None:
    """An upload waits for uploads alone, a question is begun whatever runs, and what fails is in the queue and said."""
    demo = build_demo(Assistant(retriever, reader=None), feedback=tmp_path / "kept.jsonl")
    lanes = {one.name: (one.concurrency_id, one.concurrency_limit) for one in demo.fns.values()}
    assert lanes["upload"] == ("upload", 1)
    assert lanes["ask"] == ("model", 2)
    assert lanes["suggest"] == ("next", 1), "so that no answer waits for suggestions"
    free = {
        "begin",
        "begin_chip",
        "restore",
        "new",
        "rescope",
        "forget",
        "export_html",
        "export_markdown",
        "load",
        "speak",
    }
    assert {limit for name, (_, limit) in lanes.items() if name in free} == {None} and free <= set(lanes)
    assert {one.name for one in demo.fns.values() if not one.queue} == {None}, "only what cancels others"


def test_what_was_stopped_is_not_answered(events: Events) -> None:
    """Stopped before its turn came, or while it was searched: neither changes the conversation."""
    page = events.page
    asked = events.begin(QUESTION, Reply(), STORE, visitor())[page.asked]
    stopped = events.restore(asked, STORE, "", visitor())
    assert stopped == {page.kept: STORE, page.chat: [], page.box: QUESTION}
    assert events.restore(Reply(QUESTION), STORE, "别的", visitor())[page.box] == "别的"
    assert [set(update) for update in events.ask(asked, STORE, "articles", 5, "", "", visitor())] == [{page.box}]


def test_what_a_search_is_limited_to_is_said(events: Events, tmp_path: Path) -> None:
    """On the settings' label, so that it is seen while they are closed; a limit that cannot hold goes."""
    page, shelf = events.page, events.shelf
    said = shelf.narrow(STORE, "articles", "zhongxian-2022.txt", "2022", visitor())[page.settings]["label"]
    assert said == "查找范围与设置（只找：忠县 凝聚组工力量 奋力书写高质量发展答卷 · 2022）"
    assert (
        shelf.narrow(STORE, "articles", "", "", visitor(lang="en"))[page.settings]["label"] == "Where and how to search"
    )
    bring(events, tmp_path)
    library = shelf.rescope(STORE, "mine", "zhongxian-2022.txt", "", visitor())
    assert library[page.settings]["label"] == "查找范围与设置（只找：我的文档）"


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
    """The question goes back, the scope too, and nothing is answered from the articles in their place."""
    page = events.page
    asked = events.begin(QUESTION, Reply(), STORE, visitor())[page.asked]
    answers = events.ask(asked, STORE, "mine", 5, "", "", visitor())
    back = next(answers)
    assert back[page.box] == QUESTION and back[page.chat] == [] and page.kept not in back
    assert back[page.scope]["value"] == "articles" and back[page.scope]["visible"] is False
    with pytest.raises(gr.Error, match="您的文件已删除，请重新添加"):
        next(answers)
    with pytest.warns(UserWarning, match="Your files were deleted"):
        library = events.shelf.rescope(STORE, "both", "", "", visitor(lang="en"))
    assert library[page.scope]["value"] == "articles"


def test_filters_stay_while_they_can_be_chosen(events: Events, tmp_path: Path) -> None:
    """Another language keeps them; other documents drop those that are not among them."""
    page, chosen = events.page, ("jiangbei-2021.txt", "2021")
    event = SimpleNamespace(lang="en")
    spoken = events.speak(STORE, Opened(), Reply(), "articles", *chosen, visitor(), event)
    assert (spoken[page.article]["value"], spoken[page.period]["value"]) == chosen
    assert spoken[page.article]["choices"][0] == ("Any", "")
    bring(events, tmp_path)
    both = events.shelf.rescope(STORE, "both", *chosen, visitor())
    assert (both[page.article]["value"], both[page.period]["value"]) == chosen
    mine = events.shelf.rescope(STORE, "mine", *chosen, visitor())
    assert (mine[page.article]["value"], mine[page.period]["value"]) == ("", "")
    removed = events.shelf.forget(STORE, "both", *chosen, visitor(), SimpleNamespace(name="a.md"))
    assert (removed[page.article]["value"], removed[page.period]["value"]) == chosen


def test_the_question_of_the_address_is_begun(events: Events) -> None:
    """``?q=`` is shown with the waiting sign and handed on to be answered, unless it was the last one answered."""
    page = events.page
    loaded = events.load(STORE, visitor(q=QUESTION))
    assert loaded[page.asked] == Reply(QUESTION)
    assert QUESTION in loaded[page.chat]["value"][0]["content"]
    (answered,) = events.ask(loaded[page.asked], STORE, "articles", 5, "", "", visitor())
    again = events.load(answered[page.kept], visitor(q=QUESTION))
    assert page.asked not in again


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
    for question, scope in questions:
        asked = events.begin(question, Reply(), kept, visitor())[page.asked]
        (answered,) = events.ask(asked, kept, scope, 5, "", "", visitor())
        kept = answered[page.kept]
    assert [turn["answered"] for turn in kept["turns"]] == [False, True, True]
    for number, liked in ((0, True), (1, True), (1, True), (1, None), (2, True)):
        shown = judgements.like(kept, visitor(), SimpleNamespace(index=2 * number + 1, liked=liked))
        assert shown[page.feedback].visible is False and shown[page.judged] == -1
    assert judgements.like(kept, visitor(), SimpleNamespace(index=1, liked=False))[page.judged] == 0
    with pytest.raises(gr.Error, match="太短了"):
        judgements.judge("江 北", 1, kept, visitor())
    (question,) = read_questions(file)
    cited = [(row["document_id"], row["quote"]) for row in kept["turns"][1]["citations"]]
    assert [(one.document_id, one.quote) for group in question.evidence for one in group] == cited
