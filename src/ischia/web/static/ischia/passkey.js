// Passkeys: bytes go to the device and come back; what they mean is decided on the server.
import { saying } from "./words.js";

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

export const possible = () => Boolean(window.isSecureContext && window.PublicKeyCredential);

export async function post(address, body) {
  return fetch(address, {
    method: "POST", body: JSON.stringify(body ?? {}),
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token() },
  });
}

function opened(key) {
  const options = { ...key, challenge: bytes(key.challenge) };
  if (key.user) options.user = { ...key.user, id: bytes(key.user.id) };
  for (const name of ["allowCredentials", "excludeCredentials"]) {
    if (key[name]) options[name] = key[name].map((one) => ({ ...one, id: bytes(one.id) }));
  }
  return options;
}

function closed(made) {
  const answer = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (made.response[name]) answer[name] = text(made.response[name]);
  }
  return { id: made.id, rawId: text(made.rawId), type: made.type, response: answer, clientExtensionResults: {} };
}

// Returns where to go on to, or null when the device or the server refused.
export async function enter(next) {
  const asked = await post("/passkey/ask/");
  if (!asked.ok) return null;
  const made = await navigator.credentials.get({ publicKey: opened((await asked.json()).publicKey) });
  const told = await post("/passkey/show/", { answer: closed(made), next });
  return told.ok ? (await told.json()).next : null;
}

async function add() {
  const asked = await post("/account/passkeys/begin/");
  if (asked.status === 423) return "/unlock/?next=/account/";
  if (!asked.ok) return null;
  const made = await navigator.credentials.create({ publicKey: opened((await asked.json()).publicKey) });
  const told = await post("/account/passkeys/add/", { answer: closed(made) });
  return told.ok ? (await told.json()).next : null;
}

if (possible()) {
  for (const box of document.querySelectorAll("[data-passkeys]")) {
    const button = box.querySelector("[data-passkey]");
    const problem = box.querySelector(".problems");
    box.hidden = false;
    button.addEventListener("click", async () => {
      problem.hidden = true;
      button.disabled = true;
      const ways = { enter: () => enter(button.dataset.next), add };
      const next = await ways[button.dataset.passkey]().catch(() => null);
      button.disabled = false;
      if (next) { location.assign(next); return; }
      problem.textContent = saying("The passkey did not work here. Please try again, or use another way in.");
      problem.hidden = false;
    });
  }
}
