"""Quotations character by character."""

from __future__ import annotations

from qa.checking.quotations import nearest_words, parts_within, printed_in, quotations


def test_quotations_are_found_without_their_marks() -> None:
    """Marks inside a quotation belong to it, and one that is never closed is none."""
    draft = "他说：“走访是桥梁，‘办好’才是关键。”又说“没完"
    assert [one.text for one in quotations(draft)] == ["走访是桥梁，‘办好’才是关键"]


def test_a_quotation_over_two_sentences_is_compared_in_both() -> None:
    """The part in each sentence is a quotation of its own."""
    draft = "“先走访。再办事。”他说。"
    parts = [parts_within(quotations(draft), start, end, draft) for start, end in ((0, 5), (5, len(draft)))]
    assert [[one.text for one in part] for part in parts] == [["先走访"], ["再办事"]]


def test_width_and_blanks_aside_every_character_counts() -> None:
    """A full-width comma is a comma; a changed word is a change."""
    assert printed_in("走访是桥梁，办事是关键", "“走访是桥梁,\n办事是关键。”")
    assert not printed_in("走访是手段，办事是关键", "“走访是桥梁,办事是关键。”")


def test_the_changed_words_are_shown_on_both_sides() -> None:
    """With a little of what stands around them."""
    words, text = "走访是手段，解决问题才是关键", "他说“走访是桥梁,解决问题才是关键。”"
    near = nearest_words(words, text)
    assert near is not None
    (first, last), (begin, end), alike = near
    assert (words[first:last], text[begin:end]) == ("访是手段", "访是桥梁")
    assert alike > 0.8


def test_nothing_is_near_to_other_words() -> None:
    """Words that share little are no changed quotation."""
    assert nearest_words("春暖花开的季节里", "解决问题才是关键") is None
