// Keeps the player's code for use without a network: code only, never a client's data.
const CACHE = "ischia-code-VERSION";
const MODULES = ["MODULES"];
const LOOKS = ["/static/ischia/tokens.css", "/static/ischia/app.css", "/static/ischia/mark.svg"];
const SHELL = /^\/visits\/[0-9a-f-]{36}\/session\/$/;
const MODULE = /^\/player\/[0-9a-f]+\/[a-z-]+\.js$/; // of one version: what is kept of it never ages

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([...LOOKS, ...MODULES])).then(() => self.skipWaiting()));
});

// A player that was open before goes on: its page is kept anew, or as it was, with its own code.
async function carryOver() {
  const old = (await caches.keys()).filter((name) => name !== CACHE);
  for (const name of old) {
    const cache = await caches.open(name);
    const shells = (await cache.keys()).filter((one) => SHELL.test(new URL(one.url).pathname));
    const renewed = await Promise.all(shells.map((one) => fetch(one.url).then((answer) => keep(new URL(one.url).pathname, answer)).then((answer) => answer.ok && !answer.redirected, () => false)));
    if (renewed.every(Boolean)) await caches.delete(name);
  }
}

self.addEventListener("activate", (event) => {
  event.waitUntil(carryOver().then(() => self.clients.claim()));
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

async function kept(path) {
  return (await (await caches.open(CACHE)).match(path)) ?? caches.match(path);
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== location.origin || event.request.method !== "GET") return;
  if (MODULE.test(url.pathname)) {
    event.respondWith(kept(url.pathname).then((answer) => answer ?? fetch(event.request)));
  } else if (SHELL.test(url.pathname) || LOOKS.includes(url.pathname)) {
    event.respondWith(fetch(event.request)
      .then((answer) => keep(url.pathname, answer))
      .catch(async () => (await kept(url.pathname)) ?? Response.error()));
  }
});
