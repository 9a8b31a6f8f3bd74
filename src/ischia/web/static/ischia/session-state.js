// What a session has come to, from its packet and its events alone; no clock, no page.
// Only safe changes are made here: less, shorter, skip, never there, pause, stop. Nothing ever
// goes above the plan's pressure, and a place taken out does not come back but by undo.

const TOP = 4;

export function living(events) {
  const undone = new Set(events.filter((one) => one.kind === "undo").map((one) => one.body.of));
  return events.filter((one) => one.kind !== "undo" && !undone.has(one.id));
}

export function shownPressure(part, cap) {
  return part.pressure ? Math.max(1, Math.min(part.pressure, cap)) : 0;
}

function isOut(part, out) {
  return part.kind === "hands_on" && out.some((site) => part.within.includes(site));
}

function nextIndex(parts, from, out) {
  let at = from;
  while (at < parts.length && isOut(parts[at], out)) at += 1;
  return at;
}

export function stateOf(packet, events) {
  const found = {
    begun: false, index: 0, startedAt: 0, paused: false, pausedAt: 0, pausedFor: 0, cap: TOP,
    out: [], extra: {}, over: "", lessSince: null, why: "",
  };
  for (const event of living(events)) step(packet, found, event);
  return found;
}

function step(packet, found, event) {
  const part = packet.parts[event.body.part] ?? null;
  switch (event.kind) {
    case "begin":
      Object.assign(found, { begun: true, startedAt: event.elapsed_s });
      break;
    case "less": case "pain":
      found.cap = Math.max(1, shownPressure(part ?? { pressure: TOP }, found.cap) - 1);
      found.lessSince = event.elapsed_s;
      break;
    case "more":
      found.cap = Math.min(TOP, found.cap + 1);
      break;
    case "not_there":
      if (part?.site) found.out.push(part.site);
      break;
    case "longer":
      found.extra[event.body.part] = (found.extra[event.body.part] ?? 0) + 60;
      found.extra[event.body.from] = (found.extra[event.body.from] ?? 0) - 60;
      break;
    case "shorter":
      for (const [at, seconds] of Object.entries(event.body.by)) found.extra[at] = (found.extra[at] ?? 0) - seconds;
      break;
    case "pause": // a second one while it lasts only says why
      if (!found.paused) Object.assign(found, { paused: true, pausedAt: event.elapsed_s, why: "" });
      found.why = event.body.reason ?? found.why;
      break;
    case "resume":
      if (found.paused) found.pausedFor += event.elapsed_s - found.pausedAt;
      Object.assign(found, { paused: false, why: "" });
      break;
    case "part_done":
      found.index = nextIndex(packet.parts, event.body.part + 1, found.out);
      Object.assign(found, { startedAt: event.elapsed_s, pausedFor: 0 });
      break;
    case "stop": case "end":
      found.over = event.kind;
      break;
    default:
  }
}

export function secondsOf(packet, state, index) {
  return packet.parts[index].seconds + (state.extra[index] ?? 0);
}

export function usedOf(state, elapsed) {
  const pausing = state.paused ? elapsed - state.pausedAt : 0;
  return Math.max(0, elapsed - state.startedAt - state.pausedFor - pausing);
}

export function restOf(packet, state) {
  let sum = 0;
  for (let at = state.index + 1; at < packet.parts.length; at += 1) {
    if (!isOut(packet.parts[at], state.out)) sum += secondsOf(packet, state, at);
  }
  return sum;
}

// One more minute comes out of a later part, and only where part and limits allow it.
export function giver(packet, state) {
  const here = packet.parts[state.index];
  if (!here || here.kind !== "hands_on") return -1;
  if (secondsOf(packet, state, state.index) + 60 > here.most_s) return -1;
  for (let at = packet.parts.length - 1; at > state.index; at -= 1) {
    const part = packet.parts[at];
    if (part.kind === "hands_on" && !isOut(part, state.out)
      && secondsOf(packet, state, at) - 60 >= part.least_s) return at;
  }
  return -1;
}

// How many seconds the session would end after its time if nothing became shorter.
export function lateBy(packet, state, elapsed) {
  if (!state.begun || state.index >= packet.parts.length) return 0;
  const left = Math.max(0, secondsOf(packet, state, state.index) - usedOf(state, elapsed));
  return Math.max(0, elapsed + left + restOf(packet, state) - packet.minutes * 60);
}

// Whole minutes that later parts give so that the session ends in time: {part: seconds}. Always
// from the part with most to give; none goes below its least; what is not hands stays as it is.
export function shrinks(packet, state, late) {
  const by = {};
  const spare = (at) => secondsOf(packet, state, at) - (by[at] ?? 0) - packet.parts[at].least_s;
  for (let owed = late; owed >= 60; owed -= 60) {
    let best = -1;
    for (let at = packet.parts.length - 1; at > state.index; at -= 1) {
      const part = packet.parts[at];
      if (part.kind !== "hands_on" || isOut(part, state.out) || spare(at) < 60) continue;
      if (best < 0 || spare(at) > spare(best)) best = at;
    }
    if (best < 0) break;
    by[best] = (by[best] ?? 0) + 60;
  }
  return by;
}

// Lateness that was declined by taking a shortening back is not made up for again.
export function declinedLate(events) {
  const undone = new Set(events.filter((one) => one.kind === "undo").map((one) => one.body.of));
  const taken = events.filter((one) => one.kind === "shorter" && undone.has(one.id));
  return Math.max(0, ...taken.map((one) => one.body.late));
}

export function lastUndoable(events) {
  const kinds = new Set(["less", "more", "pain", "not_there", "longer", "shorter", "part_done"]);
  return living(events).filter((one) => kinds.has(one.kind)).at(-1) ?? null;
}

export function following(packet, state) {
  return packet.parts[nextIndex(packet.parts, state.index + 1, state.out)] ?? null;
}
