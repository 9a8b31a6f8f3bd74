// Covers the page when nobody was here for a while; what was typed waits beneath.
import { enter, possible } from "./passkey.js";
import { saying } from "./words.js";

const box = document.getElementById("lock");
const form = box.querySelector("[data-lock=form]");
const problem = box.querySelector(".problems");
const button = box.querySelector("[data-passkey]");
const idle = Number(box.dataset.idle) * 1000;
const TOUCHED = "ischia-touched";
let told = Date.now();
let noted = 0;

const send = (address, body) => fetch(address, {
  method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
});

const last = () => Number(localStorage.getItem(TOUCHED)) || 0;

function touched() {
  const now = Date.now();
  if (box.open || now - noted < 1000) return;
  if (now - last() > idle) { lock(); return; }
  noted = now;
  localStorage.setItem(TOUCHED, String(now));
  if (now - told > idle / 2) { told = now; send("/still-here/").catch(() => {}); }
}

function lock() {
  if (box.open) return;
  document.body.classList.add("is-locked");
  box.showModal();
  send("/lock/").catch(() => {});
}

function uncover() {
  document.body.classList.remove("is-locked");
  problem.hidden = true;
  form.reset();
  box.close();
}

// Other pages of this browser hear of it through the storage and uncover themselves too.
function unlock() {
  told = Date.now();
  localStorage.setItem(TOUCHED, String(told));
  uncover();
}

function refuse(words) { problem.textContent = words; problem.hidden = false; }

function check() { if (Date.now() - last() > idle) lock(); }

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const answer = await send("/unlock/", new FormData(form)).catch(() => null);
  if (answer?.status === 204) { unlock(); return; }
  if (answer?.status === 401) { location.assign("/sign-in/"); return; }
  const why = {
    422: saying("This password does not fit. Please try again."),
    429: saying("Too many attempts. Please wait a quarter of an hour."),
  };
  refuse(why[answer?.status] ?? saying("The practice cannot be reached. Please try again."));
});

box.addEventListener("cancel", (event) => event.preventDefault());
// A form sent after a long sleep would meet a locked session: lock first, keep what was typed.
document.addEventListener("submit", (event) => {
  if (event.target !== form && Date.now() - last() > idle) { event.preventDefault(); event.stopPropagation(); lock(); }
}, true);

if (possible()) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (await enter("/").catch(() => null)) unlock();
    else refuse(saying("The passkey did not work. Please use the password."));
  });
}

localStorage.setItem(TOUCHED, String(Date.now()));
for (const kind of ["pointerdown", "keydown", "scroll", "input"]) {
  document.addEventListener(kind, touched, { capture: true, passive: true });
}
window.addEventListener("storage", (event) => {
  if (event.key === TOUCHED && box.open && Date.now() - last() < idle) uncover();
});
for (const kind of ["visibilitychange", "focus", "pageshow"]) window.addEventListener(kind, check);
setInterval(check, 5000);
