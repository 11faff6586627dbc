// Carries clicks on marks, cards and links to the server, steps through evidence, copies and saves. It makes no content.
// Runs once, in the page's header: `element` and `trigger` are Gradio's.

const number = (text) => Number.parseInt(text ?? "-1", 10);
const all = (selector) => [...document.querySelectorAll(selector)];

// The reader's tab may still be hidden when its page is drawn.
function reveal(tries = 40) {
  const mark = document.querySelector("#reader mark.focus") ?? document.querySelector("#reader mark.evidence");
  if (!mark) return;
  if (mark.offsetParent === null) {
    if (tries > 0) setTimeout(() => reveal(tries - 1), 50);
    return;
  }
  show(mark);
}

function show(mark) {
  for (const other of all("#reader mark")) other.classList.toggle("focus", other.dataset.start === mark.dataset.start);
  const pane = mark.closest(".pages");
  pane.scrollIntoView({ block: "nearest" });
  pane.scrollTop += mark.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 2;
  const at = document.querySelector("#reader .steps .at");
  if (at) at.textContent = 1 + places().findIndex((other) => other.dataset.start === mark.dataset.start);
}

// The first part of every marked sentence: one that runs over two paragraphs counts once.
function places() {
  const seen = new Set();
  return all("#reader mark.evidence").filter((mark) => !seen.has(mark.dataset.start) && seen.add(mark.dataset.start));
}

function step(by) {
  const marks = places();
  const now = marks.findIndex((mark) => mark.classList.contains("focus"));
  if (marks.length) show(marks[(now + by + marks.length) % marks.length]);
}

async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  copied(button);
}

function copied(button) {
  const before = button.textContent;
  button.textContent = window.chuchu.words().copied;
  setTimeout(() => { button.textContent = before; }, 1500);
}

function save(file) {
  const [name, type, words] = JSON.parse(file);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([words], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

Object.assign(window.chuchu ??= {}, { save });

// A tab's content is in the page only once the tab was opened. Gradio folds the last ones into a menu where they do not fit.
const tabs = ["sources", "article", "checks", "corpus", "mine"];

function turn_to(tab) {
  const folded = all("#side .overflow-dropdown button");
  (document.getElementById(`tab-${tab}-button`) ?? folded.at(tabs.indexOf(tab) - tabs.length))?.click();
}

// The page draws itself anew after a lost connection too. An article that was open is no longer in it.
document.addEventListener("click", ({ target }) => {
  if (!target.closest("#side button")) return;
  setTimeout(() => {  // first the tab turns
    const open = document.querySelector("#side [role=tab][aria-selected=true]")?.id.split("-")[1];
    if (open) sessionStorage.setItem("chuchu.tab", open);
  });
});

function turn_back() {
  const open = sessionStorage.getItem("chuchu.tab");
  const empty = open === "article" || new URLSearchParams(location.search).has("doc");
  if (tabs.includes(open) && !empty) turn_to(open);
}

function follow(link) {
  const href = link.getAttribute("href");
  const parts = href.split("-");
  const query = new URLSearchParams(href.slice(href.indexOf("?")));
  if (href.startsWith("#s-")) {
    turn_to("article");
    trigger("choose_mark", { turn: number(parts[1]), number: number(parts[2]) });
  } else if (href.startsWith("#query-")) {
    trigger("edit_query", { turn: number(parts[1]) });
    document.querySelector("#question textarea").focus();
  } else if (link.matches("a.open")) {
    turn_to("article");
    trigger("read_document", { document: query.get("doc"), at: query.get("at"), turn: number(link.dataset.turn) });
  } else if (link.matches("a.chip")) window.chuchu.ask(query.get("q"));
  else if (link.matches("a.api")) document.querySelector("footer .show-api").click();
  else if (link.matches("a.own")) {
    turn_to("mine");
    if (matchMedia("(max-width: 700px)").matches) setTimeout(() => document.getElementById("side").scrollIntoView(), 100);
  }
  else if (link.matches(".app-head nav a")) window.chuchu.speak(query.get("lang"));
  else return false;
  return true;
}

function press(button) {
  if (button.matches(".step")) step(number(button.dataset.step));
  else if (button.matches(".copy-link")) copy(new URL(button.dataset.copy, location.href).href, button);
  else if (button.matches(".copy")) copy(button.closest(".copyable").querySelector("pre").textContent, button);
  else if (button.matches(".forget")) trigger("forget", { name: button.dataset.name });
}

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const link = event.target.closest("a[href]");
  const button = event.target.closest("button");
  if (link && follow(link)) event.preventDefault();
  else if (button) press(button);
});

// The marks in the chat are links that act as buttons: the space bar presses them too.
document.addEventListener("keydown", (event) => {
  if (event.key !== " " || event.isComposing || !event.target.matches("a[role=button]")) return;
  event.preventDefault();
  event.target.click();
});

// The picture of a scanned page shows the first line that is marked on it. Its own ``load`` does not bubble.
document.addEventListener("load", (event) => {
  const sheet = event.target.closest?.(".scan .sheet");
  const line = sheet?.querySelector(".line");
  if (line) sheet.scrollTop = line.offsetTop + line.offsetHeight / 2 - sheet.clientHeight / 2;
}, true);

// What is newest is shown: the tab of the cards or of the article.
let newest = 0;
let opened = "";

function notice() {
  const lang = element.querySelector(".app-head")?.dataset.lang;
  if (lang && document.documentElement.lang !== lang) document.documentElement.lang = lang;
  for (const part of all("[data-show]")) {
    if (number(part.dataset.show) <= newest) continue;
    newest = number(part.dataset.show);
    turn_to(part.closest("#reader") ? "article" : "sources");
  }
  showNext();
  const reader = document.querySelector("#reader .reader");
  if (reader && reader.dataset.show !== opened) reveal();
  opened = reader?.dataset.show ?? "";
}

// Gradio changes what is drawn in place, so another place in the same article may change attributes alone.
const watched = { childList: true, subtree: true, attributes: true, attributeFilter: ["data-show"] };
new MutationObserver(notice).observe(document.body, watched);
