// Keeps the player's code for use without a network: code only, never a client's data.
const CACHE = "ischia-code-VERSION";
const CODE = [
  "/static/ischia/tokens.css", "/static/ischia/app.css", "/static/ischia/mark.svg",
  "/static/ischia/player.js", "/static/ischia/outbox.js", "/static/ischia/player-body.js",
  "/static/ischia/session-state.js", "/static/ischia/words.js",
];
const SHELL = /^\/visits\/[0-9a-f-]{36}\/session\/$/;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(CODE)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  const path = event.data?.keep;
  if (path && SHELL.test(path)) {
    event.waitUntil(fetch(path).then((answer) => keep(path, answer)).catch(() => {}));
  }
});

async function keep(path, answer) {
  if (answer.ok && !answer.redirected) await (await caches.open(CACHE)).put(path, answer.clone());
  return answer;
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const ours = url.origin === location.origin && event.request.method === "GET";
  if (!ours || !(SHELL.test(url.pathname) || CODE.includes(url.pathname))) return;
  event.respondWith(fetch(event.request)
    .then((answer) => keep(url.pathname, answer))
    .catch(async () => (await caches.match(url.pathname)) ?? Response.error()));
});
