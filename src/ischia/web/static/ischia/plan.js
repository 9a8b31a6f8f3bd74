// Touch a part of the timeline, of the list or of the body: all three light up. What was open
// stays open when the plan is changed.
const held = new Set();

function light(row) {
  for (const one of document.querySelectorAll("#plan .is-on")) one.classList.remove("is-on");
  if (!row) return;
  row.classList.add("is-on");
  const { part, site, side } = row.dataset;
  for (const bar of document.querySelectorAll(`rect[data-part="${part}"]`)) bar.classList.add("is-on");
  if (!site) return;
  for (const shape of document.querySelectorAll(`.body-picture [data-site="${site}"][data-side="${side}"]`)) {
    shape.classList.add("is-on");
  }
}

function rowOf(target) {
  const own = target.closest("li[data-part]");
  if (own) return own;
  const bar = target.closest("rect[data-part]");
  if (bar) return document.querySelector(`li[data-part="${bar.dataset.part}"]`);
  const shape = target.closest(".body-picture [data-site]");
  if (!shape) return null;
  const { site, side } = shape.dataset;
  return document.querySelector(`li[data-site="${site}"][data-side="${side}"]`);
}

document.addEventListener("click", (event) => {
  const row = rowOf(event.target);
  if (!row) return;
  light(row);
  if (event.target.closest("li[data-part]")) return;
  const details = row.querySelector("details");
  if (details) details.open = true;
  row.scrollIntoView({ block: "nearest" });
});

document.addEventListener("htmx:beforeSwap", () => {
  held.clear();
  for (const one of document.querySelectorAll("#plan details[id][open]")) held.add(one.id);
});
document.addEventListener("htmx:afterSettle", () => {
  for (const id of held) { const one = document.getElementById(id); if (one) one.open = true; }
});
