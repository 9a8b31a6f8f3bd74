// <ischia-player>: the session on the tablet, from start to finish with or without a network.
import { Outbox } from "./outbox.js";
import {
  following, giver, lastUndoable, restOf, secondsOf, shownPressure, stateOf, usedOf,
} from "./session-state.js";

const HERE = location.pathname;
const VISIT = HERE.split("/")[2];
const KEY = `ischia-key-${VISIT}`;

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

class Player extends HTMLElement {
  async connectedCallback() {
    this.addEventListener("click", (event) => this.touched(event));
    window.addEventListener("online", () => this.sync());
    this.events = [];
    this.refused = false;
    try { await this.load(); } catch { this.say("This session cannot be opened here without a network."); return; }
    if (!this.packet) return;
    this.anchor();
    this.draw();
    this.timer = setInterval(() => this.tick(), 250);
    if ("serviceWorker" in navigator) {
      navigator.serviceWorker.register("/worker.js").then(() => navigator.serviceWorker.ready)
        .then((ready) => ready.active?.postMessage({ keep: HERE })).catch(() => {});
    }
    const lasting = await navigator.storage?.persist?.().catch(() => false);
    if (lasting === false) this.dataset.fleeting = "yes";
    this.sync();
  }

  async load() {
    this.outbox = await new Outbox(VISIT).open(sessionStorage.getItem(KEY));
    let brought = null;
    try {
      const answer = await fetch(`${HERE}packet/`, { headers: { Accept: "application/json" } });
      if (answer.ok) brought = await answer.json();
      else if (answer.status < 500) { this.say((await answer.json().catch(() => ({}))).problem ?? "Please sign in again."); if (answer.status !== 401) return; }
    } catch { /* no network: what lies on the tablet serves */ }
    if (brought) {
      sessionStorage.setItem(KEY, brought.key);
      await this.outbox.useKey(brought.key);
      this.packet = brought.packet;
      await this.outbox.keepPacket(this.packet);
      await this.outbox.sent(brought.known);
      this.isOver = brought.over;
    } else if (this.outbox.key) {
      this.packet = await this.outbox.packet();
    }
    if (!this.packet) { this.say("There is no session on this tablet. Open it once with a network."); return; }
    this.events = await this.outbox.events().catch(() => []);
  }

  // Elapsed time runs on the page's steady clock; after a reload it goes on from the last event.
  anchor() {
    const last = this.events.at(-1);
    const gone = last ? Math.max(0, (Date.now() - Date.parse(last.told_at)) / 1000) : 0;
    this.base = (last?.elapsed_s ?? 0) + Math.min(gone, 6 * 3600);
    this.mark = performance.now();
  }

  get elapsed() {
    return this.state.begun ? Math.floor(this.base + (performance.now() - this.mark) / 1000) : 0;
  }

  get state() { return stateOf(this.packet, this.events); }

  at(name) { return this.querySelector(`[data-at="${name}"]`); }

  say(words) { this.at("said").textContent = words; }

  async tell(kind, body = {}) {
    if (kind === "begin") { this.base = 0; this.mark = performance.now(); }
    const event = {
      id: crypto.randomUUID(), number: this.events.length, kind, elapsed_s: this.elapsed,
      told_at: new Date().toISOString(), body,
    };
    const kept = this.outbox.add(event);
    this.events.push(event);
    this.draw();
    try { await kept; } catch { this.say("This tablet cannot keep events. Keep this page open."); }
    this.sync();
    return event;
  }

  async sync() {
    if (this.syncing || !this.packet) { this.once = true; return; }
    this.syncing = true;
    const waiting = this.events.filter((one) => !one.sent && !one.clash);
    try {
      if (waiting.length) await this.push(waiting);
      const left = this.events.filter((one) => !one.sent).length;
      this.net(left ? `${left} on this tablet, to be sent` : "All kept");
      if (!left && this.state.over) await this.outbox.wipe();
    } catch (failed) {
      const why = failed.cause === "sign in" ? "Sign in again in this tab to send." : "No network.";
      this.net(`${why} ${waiting.length} on this tablet, to be sent`);
      setTimeout(() => this.sync(), 4000);
    }
    this.syncing = false;
    if (this.once) { this.once = false; if (this.events.some((one) => !one.sent && !one.clash)) this.sync(); }
  }

  async push(waiting) {
    const plain = waiting.map(({ sent, clash, ...event }) => event);
    const answer = await fetch(`${HERE}events/`, {
      method: "POST", body: JSON.stringify({ events: plain }),
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.packet.csrf },
    });
    if (answer.status === 401 || answer.status === 403) throw new Error("signed out", { cause: "sign in" });
    const told = await answer.json();
    if (!told.kept) throw new Error(told.problem);
    const kept = new Set(told.kept);
    const clash = new Set(told.refused);
    for (const one of this.events) { if (kept.has(one.id)) one.sent = 1; if (clash.has(one.id)) one.clash = true; }
    await this.outbox.sent(told.kept);
  }

  net(words) { this.at("net").textContent = (this.dataset.fleeting ? "This browser may forget: keep it open. " : "") + words; }

  touched(event) {
    const button = event.target.closest("button");
    if (!button || !this.packet) return;
    if (button.dataset.reason) { this.stopped(button.dataset.reason); return; }
    this[`do_${button.dataset.do}`]?.();
  }

  do_next() {
    const state = this.state;
    if (!state.begun) { this.wake(); this.tell("begin"); return; }
    this.finishPart(false);
  }

  async finishPart(skipped) {
    const state = this.state;
    const part = this.packet.parts[state.index];
    if (!part || state.over) return;
    const seconds = Math.min(usedOf(state, this.elapsed), 6 * 3600);
    await this.tell("part_done", { part: state.index, seconds, pressure: shownPressure(part, state.cap), skipped });
    if (this.state.index >= this.packet.parts.length) { await this.tell("end"); this.ended(); } else this.cue();
  }

  word(kind, words) {
    const state = this.state;
    if (!state.begun || state.over) return;
    this.tell(kind, { part: state.index });
    this.say(words);
  }

  do_less() { this.word("less", "Less pressure from now on."); }

  do_more() { this.word("more", "More, but never above the plan."); }

  do_pain() { this.word("pain", "Noted. Less pressure from now on; not there, or stop, if it stays."); }

  do_not_there() {
    const part = this.packet.parts[this.state.index];
    if (!part?.site) { this.say("There are no hands on now."); return; }
    this.word("not_there", "That place is left out from now on.");
    this.finishPart(true);
  }

  do_skip() { if (this.state.begun) this.finishPart(true); }

  do_longer() {
    const state = this.state;
    const from = giver(this.packet, state);
    if (!state.begun || from < 0) { this.say("No lawful minute to give here."); return; }
    this.tell("longer", { part: state.index, from });
    this.say("One minute more; a later part gives it.");
  }

  do_pause() {
    const state = this.state;
    if (!state.begun || state.over) return;
    this.tell(state.paused ? "resume" : "pause");
  }

  do_undo() {
    const last = lastUndoable(this.events);
    if (!last) { this.say("Nothing to take back."); return; }
    this.tell("undo", { of: last.id });
    this.say("Taken back.");
  }

  do_stop() {
    clearInterval(this.timer);
    this.halted = this.elapsed;
    this.at("why").showModal();
  }

  async stopped(reason) {
    const state = this.state;
    const part = this.packet.parts[state.index];
    if (!state.begun) await this.tell("begin");
    if (part && state.begun) await this.tell("part_done", { part: state.index, seconds: usedOf(state, this.halted), pressure: shownPressure(part, state.cap), skipped: false });
    await this.tell("stop", { reason });
    this.at("why").close();
    this.ended();
  }

  ended() {
    clearInterval(this.timer);
    this.lock?.release?.();
    this.at("over-words").textContent = this.events.some((one) => !one.sent)
      ? "Everything is kept on this tablet and is sent when there is a network." : "Everything is kept.";
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
    if (state.begun && !state.paused && !this.moving && usedOf(state, this.elapsed) >= secondsOf(this.packet, state, Math.min(state.index, this.packet.parts.length - 1))) {
      this.moving = true;
      this.finishPart(false).finally(() => { this.moving = false; });
      return;
    }
    this.drawTime(state);
  }

  draw() {
    const state = this.state;
    const part = this.packet.parts[state.index];
    this.at("who").textContent = this.packet.who;
    if (state.over || this.isOver) { this.at("title").textContent = "Ended"; this.ended(); return; }
    if (!part) return;
    this.at("title").textContent = part.title;
    this.at("place").textContent = part.place || part.position;
    const level = shownPressure(part, state.cap);
    const since = state.lessSince !== null && level < part.pressure ? ` – less since ${clock(state.lessSince)}` : "";
    this.at("pressure").textContent = level ? `Pressure ${level} · ${this.packet.pressures[level]}${since}` : "";
    const next = following(this.packet, state);
    this.at("next").textContent = next ? `Next: ${next.title}${next.place ? `, ${next.place}` : ""}` : "Last part";
    this.querySelector('[data-do="next"]').textContent = state.begun ? "Next" : "Start";
    this.querySelector('[data-do="pause"]').textContent = state.paused ? "Go on" : "Pause";
    this.drawTime(state);
  }

  drawTime(state) {
    const whole = secondsOf(this.packet, state, state.index);
    const left = Math.max(0, whole - (state.begun ? usedOf(state, this.elapsed) : 0));
    this.at("left").textContent = clock(left);
    this.at("ring").setAttribute("stroke-dashoffset", String(Math.round(1000 * (1 - left / Math.max(whole, 1)))));
    this.at("total").textContent = `${clock(left + restOf(this.packet, state))} in all`;
  }
}

customElements.define("ischia-player", Player);
