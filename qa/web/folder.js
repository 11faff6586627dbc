// A folder that changed: looked at when the page is opened and when one comes back to it. It says nothing itself.
// Runs after chuchu.js in the page's header: `trigger` is Gradio's.
{
  const SECONDS = 30;
  let looked = -Infinity;

  function look() {
    if (document.hidden || performance.now() - looked < SECONDS * 1000) return;
    looked = performance.now();
    trigger("look");
  }

  window.addEventListener("focus", look);
  document.addEventListener("visibilitychange", look);
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("#changed button");
    if (!button) return;
    if (button.matches(".dismiss")) button.closest(".bar").hidden = true;
    else if (button.matches(".renew")) {
      button.disabled = true;
      trigger("renew");
    }
  });
  Object.assign(window.chuchu ??= {}, { look });
}
