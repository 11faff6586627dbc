// Reading what an answer rests on: a mark's sentence in a small box, the article as a sheet on a phone, words looked up in
// it, a selection copied with its place. It makes no content. Runs after chuchu.js in the page's header.
{
  const narrow = matchMedia("(max-width: 700px)");
  const peek = Object.assign(document.createElement("div"), { id: "peek", role: "tooltip", hidden: true });
  const cite = Object.assign(document.createElement("button"), { id: "cite-selection", type: "button", hidden: true });
  (document.querySelector("main") ?? document.body).append(peek, cite);  // inside a landmark

  // The small box: shown by pointing, by the keyboard's focus, or by a first tap; a second tap opens the article.
  let peeked = null;
  let touched = false;
  let opener = null;

  function showPeek(mark) {
    const quote = document.getElementById(mark.getAttribute("href").replace("#s-", "q-"));
    if (!quote) return false;
    const words = document.createElement("p");
    words.append(...[...quote.cloneNode(true).childNodes].filter((part) => !part.matches?.("a.cite")));
    const where = Object.assign(document.createElement("p"), { className: "where", textContent: quote.title });
    peek.replaceChildren(words, where);
    peek.hidden = false;
    peeked = mark;
    mark.setAttribute("aria-describedby", "peek");
    const at = mark.getBoundingClientRect();
    peek.style.left = `${Math.max(8, Math.min(at.left, innerWidth - peek.offsetWidth - 8))}px`;
    const below = at.bottom + 6;
    peek.style.top = `${below + peek.offsetHeight < innerHeight ? below : Math.max(8, at.top - peek.offsetHeight - 6)}px`;
    return true;
  }

  function hidePeek() {
    peeked?.removeAttribute("aria-describedby");
    peeked = null;
    peek.hidden = true;
  }

  const markOf = (event) => event.target.closest?.("#chat a.cite");
  document.addEventListener("pointerdown", (event) => { touched = event.pointerType === "touch"; }, true);
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const mark = markOf(event);
    if (mark) showPeek(mark);
    else if (peeked && !event.target.closest("#peek")) hidePeek();
  });
  document.addEventListener("focusin", (event) => {
    if (markOf(event)?.matches(":focus-visible")) showPeek(markOf(event));
    else if (!touched) hidePeek();
  });
  document.addEventListener("scroll", hidePeek, true);
  document.addEventListener("click", (event) => {
    const mark = markOf(event);
    if (mark && touched && peeked !== mark && showPeek(mark)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else {
      if (mark || event.target.closest?.("a.open")) opener = mark ?? event.target.closest("a.open");
      hidePeek();
    }
  }, true);

  // The article: the focus goes into it and comes back; on a phone it covers the page until Back, Esc or its own button.
  const sheet = () => document.documentElement.classList.contains("sheet");
  let shown = document.querySelector("#reader .reader")?.dataset.show ?? "0";

  function arrived() {
    const reader = document.querySelector("#reader .reader");
    if (!reader || reader.dataset.show === shown) return;
    shown = reader.dataset.show;
    if (shown === "0" || !reader.querySelector(".pages")) return;
    if (narrow.matches && !sheet()) {
      document.documentElement.classList.add("sheet");
      history.pushState({ sheet: true }, "");
      reveal();
    }
    if (opener) settle(reader);
  }

  // The tab of the article may still be hidden when its page is drawn.
  function settle(reader, tries = 40) {
    if (reader.offsetParent !== null || sheet()) {
      const pages = reader.querySelector(".pages");
      pages.focus({ preventScroll: true });
      getSelection().collapse(pages.querySelector("mark.focus") ?? pages, 0);
    }
    else if (tries > 0) setTimeout(() => settle(reader, tries - 1), 50);
  }

  function leave() {
    document.documentElement.classList.remove("sheet");
    if (opener?.isConnected) {
      opener.focus({ preventScroll: true });
      if (narrow.matches) setTimeout(() => opener.scrollIntoView({ block: "center" }), 100);  // after Back's own scrolling
    }
    else document.querySelector("#question textarea")?.focus({ preventScroll: true });
  }

  const close = () => (history.state?.sheet ? history.back() : leave());
  addEventListener("popstate", () => sheet() && leave());
  narrow.addEventListener("change", () => !narrow.matches && document.documentElement.classList.remove("sheet"));
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("#reader a.back")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    close();
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    if (!peek.hidden) hidePeek();
    else if (!cite.hidden) cite.hidden = true;
    else if (event.target.matches?.("#reader .find") && event.target.value) search(event.target, "");
    else if (sheet() || event.target.closest?.("#reader")) close();
  });

  // Words looked up in the article: found without touching what is drawn.
  let found = [];
  let at = 0;

  function search(field, words = field.value) {
    field.value = words;
    const pages = document.querySelector("#reader .pages");
    found = words.trim() && pages ? [...pages.children].flatMap((part) => rangesIn(part, words.trim().toLowerCase())) : [];
    const focus = pages?.querySelector("mark.focus");
    const after = focus ? found.findIndex((range) => focus.compareDocumentPosition(range.startContainer) & 4) : 0;
    at = Math.max(0, after);
    showFound();
  }

  function rangesIn(part, words) {
    const nodes = [];
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) nodes.push(walker.currentNode);
    const text = nodes.map((node) => node.data).join("").toLowerCase();
    const ranges = [];
    for (let start = text.indexOf(words); start >= 0; start = text.indexOf(words, start + words.length)) {
      const range = new Range();
      range.setStart(...place(nodes, start));
      range.setEnd(...place(nodes, start + words.length - 1, 1));
      ranges.push(range);
    }
    return ranges;
  }

  function place(nodes, offset, more = 0) {
    for (const node of nodes) {
      if (offset < node.data.length) return [node, offset + more];
      offset -= node.data.length;
    }
    return [nodes.at(-1), nodes.at(-1).data.length];
  }

  function showFound() {
    const count = document.querySelector("#reader .found");
    const looked = document.querySelector("#reader .find")?.value.trim();
    if (count) count.textContent = looked ? `${found.length ? at + 1 : 0}/${found.length}` : "";
    globalThis.CSS?.highlights?.set("found", new Highlight(...found));
    globalThis.CSS?.highlights?.set("found-now", new Highlight(...found.slice(at, at + 1)));
    const pane = document.querySelector("#reader .pages");
    if (!found.length || !pane) return;
    const now = found[at].getBoundingClientRect();
    pane.scrollTop += now.top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
  }

  document.addEventListener("input", (event) => event.target.matches?.("#reader .find") && search(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches?.("#reader .find") || !found.length) return;
    event.preventDefault();
    at = (at + (event.shiftKey ? -1 : 1) + found.length) % found.length;
    showFound();
  });

  // A selection of the article with its place.
  function selected() {
    const selection = getSelection();
    const pages = document.querySelector("#reader .pages");
    if (!pages || !selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!pages.contains(range.commonAncestorContainer)) return null;
    const parts = [...pages.children].filter((part) => range.intersectsNode(part));
    const text = selection.toString().replace(/\s+/g, " ").trim();
    return text.length > 1 && parts.length ? { text, range, parts } : null;
  }

  document.addEventListener("selectionchange", () => {
    const chosen = selected();
    cite.hidden = !chosen;
    if (!chosen) return;
    cite.textContent = document.querySelector("#reader .reader").dataset.citeLabel;
    const last = chosen.range.getBoundingClientRect();
    cite.style.left = `${Math.max(8, Math.min(last.left, innerWidth - cite.offsetWidth - 8))}px`;
    cite.style.top = `${Math.min(last.bottom + 8, innerHeight - cite.offsetHeight - 8)}px`;
  });
  // The same by keyboard: Shift and an arrow select from the sentence on, Tab goes to the button.
  const selecting = {
    ArrowRight: ["forward", "character"], ArrowLeft: ["backward", "character"],
    ArrowDown: ["forward", "line"], ArrowUp: ["backward", "line"],
  };
  document.addEventListener("keydown", (event) => {
    if (!event.target.matches?.("#reader .pages")) return;
    if (event.shiftKey && selecting[event.key]) getSelection().modify("extend", ...selecting[event.key]);
    else if (event.key === "Tab" && !event.shiftKey && !cite.hidden) cite.focus();
    else return;
    event.preventDefault();
  });
  cite.addEventListener("pointerdown", (event) => event.preventDefault());  // else the selection goes
  cite.addEventListener("click", () => {
    const chosen = selected();
    if (!chosen) return;
    const { origin, covers } = document.querySelector("#reader .reader").dataset;
    const numbers = chosen.parts.map((part) => part.dataset.paragraph);
    const heading = [...document.querySelectorAll("#reader .pages > :is(h3, .label)")]
      .filter((one) => one === chosen.parts[0] || one.compareDocumentPosition(chosen.parts[0]) & 4).at(-1);
    const where = [...new Set([numbers[0], numbers.at(-1)])].join("—");
    const said = [origin, heading?.textContent.trim(), `第${where}段`].filter(Boolean).join(" › ") + covers;
    copyRich(`“${chosen.text}”——${said}`, paragraphs([`“${chosen.text}”`, `——${said}`]), cite);
  });

  // Copies that a word processor takes as they look, and everything else as text.
  const escaped = (text) => Object.assign(document.createElement("i"), { textContent: text }).innerHTML;
  const paragraphs = (lines) => lines.map((line) => `<p>${escaped(line)}</p>`).join("");

  async function copyRich(text, html, button) {
    const kinds = { "text/plain": text, "text/html": html };
    const blobs = Object.entries(kinds).map(([type, words]) => [type, new Blob([words], { type })]);
    try {
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    } catch {
      return copy(text, button);
    }
    return copied(button);
  }

  function copyAnswer(link) {
    const said = link.closest(".answer").querySelector(".said");
    const folded = [...said.querySelectorAll("details:not([open])")];
    said.classList.add("copying");
    for (const one of folded) one.open = true;
    const plain = said.innerText.replace(/\n{3,}/g, "\n\n").trim();
    const rich = said.cloneNode(true);
    for (const one of folded) one.open = false;
    said.classList.remove("copying");
    for (const summary of rich.querySelectorAll("summary")) summary.remove();
    for (const mark of rich.querySelectorAll("a")) mark.replaceWith(mark.textContent);
    copyRich(plain, rich.innerHTML.replace(/<\/?(?:details|span)[^>]*>/g, ""), link);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#copy-']");
    const button = event.target.closest?.("button.copy-note");
    if (link) copyAnswer(link);
    else if (button) {
      const lines = [...button.parentElement.querySelectorAll(".note-lines > span")].map((line) => line.textContent);
      copyRich(lines.join("\n"), paragraphs(lines), button);
    } else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);

  new MutationObserver(arrived).observe(document.body, watched);
  arrived();
}
