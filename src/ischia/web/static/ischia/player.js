// <ischia-player>: the session on the tablet, from start to finish with or without a network.
import { Outbox } from "./outbox.js";
import { MovingBody } from "./player-body.js";
import {
  declinedLate, following, giver, lastUndoable, lateBy, restOf, secondsOf, shownPressure, shrinks,
  stateOf, usedOf,
} from "./session-state.js";
import { saying, sayings } from "./words.js";

const HERE = location.pathname;
const CODE = new URL(import.meta.url).pathname.split("/")[2]; // the version this very code was read as
const VISIT = HERE.split("/")[2];
const KEY = `ischia-key-${VISIT}`;
const TABLET = "ischia-tablet";
const PORTION = 200; // events in one sending; the server reads at most 500
const LONGEST_S = 6 * 3600; // no event lies later in a session: the server would refuse it

// One name a tab: a session is run in one place at a time.
function tablet() {
  if (!sessionStorage.getItem(TABLET)) sessionStorage.setItem(TABLET, crypto.randomUUID());
  return sessionStorage.getItem(TABLET);
}

// A server that was busy, or a screen that was locked, when the session was to be opened: ask again.
const AGAIN_MS = 4000;

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

const toBeSent = (n) => sayings("{n} on this tablet, to be sent", "{n} on this tablet, to be sent", n);

class Player extends HTMLElement {
  async connectedCallback() {
    this.addEventListener("click", (event) => this.touched(event));
    window.addEventListener("online", () => { this.sync(); this.renew(); });
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") this.renew(); });
    this.at("why").addEventListener("cancel", (event) => event.preventDefault());
    this.events = [];
    this.body = new MovingBody(this.at("body"));
    await this.start(false);
  }

  async start(takes) {
    try { await this.load(takes); } catch { this.say(saying("This session cannot be opened here without a network.")); return; }
    if (!this.packet || this.timer) return;
    this.anchor();
    this.draw();
    this.refuseOld();
    this.wasAway();
    const state = this.state;
    if (!state.over && state.index >= this.packet.parts.length) this.tell("end");
    else if (!state.over && state.why === "stop") this.ask();
    this.timer = this.state.over ? null : setInterval(() => this.tick(), 250);
    if ("serviceWorker" in navigator) {
      navigator.serviceWorker.register("/worker.js").then(() => navigator.serviceWorker.ready)
        .then((ready) => ready.active?.postMessage({ keep: HERE })).catch(() => {});
    }
    const lasting = await navigator.storage?.persist?.().catch(() => false);
    if (lasting === false) this.dataset.fleeting = "yes";
    this.sync();
  }

  async load(takes = false) {
    this.outbox ??= await new Outbox(VISIT).open(sessionStorage.getItem(KEY));
    const brought = await this.bring(takes);
    if (brought === "refused") return;
    if (brought) {
      sessionStorage.setItem(KEY, brought.key);
      await this.outbox.useKey(brought.key);
      this.packet = brought.packet;
      await this.outbox.keepPacket(this.packet);
      await this.outbox.sent(brought.events.map((one) => one.id));
      this.isOver = brought.over;
    } else if (this.outbox.key) {
      this.packet = await this.outbox.packet();
    }
    if (!this.packet) {
      this.say(saying("There is no session on this tablet. Open it once with a network."));
      clearTimeout(this.again);
      this.again = setTimeout(() => this.start(false), AGAIN_MS);
      return;
    }
    const held = await this.outbox.events().catch(() => []);
    const here = new Set(held.map((one) => one.id));
    const elsewhere = (brought?.events ?? []).filter((one) => !here.has(one.id)).map((one) => ({ ...one, sent: 1 }));
    this.events = [...held, ...elsewhere].sort((a, b) => a.number - b.number);
  }

  // What the server hands over; null where there is no network or the screen is locked.
  async bring(takes, isAsked = true) {
    let answer;
    try {
      answer = await fetch(`${HERE}packet/`, {
        method: takes ? "POST" : "GET",
        headers: { Accept: "application/json", "X-Tablet": tablet(), "X-CSRFToken": this.dataset.token },
      });
    } catch { return null; }
    if (answer.ok) return answer.json().catch(() => null);
    if (answer.status >= 500) return null;
    const told = await answer.json().catch(() => ({}));
    if (told.held) { this.at("held").showModal(); return "refused"; }
    if (isAsked) this.say(told.problem ?? saying("Please sign in again."));
    return answer.status === 401 || answer.status === 423 ? null : "refused";
  }

  // Code and packet are of one version, or nothing starts; a session that runs is never stopped.
  get isOld() { return this.packet.code !== CODE && !this.state.begun && !this.isOver; }

  refuseOld() {
    if (this.isOld && !this.at("old").open) this.at("old").showModal();
    return this.isOld;
  }

  // A page left open hears of what changed meanwhile, as long as nothing began.
  async renew() {
    if (!this.packet || this.state.begun || this.isOver || this.at("held").open) return;
    const brought = await this.bring(false, false);
    if (!brought?.packet || this.state.begun) return;
    this.packet = brought.packet;
    await this.outbox.keepPacket(this.packet);
    if (!this.refuseOld()) this.draw();
  }

  do_reload() {
    if (navigator.onLine) { location.reload(); return; }
    this.at("old-words").textContent = saying("No network. Connect this tablet, then load it anew.");
  }

  do_take() {
    this.at("held").close();
    return this.start(true);
  }

  // Another tablet has the session now: this one stands still and keeps what it has.
  yield() {
    this.halt();
    if (!this.state.over && !this.at("held").open) this.at("held").showModal();
  }

  halt() {
    clearInterval(this.timer);
    this.timer = null;
    this.body.run(false);
  }

  // Nobody knows what hands did while the tablet slept: the part counts to its end, then a pause.
  wasAway() {
    const state = this.state;
    if (!state.begun || state.over || state.paused || state.index >= this.packet.parts.length) return;
    const end = state.startedAt + state.pausedFor + secondsOf(this.packet, state, state.index);
    if (this.elapsed - end < 60) return;
    this.tell("pause", { reason: "away" }, end);
    this.say(saying("This tablet was away. The part counts to its end, then as a pause; go on when you are there."));
  }

  // Elapsed time runs on the page's steady clock; after a reload it goes on from the last event.
  anchor() {
    const last = this.events.at(-1);
    const gone = last ? Math.max(0, (Date.now() - Date.parse(last.told_at)) / 1000) : 0;
    this.base = (last?.elapsed_s ?? 0) + Math.min(gone, LONGEST_S);
    this.mark = performance.now();
  }

  get elapsed() {
    return this.state.begun ? Math.min(LONGEST_S, Math.floor(this.base + (performance.now() - this.mark) / 1000)) : 0;
  }

  get state() { return stateOf(this.packet, this.events); }

  at(name) { return this.querySelector(`[data-at="${name}"]`); }

  say(words) { this.at("said").textContent = words; }

  async tell(kind, body = {}, elapsed = null) {
    if (kind === "begin") { this.base = 0; this.mark = performance.now(); }
    const event = {
      id: crypto.randomUUID(), number: (this.events.at(-1)?.number ?? -1) + 1, kind, elapsed_s: elapsed ?? this.elapsed,
      told_at: new Date().toISOString(), body,
    };
    const kept = this.outbox.add(event);
    this.events.push(event);
    this.showKept();
    this.draw();
    try { await kept; } catch { this.say(saying("This tablet cannot keep events. Keep this page open.")); }
    this.sync();
    return event;
  }

  async sync() {
    if (this.syncing || !this.packet) { this.once = true; return; }
    this.syncing = true;
    const waiting = this.waiting();
    try {
      for (let at = 0; at < waiting.length; at += PORTION) await this.push(waiting.slice(at, at + PORTION));
      const left = this.showKept();
      if (!left && this.state.over) await this.outbox.wipe();
      if (!left && this.leaving) location.assign(this.at("to-note").href);
    } catch (failed) {
      const why = failed.cause === "sign in" ? saying("Sign in again in this tab to send.") : saying("No network.");
      this.net(`${why} ${toBeSent(waiting.length)}`);
      setTimeout(() => this.sync(), 4000);
    }
    this.syncing = false;
    if (this.once) { this.once = false; if (this.waiting().length) this.sync(); }
  }

  waiting() { return this.events.filter((one) => !one.sent && !one.clash); }

  async push(waiting) {
    const plain = waiting.map(({ sent, clash, ...event }) => event);
    const answer = await fetch(`${HERE}events/`, {
      method: "POST", body: JSON.stringify({ events: plain, clock: new Date().toISOString() }),
      headers: {
        "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.packet.csrf,
        "X-Tablet": tablet(), ...(this.byHand ? { "X-Touched": "1" } : {}),
      },
    });
    this.byHand = false;
    if (answer.status === 401 || answer.status === 403) throw new Error("signed out", { cause: "sign in" });
    const told = await answer.json();
    if (!told.kept) throw new Error(told.problem);
    const kept = new Set(told.kept);
    const clash = new Set(told.refused);
    for (const one of this.events) { if (kept.has(one.id)) one.sent = 1; if (clash.has(one.id)) one.clash = true; }
    await this.outbox.sent(told.kept);
    if (told.taken) this.yield();
    if (told.void?.length) this.tellVoid(told.void.join(" "));
  }

  // The server knows by now what this tablet could not: said once for each new cause.
  tellVoid(why) {
    if (this.state.over || why === this.voidSeen) return;
    this.voidSeen = why;
    this.at("void-words").textContent = why;
    if (!this.at("void").open) this.at("void").showModal();
  }

  do_stop_void() { this.at("void").close(); this.do_stop(); }

  do_seen() { this.at("void").close(); }

  // Follows from the events alone: "All kept" is never said over an event the server has not.
  showKept() {
    const left = this.events.filter((one) => !one.sent).length;
    this.net(left ? toBeSent(left) : saying("All kept"));
    return left;
  }

  net(words) { this.at("net").textContent = [this.dataset.fleeting ? saying("This browser may forget: keep it open.") : "", words].filter(Boolean).join(" "); }

  touched(event) {
    if (event.target.closest("[data-at=to-note]")) { this.leave(event); return; }
    const button = event.target.closest("button");
    if (!button) return;
    this.byHand = true;
    if (button.dataset.do === "take") { this.do_take(); return; }
    if (!this.packet) { this.say(saying("The session is not open yet. Please tap again in a moment.")); return; }
    if (button.dataset.reason) { this.stopped(button.dataset.reason); return; }
    if (button.dataset.pause) { this.pausedFor(button.dataset.pause); return; }
    this[`do_${button.dataset.do}`]?.();
  }

  do_next() {
    const state = this.state;
    if (!state.begun) {
      if (this.refuseOld()) return;
      this.wake();
      this.tell("begin");
      return;
    }
    this.finishPart(false);
  }

  // A part and the end after the last one are told in one breath; nothing comes between.
  finishPart(skipped) {
    const state = this.state;
    const part = this.packet.parts[state.index];
    if (!part || state.over) return;
    const seconds = usedOf(state, this.elapsed);
    this.tell("part_done", { part: state.index, seconds, pressure: shownPressure(part, state.cap), skipped });
    if (this.state.index >= this.packet.parts.length) { this.tell("end"); return; }
    this.cue();
    this.catchUp();
  }

  // Running late: later parts give whole minutes, as far as their least allows.
  catchUp() {
    const late = lateBy(this.packet, this.state, this.elapsed);
    const minutes = Math.floor(late / 60);
    if (late - declinedLate(this.events) < 60) return;
    const by = shrinks(this.packet, this.state, late);
    const given = Object.values(by).reduce((sum, one) => sum + one, 0) / 60;
    if (!given) { this.say(saying("{n} min late, and no part can lawfully be shorter.", { n: minutes })); return; }
    this.tell("shorter", { part: this.state.index, late, by });
    const rest = minutes - given;
    this.say([
      saying("{n} min late: later parts are {less} min shorter.", { n: minutes, less: given }),
      rest ? saying("{n} min remain.", { n: rest }) : "", saying("Undo keeps their length."),
    ].filter(Boolean).join(" "));
  }

  word(kind, words) {
    const state = this.state;
    if (!state.begun || state.over) return;
    this.tell(kind, { part: state.index });
    this.say(words);
  }

  do_less() { this.word("less", saying("Less pressure from now on.")); }

  do_more() { this.word("more", saying("More, but never above the plan.")); }

  do_pain() { this.word("pain", saying("Noted. Less pressure from now on; not there, or stop, if it stays.")); }

  do_not_there() {
    const part = this.packet.parts[this.state.index];
    if (!part?.site) { this.say(saying("There are no hands on now.")); return; }
    this.word("not_there", saying("That place is left out from now on."));
    this.finishPart(true);
  }

  do_skip() { if (this.state.begun) this.finishPart(true); }

  do_longer() {
    const state = this.state;
    const from = giver(this.packet, state);
    if (!state.begun || from < 0) { this.say(saying("No lawful minute to give here.")); return; }
    this.tell("longer", { part: state.index, from });
    this.say(saying("One minute more; a later part gives it."));
  }

  do_pause() {
    const state = this.state;
    if (!state.begun || state.over) return;
    if (!state.paused) { this.tell("pause"); this.say(saying("Paused. Say why if you like; the clock of the part stands.")); return; }
    this.tell("resume");
    this.say("");
    this.catchUp();
  }

  pausedFor(reason) {
    if (!this.state.paused) return;
    this.tell("pause", { reason });
    this.say(saying("Noted."));
  }

  do_undo() {
    const last = lastUndoable(this.events);
    if (!last) { this.say(saying("Nothing to take back.")); return; }
    this.tell("undo", { of: last.id });
    this.say(saying("Taken back."));
  }

  // Hands off at the first touch, kept as a pause; what happened is asked after.
  do_stop() {
    const state = this.state;
    if (state.over || state.why === "stop") return;
    if (state.begun) this.tell("pause", { reason: "stop" });
    this.sound?.suspend?.();
    this.ask();
  }

  ask() { if (!this.at("why").open) this.at("why").showModal(); }

  do_slip() {
    this.at("why").close();
    if (this.state.paused) this.tell("resume");
    this.sound?.resume?.();
    this.say(saying("Going on."));
  }

  // Everything is told in one breath, before anything waits: a second tap finds it done.
  stopped(reason) {
    const state = this.state;
    if (state.over) return;
    const at = state.paused ? state.pausedAt : this.elapsed;
    const part = this.packet.parts[state.index];
    if (!state.begun) this.tell("begin");
    else if (part) this.tell("part_done", { part: state.index, seconds: usedOf(state, at), pressure: shownPressure(part, state.cap), skipped: false }, at);
    this.tell("stop", { reason }, at);
  }

  // The note is drafted from what the server has: first everything is sent, then the page changes.
  leave(event) {
    if (!this.packet || !this.events.some((one) => !one.sent && !one.clash)) return;
    event.preventDefault();
    this.leaving = true;
    this.at("over-words").textContent = saying("Sending what is on this tablet. The note opens as soon as it is there.");
    this.sync();
  }

  ended() {
    this.halt();
    this.lock?.release?.();
    for (const name of ["why", "held"]) this.at(name).close();
    this.at("over-words").textContent = this.events.some((one) => !one.sent)
      ? saying("Everything is kept on this tablet and is sent when there is a network.") : saying("Everything is kept.");
    if (!this.at("over").open) this.at("over").showModal();
  }

  async wake() {
    try { this.lock = await navigator.wakeLock?.request("screen"); } catch { /* the screen may dim */ }
    document.addEventListener("visibilitychange", async () => {
      if (document.visibilityState === "visible" && !this.state.over) {
        try { this.lock = await navigator.wakeLock?.request("screen"); } catch { /* as above */ }
      }
    });
    try { this.sound = new AudioContext(); } catch { /* silent */ }
  }

  cue() {
    navigator.vibrate?.([120, 60, 120]);
    if (!this.sound) return;
    const tone = this.sound.createOscillator();
    const loud = this.sound.createGain();
    loud.gain.setValueAtTime(0.12, this.sound.currentTime);
    loud.gain.exponentialRampToValueAtTime(0.001, this.sound.currentTime + 0.9);
    tone.frequency.value = 528;
    tone.connect(loud).connect(this.sound.destination);
    tone.start();
    tone.stop(this.sound.currentTime + 1);
  }

  tick() {
    const state = this.state;
    if (state.over) return;
    if (state.begun && !state.paused && usedOf(state, this.elapsed) >= secondsOf(this.packet, state, Math.min(state.index, this.packet.parts.length - 1))) {
      this.finishPart(false);
      return;
    }
    this.drawTime(state);
  }

  draw() {
    const state = this.state;
    const part = this.packet.parts[state.index];
    this.at("who").textContent = this.packet.who;
    if (state.over || this.isOver) { this.at("title").textContent = saying("Ended"); this.ended(); return; }
    if (!part) return;
    this.at("title").textContent = part.title;
    this.at("place").textContent = part.place || part.position;
    this.at("pauses").hidden = !state.paused;
    this.at("words").hidden = state.paused;
    for (const one of this.querySelectorAll("[data-pause]")) one.setAttribute("aria-pressed", String(state.why === one.dataset.pause));
    this.body.show(part, this.packet.figures);
    this.body.run(state.begun && !state.paused);
    const level = shownPressure(part, state.cap);
    const firm = level ? saying("Pressure {level} · {word}", { level, word: this.packet.pressures[level] }) : "";
    const isLess = level && state.lessSince !== null && level < part.pressure;
    this.at("pressure").textContent = isLess
      ? saying("{pressure} – less since {time}", { pressure: firm, time: clock(state.lessSince) }) : firm;
    const next = following(this.packet, state);
    this.at("next").textContent = next
      ? saying("Next: {part}", { part: [next.title, next.place].filter(Boolean).join(", ") }) : saying("Last part");
    const go = this.querySelector('[data-do="next"]');
    go.disabled = false;
    go.textContent = state.begun ? saying("Next") : saying("Start");
    this.querySelector('[data-do="pause"]').textContent = state.paused ? saying("Go on") : saying("Pause");
    this.classList.toggle("is-paused", state.paused);
    this.drawTime(state);
  }

  drawTime(state) {
    const whole = secondsOf(this.packet, state, state.index);
    const left = Math.max(0, whole - (state.begun ? usedOf(state, this.elapsed) : 0));
    this.at("left").textContent = clock(left);
    this.at("ring").setAttribute("stroke-dashoffset", String(Math.round(1000 * (1 - left / Math.max(whole, 1)))));
    const late = Math.floor(lateBy(this.packet, state, this.elapsed) / 60);
    const all = { time: clock(left + restOf(this.packet, state)), n: late };
    this.at("total").textContent = late ? saying("{time} in all · {n} min late", all) : saying("{time} in all", all);
  }
}

customElements.define("ischia-player", Player);
