// Keeps the note as it is typed. "Kept" is said only after the server said so, and of the last
// word typed. Signing waits for what is on its way: each keeping gives the note a new version.
import { saying } from "./words.js";

const form = document.getElementById("note");
const line = document.getElementById("saved");
let timer = 0;
let running = false;
let again = false;
let signing = null;

async function keep() {
  timer = 0;
  if (running) { again = true; return; }
  running = true;
  const data = new FormData(form);
  data.delete("sign");
  try {
    const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
    const body = await answer.json();
    running = false;
    if (!body.saved) { line.textContent = body.problem; signing = null; again = false; return; }
    form.elements.version.value = body.version;
    if (signing) { form.requestSubmit(signing); return; }
    if (!timer && !again) line.textContent = saying("Kept");
  } catch {
    running = false;
    line.textContent = saying("Not kept yet – we keep trying");
    clearTimeout(timer);
    timer = setTimeout(keep, 3000);
    again = false;
    return;
  }
  if (again) { again = false; keep(); }
}

function typed() {
  line.textContent = saying("Typing …");
  clearTimeout(timer);
  timer = setTimeout(keep, 700);
}

form.addEventListener("input", typed);
form.addEventListener("submit", (event) => {
  clearTimeout(timer);
  timer = 0;
  if (!running) return;
  event.preventDefault();
  signing = event.submitter;
});
// Typed before this script had come.
if ([...form.querySelectorAll("textarea")].some((one) => one.value !== one.defaultValue)) typed();
