// Touch a part of the timeline or of the list: both light up.
const parts = [...document.querySelectorAll("[data-part]")];

function light(number) {
  for (const one of parts) one.classList.toggle("is-on", one.dataset.part === number);
}

for (const one of parts) {
  one.addEventListener("click", () => light(one.dataset.part));
  if (one.tagName === "rect") {
    one.addEventListener("click", () => {
      const row = document.querySelector(`li[data-part="${one.dataset.part}"] details`);
      if (row) { row.open = true; row.scrollIntoView({ block: "nearest" }); }
    });
  }
}
