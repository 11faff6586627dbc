// Asking: the question stands in the page at once, questions wait for one another, and what fails can be tried again.
// It makes no answer. Runs after chuchu.js in the page's header: `element` and `trigger` are Gradio's.

const waiting = [];
let running = null;
let ready = false;
let newestId = 0;
let answeredId = 0;
let wanted = "";
let scrolled = 0;
let offered = null;
let speaking = false;
let pressed = false;
let later = null;

const words = () => JSON.parse(element.querySelector(".app-head").dataset.words);
const box = () => document.querySelector("#question textarea");
const made = (tag, className, text = "") => Object.assign(document.createElement(tag), { className, textContent: text });

const pending = Object.assign(made("div", ""), { id: "pending" });
const note = Object.assign(made("p", ""), { id: "note" });
note.setAttribute("role", "alert");

function typed(text) {
  box().value = text;
  box().dispatchEvent(new Event("input", { bubbles: true }));
}

function say(text) {
  if (!note.isConnected) document.getElementById("asking").before(note);
  note.textContent = text;
}

// Whether the question was taken; if not, it is said why, and it stays in the box.
function ask(question, fromBox = false) {
  const { blank, too_long: tooLong, most } = words();
  const asked = question.trim();
  const length = [...asked].length;
  say(!length ? blank : length > most ? tooLong.replace("{count}", length) : "");
  if (!length || length > most) return false;
  waiting.push({ id: ++newestId, question: asked, state: "waiting", held: !fromBox });
  draw();
  scrollTo(pending.lastElementChild);
  if (!fromBox) pending.lastElementChild.focus({ preventScroll: true });
  else if (matchMedia("(pointer: coarse)").matches) box().blur();
  setTimeout(next);  // first the question is drawn
  return true;
}

function send() {
  if (ask(box().value, true)) typed("");
}

// One thing at a time: what the server sends back is the whole of what the browser keeps.
function next() {
  if (!ready || running || speaking) return;
  if (wanted) {
    speaking = true;
    trigger("speak", { lang: wanted });
    wanted = "";
    return;
  }
  running = waiting.find((one) => one.state === "waiting") ?? null;
  if (running) trigger("ask_this", { question: running.question, id: running.id });
  draw();
  if (running) setTimeout(probe, 4000, running);
}

// The server was through with a question, or the question never reached it.
function settled(kept) {
  const one = running;
  if (!one) return;
  running = null;
  if (kept.done === one.id && !kept.failed) {
    answeredId = one.id;
    one.state = "answered";
    answered(one, kept.turns.length);
  } else if (one.state === "stopped") drop(one);
  else fail(one, kept.done === one.id ? kept.failed : words().failed);
  next();
}

function speak(lang) {
  wanted = lang;
  next();
}

function spoken() {
  speaking = false;
  draw();
  window.chuchu.drawPast();
  next();
}

function drop(one) {
  waiting.splice(waiting.indexOf(one), 1);
  draw();
}

function fail(one, why) {
  Object.assign(one, { state: "failed", why });
  draw();
}

// Its place in the chat is taken by the answer as soon as that is drawn.
function answered(one, count, tries = 60) {
  const answers = all("#chat .answer");
  if (answers.length < count && tries > 0) return requestAnimationFrame(() => answered(one, count, tries - 1));
  const held = one.held && (pending.contains(document.activeElement) || document.activeElement === document.body);
  drop(one);
  scrollTo(all("#chat .question").at(-1));
  if (held && answers.length) focusOn(answers.at(-1));
}

function focusOn(part) {
  part.tabIndex = -1;
  part.focus({ preventScroll: true });
}

// A server that is gone answers nothing, and Gradio says so in English: ask whether it is there.
async function probe(one) {
  if (running !== one) return;
  try {
    await fetch(location.pathname, { method: "HEAD", cache: "no-store" });
  } catch {
    if (running !== one) return;
    running = null;
    return fail(one, words().unreachable);
  }
  setTimeout(probe, 4000, one);
}

// The one that is searched goes back into the box, if nothing else was typed there; those behind it go on.
function stop() {
  const one = running;
  if (!one) return;
  one.state = "stopped";
  trigger("stop_asking");
  if (!box().value) typed(one.question);
  box().focus();
  draw();
  setTimeout(() => running === one && settled({}), 3000);
}

function again(id) {
  const one = waiting.find((other) => other.id === id);
  if (!one) return;
  Object.assign(one, { id: ++newestId, state: "waiting", held: true });
  draw();
  focusOn([...pending.children].at(waiting.indexOf(one)));
  next();
}

function draw() {
  const talk = document.getElementById("talk");
  if (talk && pending.parentElement !== talk) talk.append(pending);
  document.documentElement.classList.toggle("asking", running !== null && running.state !== "stopped");
  document.documentElement.classList.toggle("begun", waiting.some((one) => one.state !== "stopped"));
  const focused = [...pending.children].findIndex((part) => part.contains(document.activeElement));
  pending.replaceChildren(...waiting.filter((one) => one.state !== "stopped").map(drawn));
  if (focused >= 0) pending.children[Math.min(focused, pending.children.length - 1)]?.focus({ preventScroll: true });
  const open = waiting.filter((one) => !["stopped", "answered"].includes(one.state)).map((one) => one.question);
  sessionStorage.setItem("chuchu.waiting", JSON.stringify(open));
}

function drawn(one) {
  const part = made("div", "turn");
  part.tabIndex = -1;
  const failed = one.state === "failed";
  const reply = made("div", failed ? "answer failed" : "answer waiting", failed ? one.why : words().searching);
  reply.setAttribute("role", "status");
  if (failed) {
    const button = made("button", "again", words().again);
    button.addEventListener("click", () => again(one.id));
    const close = made("button", "drop", words().drop);
    close.addEventListener("click", () => { drop(one); box().focus(); });
    reply.append(" ", button, " ", close);
  }
  part.append(made("div", "question", one.question), reply);
  return part;
}

// On a wide screen the conversation scrolls, on a phone the page does. Under a pressed pointer nothing moves: what is
// pressed and what is let go would be two places, and the click lost.
function scrollTo(part) {
  const talk = document.getElementById("talk");
  if (!part || !talk) return;
  if (pressed) {
    later = part;
    return;
  }
  const top = part.getBoundingClientRect().top;
  if (getComputedStyle(talk).overflowY === "auto") talk.scrollTop += top - talk.getBoundingClientRect().top - 16;
  else window.scrollBy({ top: top - 16 });
  scrolled = scrolledBy();
}

const scrolledBy = () => document.getElementById("talk").scrollTop + window.scrollY;

document.addEventListener("pointerdown", () => { pressed = true; }, true);
for (const end of ["pointerup", "pointercancel"]) {
  document.addEventListener(end, () => {
    pressed = false;
    setTimeout(() => {  // first it is a click
      if (later?.isConnected) scrollTo(later);
      later = null;
    });
  }, true);
}

// What waited when the page was left is asked again, then what the address asks, unless it was just answered.
function restored() {
  const address = new URL(location.href);
  const asked = address.searchParams.get("q");
  const last = all("#chat .question").at(-1)?.textContent.trim();
  address.searchParams.delete("q");
  history.replaceState(history.state, "", address);
  const left = JSON.parse(sessionStorage.getItem("chuchu.waiting") ?? "[]");
  const questions = waiting.length ? [] : left;
  if (asked && asked.trim() !== last && !left.includes(asked.trim())) questions.push(asked);
  return questions;
}

// The page is drawn: for the first time, or again after the connection was lost.
function begin() {
  speaking = false;
  if (!ready) {
    const questions = restored();
    ready = true;
    turn_back();
    document.documentElement.dataset.ready = "";
    window.chuchu.drawPast();
    for (const question of questions) ask(question);
  } else if (running) {
    running.state = "waiting";
    running = null;
  }
  next();
}

document.addEventListener("keydown", (event) => {
  if (event.target !== box() || event.key !== "Enter" || event.shiftKey) return;
  if (event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  send();
}, true);

document.addEventListener("input", (event) => {
  if (event.target !== box()) return;
  const { too_long: tooLong, most } = words();
  const length = [...box().value.trim()].length;
  if (length > most) say(tooLong.replace("{count}", length));
  else if (note.textContent) say("");
});

document.addEventListener("click", (event) => {
  if (event.target.closest("#send")) send();
  else if (event.target.closest("#stop")) stop();
  else if (event.target.closest("#new")) window.chuchu.show("");
});

// Another conversation is shown: what is asked of the one before is no longer wanted.
function shown() {
  waiting.splice(0, waiting.length, ...(running ? [running] : []));
  if (running) {
    running.state = "stopped";
    trigger("stop_asking");
  }
  answeredId = 0;
  say("");
  draw();
  trigger("reopen");
  box().focus();
  document.getElementById("talk").scrollTop = 0;
  window.scrollTo(0, 0);
  scrolled = 0;
}

// Questions to go on with, unless the conversation went on without them; they are in view if nobody scrolled meanwhile.
function showNext() {
  for (const part of all("#next .next")) {
    part.hidden = number(part.dataset.after) !== answeredId;
    if (part.hidden || part === offered) continue;
    offered = part;
    if (scrolledBy() === scrolled) scrollTo(all("#chat .question").at(-1));
  }
}

// On paper nothing is folded.
window.addEventListener("beforeprint", () => {
  for (const part of all("#chat details:not([open])")) Object.assign(part, { open: true }).dataset.folded = "";
});
window.addEventListener("afterprint", () => {
  for (const part of all("#chat details[data-folded]")) {
    part.open = false;
    delete part.dataset.folded;
  }
});

Object.assign(window.chuchu, { ask, settled, begin, shown, speak, spoken, words });
