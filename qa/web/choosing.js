// Choosing among the documents: boxes, a field that narrows the list, limits that are lifted. It makes no list.
// Runs once, in the element that holds the ids of the documents chosen: `props`, `watch` and `trigger` are that element's.

const list = () => document.querySelector("#documents .choosing");
const boxes = () => [...(list()?.querySelectorAll(".rows input") ?? [])];
const folded = (text) => text.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);

function choose(ids) {
  props.value = ids;
  sessionStorage.setItem("chuchu.chosen", JSON.stringify(ids));
  tick();
  trigger("narrow");
}

function tick() {
  const chosen = props.value ?? [];
  for (const box of boxes()) box.checked = box.value ? chosen.includes(box.value) : !chosen.length;
}

// Rows that do not match are hidden; what is chosen stays chosen, seen or not.
function narrow(field) {
  const words = folded(field.value);
  let count = 0;
  for (const row of list().querySelectorAll("[data-words]")) {
    row.hidden = !words.every((word) => row.dataset.words.includes(word));
    count += !row.hidden;
  }
  const { matches, none } = list().dataset;
  const told = count ? matches.replace("{count}", count) : none.replace("{words}", field.value.trim());
  list().querySelector(".matches").textContent = words.length ? told : "";
}

// What a limit was lifted for is asked again once the limit is gone.
let again = "";

function widen(what, question = "") {
  again = question;
  trigger("widen", { what });
}

function widened() {
  if (again) window.chuchu.ask(again);
  again = "";
}

document.addEventListener("change", (event) => {
  const box = event.target.closest?.("#documents .rows input");
  if (!box) return;
  const chosen = props.value ?? [];
  if (!box.value) choose([]);
  else choose(box.checked ? [...chosen, box.value] : chosen.filter((id) => id !== box.value));
});

document.addEventListener("input", (event) => event.target.matches?.("#documents .narrow") && narrow(event.target));

document.addEventListener("keydown", (event) => {
  if (!event.target.matches?.("#documents .narrow") || event.isComposing) return;
  if (event.key === "Enter") event.preventDefault();
  if (event.key === "Escape" && event.target.value) {
    event.stopPropagation();
    event.target.value = "";
    narrow(event.target);
  }
});

document.addEventListener("click", (event) => {
  const lift = event.target.closest?.("button.unlimit");
  const relax = event.target.closest?.("#chat a[href^='#relax-']");
  if (lift) {
    widen(lift.dataset.what);
    document.querySelector("#question textarea").focus();
  } else if (relax) {
    event.preventDefault();
    const [, turn, what] = relax.getAttribute("href").split("-");
    widen(what, document.querySelectorAll("#chat .question")[turn].innerText);
  }
});

// The list may be drawn, or drawn again, at any time: it then shows what is chosen.
let drawn = null;
new MutationObserver(() => {
  if (list() === drawn) return;
  drawn = list();
  tick();
}).observe(document.body, { childList: true, subtree: true });
watch("value", () => {
  sessionStorage.setItem("chuchu.chosen", JSON.stringify(props.value ?? []));
  tick();
});
Object.assign(window.chuchu ??= {}, { widened });
