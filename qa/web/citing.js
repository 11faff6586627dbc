// What a citation lacks, given by the visitor for this browser alone. It makes no citation.
// Runs after chuchu.js in the page's header: `trigger` is Gradio's.
{
  let place = -1;

  function sendGiven(form, fields) {
    place = all("#sources form.given").indexOf(form);
    window.chuchu.give(form.dataset.document, fields);
    trigger("give", { turn: number(form.dataset.turn) });
  }

  // Only what differs from what the document says itself is kept.
  document.addEventListener("submit", (event) => {
    const form = event.target.closest?.("form.given");
    if (!form) return;
    event.preventDefault();
    const own = (field) => field.dataset.own !== undefined || field.value.trim() !== field.defaultValue;
    const changed = [...form.elements].filter((field) => field.name && own(field));
    sendGiven(form, Object.fromEntries(changed.map((field) => [field.name, field.value.trim()])));
  }, true);

  document.addEventListener("click", (event) => {
    const clear = event.target.closest?.("form.given button.clear");
    if (clear) sendGiven(clear.form, {});
  });

  // The cards were drawn again: the focus stays where it was, and the citations are seen.
  function givenShown() {
    const form = all("#sources form.given")[place];
    if (!form) return;
    const card = form.closest(".card");
    card.querySelector("footer > details:not(.lacking)").open = true;
    form.parentElement.open = false;
    form.parentElement.querySelector("summary").focus({ preventScroll: true });
  }

  Object.assign(window.chuchu ??= {}, { givenShown });
}
