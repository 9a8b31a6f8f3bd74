async () => {
  const { stateOf, lateBy, shrinks, secondsOf, shownPressure, usedOf } =
    await import('/static/ischia/session-state.js');
  let seed = 20261121;
  const draw = (n) => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed % n; };
  const broken = [];
  for (let run = 0; run < 400; run += 1) {
    const parts = Array.from({ length: 4 + draw(9) }, (_, number) => {
      const least = 1 + draw(3), more = draw(6), hands = draw(4) > 0;
      return { number, kind: hands ? 'hands_on' : 'turn', site: hands ? `s${draw(4)}` : '',
        within: [`s${draw(4)}`], seconds: 60 * (least + more), least_s: 60 * least,
        most_s: 60 * (least + more), pressure: 1 + draw(4) };
    });
    const minutes = parts.reduce((sum, one) => sum + one.seconds, 0) / 60;
    const packet = { parts, minutes };
    const events = []; let elapsed = 0, number = 0;
    const tell = (kind, body = {}) => events.push({ id: `e${number}`, number: number++, kind, elapsed_s: elapsed, body });
    tell('begin');
    for (let step = 0; step < 30; step += 1) {
      elapsed += draw(400);
      const state = stateOf(packet, events);
      if (state.index >= parts.length) break;
      const kind = ['part_done', 'pause', 'resume', 'less', 'pain', 'not_there', 'late'][draw(7)];
      if (kind !== 'late') { tell(kind, { part: state.index, reason: draw(2) ? 'toilet' : undefined }); continue; }
      const late = lateBy(packet, state, elapsed);
      const by = shrinks(packet, state, late);
      const given = Object.values(by).reduce((sum, one) => sum + one, 0);
      if (given > late) broken.push('gave more than was late');
      for (const [at, seconds] of Object.entries(by)) {
        const part = parts[at];
        if (part.kind !== 'hands_on') broken.push('shortened what is not hands');
        if (Number(at) <= state.index) broken.push('shortened what has begun');
        if (secondsOf(packet, state, at) - seconds < part.least_s) broken.push('went below the least');
        if (seconds % 60) broken.push('not whole minutes');
      }
      if (given) {
        tell('shorter', { part: state.index, late, by });
        if (late - lateBy(packet, stateOf(packet, events), elapsed) !== given) broken.push('did not catch up by what was given');
        if (draw(3) === 0) {
          tell('undo', { of: events.at(-1).id });
          if (lateBy(packet, stateOf(packet, events), elapsed) !== late) broken.push('undo did not give back');
        }
      }
      const now = stateOf(packet, events);
      for (const part of parts) if (shownPressure(part, now.cap) > part.pressure) broken.push('pressure above the plan');
      if (usedOf(now, elapsed) < 0) broken.push('negative time');
    }
  }
  return [...new Set(broken)];
}
