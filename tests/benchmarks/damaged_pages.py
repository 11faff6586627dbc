"""How well scanned pages are recognised: pages of the articles, printed, damaged, and the share of wrong characters.

    python -m tests.benchmarks.damaged_pages [--pages 5] [--damage slanted ...]

The first page of each article is printed at 150 dots an inch with a Chinese font of this machine. The share is that of
characters to insert, delete or replace, white space aside and width folded, as a search folds it. Seconds are a page's,
by the clock and of processor time, with the start of the recogniser in them.
"""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import time
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from rapidfuzz.distance import Levenshtein

from qa.documents.corpus import read_documents
from qa.documents.formats import scans
from qa.documents.formats.extracted import text_of
from tests.conftest import ARTICLES

PAPER = (1240, 1754)
LETTER, SPACING, MARGIN = 22, 36, 130
INK, WHITE = 40, 245
DEGREES, BLUR, NOISE, QUALITY = 1.5, 1.2, 18, 45
Damage = Callable[[Image.Image], Image.Image]


def chinese_font() -> ImageFont.FreeTypeFont | None:
    """A font for simplified Chinese that fontconfig knows, one with serifs as newspapers have if there is one."""
    for family in ("serif", "sans-serif"):
        asked = ["fc-match", "--format=%{lang}\n%{index}\n%{file}", f"{family}:lang=zh-cn"]
        try:
            found = subprocess.run(asked, capture_output=True, text=True, encoding="utf-8", check=True).stdout
        except (OSError, subprocess.CalledProcessError):
            return None
        languages, number, file = found.split("\n")
        if "zh-cn" in languages.split("|") and Path(file).is_file():
            return ImageFont.truetype(file, LETTER, index=int(number))
    return None


def printed(text: Sequence[str], font: ImageFont.FreeTypeFont) -> tuple[Image.Image, str]:
    """A page with as much of these paragraphs as it takes, and the words on it."""
    page = Image.new("L", PAPER, WHITE)
    draw, words, top = ImageDraw.Draw(page), "", MARGIN
    for paragraph in text:
        line, left = "", MARGIN + 2 * LETTER
        for char in [*paragraph, "\n"]:
            full = left + draw.textlength(line + char.strip(), font=font) > PAPER[0] - MARGIN
            if char == "\n" or full:
                draw.text((left, top), line, INK, font)
                words, top, line, left = words + line, top + SPACING, "", MARGIN
            line += char.strip("\n")
            if top > PAPER[1] - MARGIN:
                return page, words
        top += SPACING // 3
    return page, words


def slanted(page: Image.Image) -> Image.Image:
    return page.rotate(DEGREES, Image.Resampling.BICUBIC, expand=True, fillcolor=WHITE)


def blurred(page: Image.Image) -> Image.Image:
    return page.filter(ImageFilter.GaussianBlur(BLUR))


def noisy(page: Image.Image) -> Image.Image:
    """Grain all over, then a strong JPEG."""
    grain = np.random.default_rng(0).normal(0, NOISE, page.size[::-1])
    stream = io.BytesIO()
    Image.fromarray(np.clip(np.asarray(page) + grain, 0, 255).astype(np.uint8)).save(stream, "JPEG", quality=QUALITY)
    return Image.open(stream)


def in_every_way(page: Image.Image) -> Image.Image:
    return noisy(blurred(slanted(page)))


DAMAGES: dict[str, Damage] = {
    "clean": lambda page: page, "slanted": slanted, "blurred": blurred, "noisy": noisy, "all": in_every_way,
}  # fmt: skip


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def recognised(pages: Sequence[Image.Image]) -> tuple[str, float, float]:
    """The words of the pages, and seconds a page by the clock and of processor time."""
    stream = io.BytesIO()
    first, *more = pages
    first.save(stream, "TIFF", save_all=True, append_images=more)
    start, before = time.perf_counter(), os.times()
    (found,) = scans.extract(stream.getvalue(), "pages.tif")
    after = os.times()
    spent = after.children_user - before.children_user + after.children_system - before.children_system
    return text_of(found.blocks), (time.perf_counter() - start) / len(pages), spent / len(pages)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one row a damage."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=5, help="the first page of so many articles")
    parser.add_argument("--damage", nargs="+", choices=DAMAGES, default=list(DAMAGES))
    given = parser.parse_args(arguments)
    font = chinese_font()
    if font is None:
        raise SystemExit("fontconfig knows no font for Chinese here; install one, such as fonts-noto-cjk")
    articles = [read_documents(path, root=ARTICLES)[0] for path in sorted(ARTICLES.glob("*.txt"))[: given.pages]]
    texts = [[one.text[p.start : p.end] for p in one.paragraphs] for one in articles]
    pages = [printed(text, font) for text in texts]
    told = squeezed("".join(words for _, words in pages))
    print(f"{len(pages)} pages, {len(told):,} characters, {font.getname()[0]}\n")
    print("| pages | wrong characters | seconds a page | processor |\n|---|--:|--:|--:|")
    for name in given.damage:
        words, seconds, spent = recognised([DAMAGES[name](page) for page, _ in pages])
        wrong = Levenshtein.distance(told, squeezed(words)) / len(told)
        print(f"| {name} | {wrong:.2%} | {seconds:.1f} | {spent:.1f} |", flush=True)


if __name__ == "__main__":
    main()
