// Keeps each answer at once. A question says "Kept" only after the server said so; until then it
// says that it is waiting, and sending goes on with the same id, so that nothing is stored twice.

import { saying } from "./words.js";

const WAIT_MS = [500, 1500, 4000, 8000];

function fieldsOf(box, form) {
  const data = new FormData();
  for (const control of box.querySelectorAll("input, select, textarea")) {
    const picks = control.type === "radio" || control.type === "checkbox";
    if (control.name && (!picks || control.checked)) data.append(control.name, control.value);
  }
  const chart = box.querySelector("ischia-body-chart");
  if (chart?.value) data.set(chart.getAttribute("name"), chart.value);
  data.append("question", box.dataset.question);
  data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  return data;
}

function say(box, words, kind) {
  const state = box.querySelector(".q-state");
  state.textContent = words;
  state.className = `q-state ${kind}`;
}

let queue = Promise.resolve();
let open = 0;
let going = null;
let leaving = false;

function showOpen(form) {
  const line = form.querySelector(".saved");
  if (line) line.textContent = open ? saying("Not kept yet – we keep trying") : saying("Everything is kept");
}

async function send(form, box, data) {
  for (let turn = 0; ; turn += 1) {
    try {
      const answer = await fetch(form.dataset.save, {
        method: "POST", body: data, headers: { Accept: "application/json" },
      });
      if (answer.status < 500 && answer.status !== 429) return { status: answer.status, body: await answer.json().catch(() => ({})) };
    } catch {
      // no network: try again below
    }
    say(box, saying("Not kept yet – we keep trying"), "failed");
    const wait = WAIT_MS[Math.min(turn, WAIT_MS.length - 1)];
    await new Promise((done) => { setTimeout(done, wait); });
  }
}

function keep(form, box) {
  const data = fieldsOf(box, form);
  data.append("event", crypto.randomUUID ? crypto.randomUUID() : randomId());
  say(box, saying("Keeping …"), "waiting");
  open += 1;
  showOpen(form);
  queue = queue.then(async () => {
    const { status, body } = await send(form, box, data);
    open -= 1;
    showOpen(form);
    if (body.saved) {
      say(box, saying("Kept"), "");
      if (body.shown) reveal(form, body.shown);
    } else if (status === 401 || status === 403) {
      say(box, saying("Not kept: please sign in again in another tab, then answer again"), "failed");
    } else {
      say(box, body.problem || saying("Not kept: this page is closed"), "failed");
    }
  });
}

const asked = (form) => [...form.querySelectorAll("[data-question]")].filter((box) => !box.hidden);

// The whole page is sent only when no single answer is on its way: an older one could come after
// it. Where a question opened meanwhile, the page stays: nobody has seen that one yet.
async function sendPage(form, event) {
  if (!open) { leaving = true; return; }
  event.preventDefault();
  const isGoing = going !== null;
  going = event.submitter;
  if (isGoing) return;
  const before = new Set(asked(form));
  while (open) await queue;
  const fresh = asked(form).find((box) => !before.has(box));
  const by = going;
  going = null;
  if (fresh) fresh.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  else form.requestSubmit(by);
}

function randomId() {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 15) | 64;
  b[8] = (b[8] & 63) | 128;
  const hex = [...b].map((one) => one.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function reveal(form, shown) {
  const open_ = new Set(shown);
  for (const box of form.querySelectorAll("[data-question]")) {
    box.hidden = !open_.has(box.dataset.question);
    box.disabled = box.hidden; // what nobody sees is not sent, and no button answers it
  }
  nameTheButton(form);
}

// One button goes on: "None of these", or "No to the rest" once something is ticked.
function nameTheButton(form) {
  const button = form.querySelector("#none-of");
  if (!button) return;
  const some = form.querySelector(".ticked:not([hidden]) input:checked");
  button.textContent = some ? button.dataset.some : button.dataset.none;
}

function settle(box, target) {
  for (const mark of box.querySelectorAll(".said")) mark.hidden = true;
  if (!target.name) {
    for (const alone of box.querySelectorAll("[data-alone]")) alone.checked = false;
    return;
  }
  if (target.dataset.alone !== undefined && target.checked) {
    for (const other of box.querySelectorAll("input")) {
      if (other !== target && other.type !== "number") other.checked = false;
      if (other.type === "number") other.value = "";
    }
  } else if (!target.name.includes(".unsure") && !target.name.endsWith(".none")) {
    for (const alone of box.querySelectorAll("[data-alone]")) alone.checked = false;
  }
  const told = box.querySelector(".told");
  if (told) told.hidden = box.querySelector('input[value="yes"]:not([name*=".examined"])')?.checked !== true;
}

function places(widget) {
  const store = widget.querySelector("textarea");
  const list = widget.querySelector(".marks");
  const part = (name) => widget.querySelector(`[data-part="${name}"]`);
  const site = part("site");
  const strong = part("intensity");
  let held = [];
  try { const found = JSON.parse(store.value || "[]"); held = found.marks ?? found; } catch { held = []; }
  const draw = () => {
    list.replaceChildren(...held.map((one, n) => {
      const row = document.createElement("li");
      if (one.intensity !== undefined) {
        const badge = document.createElement("span");
        badge.className = `pain p-${one.intensity}`;
        badge.textContent = one.intensity;
        row.append(badge);
      }
      const label = [...site.options].find((option) => option.value === one.site)?.textContent ?? one.site.replaceAll("_", " ");
      const sides = { left: saying("left"), right: saying("right"), both: saying("both") };
      row.append(sides[one.side] ? saying("{side} {place}", { side: sides[one.side], place: label }) : label);
      const away = document.createElement("button");
      away.type = "button";
      away.className = "quiet";
      away.textContent = saying("Remove");
      away.addEventListener("click", () => { held.splice(n, 1); put(); });
      row.append(away);
      return row;
    }));
  };
  const put = () => {
    store.value = held.length ? JSON.stringify(held) : "[]";
    draw();
    store.dispatchEvent(new Event("change", { bubbles: true }));
  };
  widget.querySelector("[data-add]").addEventListener("click", () => {
    if (!site.value) { site.focus(); return; }
    const paired = site.selectedOptions[0].dataset.paired === "yes";
    const one = { site: site.value, side: paired ? part("side").value : "midline" };
    if (strong) one.intensity = Math.max(0, Math.min(10, Number.parseInt(strong.value, 10) || 0));
    held = held.filter((other) => other.site !== one.site || other.side !== one.side);
    held.push(one);
    put();
  });
  draw();
}

function isTouched(one) {
  if (one.type === "radio" || one.type === "checkbox") return one.checked !== one.defaultChecked;
  if (one.type !== "select-one") return one.value !== one.defaultValue;
  return one.selectedIndex !== Math.max(0, [...one.options].findIndex((option) => option.defaultSelected));
}

// What was touched before this script had come is an answer like any other.
function keepEarlier(form) {
  for (const box of form.querySelectorAll("[data-question]")) {
    const touched = [...box.querySelectorAll("input, select, textarea")]
      .filter((one) => !one.dataset.part && !one.closest("ischia-body-chart") && isTouched(one));
    if (!touched.length) continue;
    settle(box, touched.find((one) => one.checked) ?? touched[0]);
    keep(form, box);
  }
  nameTheButton(form);
}

for (const form of document.querySelectorAll("form.questions")) {
  for (const widget of form.querySelectorAll(".places")) places(widget);
  form.addEventListener("change", (event) => {
    const box = event.target.closest("[data-question]");
    if (!box || event.target.dataset.part) return;
    settle(box, event.target);
    nameTheButton(form);
    keep(form, box);
  });
  form.addEventListener("submit", (event) => sendPage(form, event));
  keepEarlier(form);
}

window.addEventListener("beforeunload", (event) => { if (open && !leaving) event.preventDefault(); });
