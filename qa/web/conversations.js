// The conversations that this browser keeps: one key of its storage for each, so that two tabs never share one.
// A tab goes on with its own; the others stand in a list. `props`, `watch`, `trigger` are those of the store's element.

const KEY = "chuchu.talk.";
const GIVEN = "chuchu.given";
const MOST = 50;
let own = "";
let seen = null;
let removed = null;

const read = (id) => JSON.parse(localStorage.getItem(KEY + id) ?? "null");
const newId = () => crypto.getRandomValues(new Uint32Array(4)).reduce((id, one) => id + one.toString(16).padStart(8, "0"), "");

function listed() {
  const ids = Object.keys(localStorage).filter((key) => key.startsWith(KEY)).map((key) => key.slice(KEY.length));
  const all = ids.map((id) => ({ id, ...read(id) })).filter((one) => one.turns?.length);
  return all.sort((one, other) => other.at - one.at);
}

// Written by another tab since (the tab was duplicated): this one goes on under a name of its own.
function keep() {
  const { turns, lang, scope } = props.value;
  if (lang) localStorage.setItem("chuchu.lang", lang);
  sessionStorage.setItem("chuchu.scope", scope);
  if (!turns.length) return;
  if (own && read(own) && read(own).at !== seen) own = "";
  if (!own) begin_as(newId());
  seen = Date.now();
  for (;;) {
    try {
      localStorage.setItem(KEY + own, JSON.stringify({ at: seen, turns }));
      break;
    } catch {
      const oldest = listed().filter((one) => one.id !== own).at(-1);
      if (!oldest) break;
      localStorage.removeItem(KEY + oldest.id);
    }
  }
  for (const one of listed().slice(MOST)) localStorage.removeItem(KEY + one.id);
  draw();
}

function begin_as(id) {
  own = id;
  seen = id ? read(id)?.at ?? null : null;
  sessionStorage.setItem("chuchu.talk", id);
}

// What the page begins with: this tab's conversation, the language and documents chosen, the key of this visit's own files.
function stored() {
  if (!own) begin_as(sessionStorage.getItem("chuchu.talk") ?? "");
  if (!sessionStorage.getItem("chuchu.visit")) sessionStorage.setItem("chuchu.visit", newId());
  localStorage.removeItem("chuchu-1");
  const turns = props.value.turns.length ? props.value.turns : (own && read(own)?.turns) || [];
  return {
    ...props.value, turns, lang: props.value.lang ?? localStorage.getItem("chuchu.lang"),
    given: given(), visit: sessionStorage.getItem("chuchu.visit"),
    chosen: JSON.parse(sessionStorage.getItem("chuchu.chosen") ?? "[]"), scope: sessionStorage.getItem("chuchu.scope") ?? "",
  };
}

// What this browser's visitor added to citations, by document; an empty one is forgotten.
const given = () => JSON.parse(localStorage.getItem(GIVEN) ?? "{}");

function give(document, fields) {
  const all = { ...given(), [document]: fields };
  if (!Object.values(fields).some(Boolean)) delete all[document];
  localStorage.setItem(GIVEN, JSON.stringify(all));
  props.value = { ...props.value, given: all };
}

// Another conversation, or none, in the place of the one that is shown.
function show(id) {
  begin_as(id);
  props.value = { ...props.value, turns: (id && read(id)?.turns) || [], done: 0, failed: "" };
  window.chuchu.shown();
  draw();
}

function remove(id) {
  removed = { id, kept: localStorage.getItem(KEY + id) };
  localStorage.removeItem(KEY + id);
  draw();
  document.querySelector("#past .undo button")?.focus();
}

function restore() {
  localStorage.setItem(KEY + removed.id, removed.kept);
  removed = null;
  draw();
  document.querySelector("#past summary").focus();
}

function part(tag, text, action) {
  const made = Object.assign(document.createElement(tag), { textContent: text });
  if (action) made.addEventListener("click", action);
  return made;
}

function draw() {
  const place = document.getElementById("past");
  if (!place) return;
  const words = window.chuchu.words();
  const others = listed().filter((one) => one.id !== own);
  const list = part("ul", "");
  for (const one of others) {
    const name = one.turns[0].question;
    const row = part("li", "");
    const open = part("button", name, () => show(one.id));
    const gone = part("button", words.remove, () => remove(one.id));
    gone.className = "quiet";
    gone.setAttribute("aria-label", `${words.remove} ${name}`);
    row.append(open, part("time", new Date(one.at).toLocaleDateString(document.documentElement.lang)), gone);
    list.append(row);
  }
  const details = place.querySelector("details") ?? document.createElement("details");
  details.replaceChildren(part("summary", `${words.past} (${others.length})`), list, part("p", words.past_kept));
  details.hidden = !others.length && !removed;
  if (removed) {
    const undo = part("p", words.removed.replace("{name}", JSON.parse(removed.kept).turns[0].question) + " ");
    undo.className = "undo";
    undo.setAttribute("role", "status");
    undo.append(part("button", words.undo, restore));
    list.before(undo);
  }
  if (!details.isConnected) place.append(details);
}

watch("value", keep);
window.addEventListener("storage", draw);
Object.assign(window.chuchu ??= {}, { stored, show, give, drawPast: draw });
