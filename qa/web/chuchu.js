// Carries clicks on marks, cards and links to the server, steps through evidence and copies. It builds no content.
// Runs once, in the page's header: `element` and `trigger` are Gradio's.

const number = (text) => Number.parseInt(text, 10);

function reveal(tries = 40) {
  const focus = document.querySelector("#reader mark.focus") || document.querySelector("#reader mark.evidence");
  if (!focus || focus.offsetParent === null) {
    if (tries > 0) setTimeout(() => reveal(tries - 1), 50);
    return;
  }
  show(focus);
}

function show(mark) {
  const marks = places();
  document.querySelectorAll("#reader mark.focus").forEach((other) => other.classList.remove("focus"));
  document.querySelectorAll(`#reader mark[data-start="${mark.dataset.start}"]`).forEach((part) => part.classList.add("focus"));
  mark.scrollIntoView({ block: "center" });
  const at = document.querySelector("#reader .steps .at");
  if (at) at.textContent = 1 + marks.findIndex((other) => other.dataset.start === mark.dataset.start);
}

// The first part of every marked sentence: one that runs over two paragraphs counts once.
function places() {
  const seen = new Set();
  return [...document.querySelectorAll("#reader mark.evidence")].filter((mark) => {
    if (seen.has(mark.dataset.start)) return false;
    return seen.add(mark.dataset.start);
  });
}

function step(by) {
  const marks = places();
  if (!marks.length) return;
  const now = marks.findIndex((mark) => mark.classList.contains("focus"));
  show(marks[(now + by + marks.length) % marks.length]);
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
  const before = button.textContent;
  button.textContent = element.querySelector(".app-head").dataset.copied;
  setTimeout(() => { button.textContent = before; }, 1500);
}

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const target = event.target.closest("a[href], button");
  if (!target) return;
  const href = target.getAttribute("href") || "";
  const parts = href.split("-");
  if (href.startsWith("#s-")) trigger("choose", { turn: number(parts[1]), number: number(parts[2]) });
  else if (href.startsWith("#query-")) trigger("requery", { turn: number(parts[1]) });
  else if (href.startsWith("#copy-")) copy(target.closest(".answer").querySelector(".words").innerText, target);
  else if (target.matches("a.open")) {
    const query = new URLSearchParams(href);
    trigger("read", { document: query.get("doc"), at: query.get("at"), turn: number(target.dataset.turn ?? "-1") });
  } else if (target.matches("button.step")) return void step(number(target.dataset.step));
  else if (target.matches("button.copy-link")) return void copy(new URL(target.dataset.copy, location.href).href, target);
  else if (target.matches("button.copy")) return void copy(target.closest(".copyable").querySelector("pre").textContent, target);
  else return;
  event.preventDefault();
});

// The reader is drawn anew for every sentence that is opened; its tab may still be hidden then.
let shown = null;
new MutationObserver(() => {
  const reader = document.querySelector("#reader .reader");
  if (reader && reader !== shown) {
    shown = reader;
    reveal();
  }
}).observe(document.body, { childList: true, subtree: true });
