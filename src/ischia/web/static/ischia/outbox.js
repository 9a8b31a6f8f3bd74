// Events and packet on the tablet, encrypted with a key of the sign-in session; wiped when all is
// with the server. An event is shown as taken only after it lies here: encrypting takes a moment in
// which a page can be reloaded, so an event first goes, at once, to the tab's own storage (where the
// key lies too) and stays there until the database has it.

const LIFE_MS = 12 * 3600 * 1000;
const SLACK_MS = 5 * 60 * 1000; // clocks are put right by so much without anybody's doing

function opened() {
  return new Promise((done, fail) => {
    const ask = indexedDB.open("ischia-session", 1);
    ask.onupgradeneeded = () => {
      ask.result.createObjectStore("packets", { keyPath: "visit" });
      ask.result.createObjectStore("events", { keyPath: "id" });
    };
    ask.onsuccess = () => done(ask.result);
    ask.onerror = () => fail(ask.error);
  });
}

function run(db, store, mode, act) {
  return new Promise((done, fail) => {
    const transaction = db.transaction(store, mode, { durability: "strict" });
    const ask = act(transaction.objectStore(store));
    transaction.oncomplete = () => done(ask?.result);
    transaction.onerror = () => fail(transaction.error);
    transaction.onabort = () => fail(transaction.error);
  });
}

export class Outbox {
  constructor(visit) {
    this.visit = visit;
    this.key = null;
    this.tab = `ischia-taps-${visit}`;
  }

  inHand() { return JSON.parse(sessionStorage.getItem(this.tab) ?? "[]"); }

  hold(events) {
    if (events.length) sessionStorage.setItem(this.tab, JSON.stringify(events));
    else sessionStorage.removeItem(this.tab);
  }

  async open(rawKey) {
    this.db = await opened();
    if (rawKey) await this.useKey(rawKey);
    return this;
  }

  // Rows of an earlier sign-in of this tab are sealed anew, else the next one could not read them.
  async useKey(rawKey) {
    const waiting = this.key ? (await this.events().catch(() => [])).filter((one) => !one.sent) : [];
    const bytes = Uint8Array.from(atob(rawKey), (one) => one.charCodeAt(0));
    this.key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
    for (const event of waiting) await this.add(event);
  }

  async sealed(value) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const bytes = new TextEncoder().encode(JSON.stringify(value));
    return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, this.key, bytes) };
  }

  async unsealed(row) {
    const bytes = await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv }, this.key, row.data);
    return JSON.parse(new TextDecoder().decode(bytes));
  }

  async keepPacket(packet) {
    const row = { visit: this.visit, at: Date.now(), ...(await this.sealed(packet)) };
    await run(this.db, "packets", "readwrite", (store) => store.put(row));
  }

  async packet() {
    const row = await run(this.db, "packets", "readonly", (store) => store.get(this.visit));
    if (!row || Date.now() - row.at > LIFE_MS) return null;
    // A clock that was set back makes an old packet look new: nothing begins from it. A session
    // that runs is never taken away for that.
    if (row.at - Date.now() > SLACK_MS && !(await this.hasBegun())) return null;
    return this.unsealed(row);
  }

  async hasBegun() { return (await this.events()).some((one) => one.kind === "begin"); }

  // Held before the first await: whoever calls this may draw as soon as it returns.
  async add(event) {
    this.hold([...this.inHand().filter((one) => one.id !== event.id), event]);
    const row = { id: event.id, visit: this.visit, sent: 0, ...(await this.sealed(event)) };
    await run(this.db, "events", "readwrite", (store) => store.put(row));
    this.hold(this.inHand().filter((one) => one.id !== event.id));
  }

  async rows() {
    const rows = await run(this.db, "events", "readonly", (store) => store.getAll());
    return rows.filter((row) => row.visit === this.visit);
  }

  async events() {
    for (const event of this.inHand()) await this.add(event);
    const found = [];
    for (const row of await this.rows()) {
      // A row sealed for a sign-in that is gone stays unread; it must not hide the others.
      const event = await this.unsealed(row).catch(() => null);
      if (event) found.push({ ...event, sent: row.sent });
    }
    return found.sort((a, b) => a.number - b.number);
  }

  async sent(ids) {
    const known = new Set(ids);
    for (const row of await this.rows()) {
      if (known.has(row.id) && !row.sent) {
        await run(this.db, "events", "readwrite", (store) => store.put({ ...row, sent: 1 }));
      }
    }
  }

  async wipe() {
    this.hold([]);
    for (const row of await this.rows()) {
      await run(this.db, "events", "readwrite", (store) => store.delete(row.id));
    }
    await run(this.db, "packets", "readwrite", (store) => store.delete(this.visit));
  }
}
