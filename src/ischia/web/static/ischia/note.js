// Keeps the note as it is typed. "Kept" is said only after the server said so.
const form = document.getElementById("note");
const line = document.getElementById("saved");
let timer = 0;
let running = false;
let again = false;

async function keep() {
  if (running) { again = true; return; }
  running = true;
  const data = new FormData(form);
  data.delete("sign");
  try {
    const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
    const body = await answer.json();
    if (body.saved) { form.elements.version.value = body.version; line.textContent = "Kept"; } else {
      line.textContent = body.problem;
    }
  } catch {
    line.textContent = "Not kept yet – we keep trying";
    timer = setTimeout(keep, 3000);
  }
  running = false;
  if (again) { again = false; keep(); }
}

form.addEventListener("input", () => {
  line.textContent = "Typing …";
  clearTimeout(timer);
  timer = setTimeout(keep, 700);
});
form.addEventListener("submit", () => clearTimeout(timer));
