// Objective by trial with the best so far, and the front of several objectives.

function drawHistory() {
  const host = $('history-plot');
  if (!host) return;
  const each = objective(), highest = Math.max(1, numbers[count - 1]), margin = Math.max(.5, highest * .012);
  const { context, box, x, y } = frame(host, 340, { low: -margin, high: highest + margin, scale: 'linear', name: 'trial', whole: true }, axisOf(each), { top: 34 });
  const found = [], failed = all.filter(i => states[i] === 'f'), pruned = shown === 0 ? all.filter(i => states[i] === 'p' && lastValue(i) != null) : [];
  const size = count > 400 ? 2.2 : 3.2;
  for (const i of failed) {
    mark.triangle(context, x(numbers[i]), box.bottom - 5, 3.5, colour('alarm'));
    found.push([x(numbers[i]), box.bottom - 5, i]);
  }
  for (const i of pruned) {
    mark.cross(context, x(numbers[i]), y(lastValue(i)), 2.6, colour('pale'));
    found.push([x(numbers[i]), y(lastValue(i)), i]);
  }
  for (const i of complete) {
    const beyond = !inside(each.axis, each.values[i]);
    mark.dot(context, x(numbers[i]), y(each.values[i]), size, beyond ? colour('surface') : colour('strong'), colour('strong'));
    found.push([x(numbers[i]), y(each.values[i]), i]);
  }
  context.strokeStyle = colour('mark');
  context.lineWidth = 2;
  context.beginPath();
  each.best.forEach(([at, value], i) => {
    if (i) context.lineTo(x(at), y(each.best[i - 1][1])); else context.moveTo(x(at), y(value));
    context.lineTo(x(at), y(value));
  });
  context.lineTo(x(highest), y(each.best[each.best.length - 1][1]));
  context.stroke();
  context.lineWidth = 1;
  if (states[defaults] === 'c') drawDefaults(context, x(0), y(each.values[defaults]));
  if (best() != null) drawBest(context, x(numbers[best()]), y(each.values[best()]));
  legend(context, box.left, 14, [
    [(at, up) => mark.dot(context, at, up, 3.2, colour('strong')), 'complete'],
    ...(pruned.length ? [[(at, up) => mark.cross(context, at, up, 3, colour('pale')), 'pruned']] : []),
    ...(failed.length ? [[(at, up) => mark.triangle(context, at, up, 3.5, colour('alarm')), 'failed']] : []),
    [(at, up) => { context.lineWidth = 2; rule(context, at - 6, up, at + 6, up, colour('mark')); context.lineWidth = 1; }, 'best so far'],
    ...usual(context),
  ]);
  hover(host, found);
}

function drawFronts() {
  for (const host of document.querySelectorAll('.front')) {
    const across = objectives[host.dataset.x], up = objectives[host.dataset.y], on = new Set(plots.front), found = [];
    const { context, box, x, y } = frame(host, 340, axisOf(across), axisOf(up), { top: 34 });
    for (const i of complete) if (!on.has(i)) mark.dot(context, x(across.values[i]), y(up.values[i]), 3, null, colour('pale'));
    const front = [...on].sort((a, b) => across.values[a] - across.values[b]);
    if (objectives.length === 2) {
      context.strokeStyle = colour('mark');
      context.lineWidth = 1.6;
      context.beginPath();
      // The corner between two neighbours is what either of them already beats.
      front.forEach((i, k) => {
        const [at, to] = [x(across.values[i]), y(up.values[i])];
        if (!k) { context.moveTo(at, to); return; }
        const before = front[k - 1];
        if (across.minimize) context.lineTo(at, y(up.values[before])); else context.lineTo(x(across.values[before]), to);
        context.lineTo(at, to);
      });
      context.stroke();
      context.lineWidth = 1;
    }
    for (const i of front) mark.dot(context, x(across.values[i]), y(up.values[i]), 4.5, colour('strong'), colour('surface'));
    if (states[defaults] === 'c') drawDefaults(context, x(across.values[defaults]), y(up.values[defaults]));
    for (const i of complete) found.push([x(across.values[i]), y(up.values[i]), i]);
    legend(context, box.left, 14, [[(at, to) => mark.dot(context, at, to, 4, colour('strong')), 'front'], [(at, to) => mark.dot(context, at, to, 3, null, colour('pale')), 'beaten'],
      ...(states[defaults] === 'c' ? [[(at, to) => drawDefaults(context, at, to), 'defaults']] : [])]);
    hover(host, found);
  }
}
