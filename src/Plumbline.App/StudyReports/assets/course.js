// How trials went: values on the way, and workers over time.

function drawSteps() {
  const host = $('steps-plot');
  if (!host) return;
  const courses = plots.steps, ends = courses.flatMap(course => { const at = stepsOf(course); return [at[0], at[at.length - 1]]; });
  const low = Math.min(...ends), high = Math.max(...ends), { context, box, x, y } = frame(host, 360, { low, high: high > low ? high : low + 1, scale: 'linear', name: 'step', whole: true },
    { ...plots.stepAxis, name: axisOf(objectives[0]).name }, { top: 34 });
  const top = objectives[0].top[0], found = [], alpha = clamp(60 / courses.length, .15, .85);
  const draw = (course, stroke, thick, strength) => {
    const at = stepsOf(course), points = at.map((step, i) => [x(step), y(course.values[i])]);
    context.globalAlpha = strength;
    context.strokeStyle = stroke;
    context.lineWidth = thick;
    context.beginPath();
    points.forEach(([px, py], i) => i ? context.lineTo(px, py) : context.moveTo(px, py));
    context.stroke();
    context.globalAlpha = context.lineWidth = 1;
    const end = points[points.length - 1];
    if (points.length === 1 && states[course.trial] !== 'p') mark.dot(context, ...end, 2.5, stroke);
    if (states[course.trial] === 'p') mark.cross(context, ...end, 3, colour('soft'));
    if (states[course.trial] === 'f') mark.triangle(context, ...end, 3.5, colour('alarm'));
    for (let i = 0; i < points.length; i += Math.ceil(points.length / 25)) found.push([...points[i], course.trial]);
    found.push([...end, course.trial]);
  };
  for (const course of courses) if (states[course.trial] !== 'c') draw(course, colour('pale'), 1, Math.min(.8, alpha * 1.6));
  for (const course of courses) if (states[course.trial] === 'c' && course.trial !== top) draw(course, colour('strong'), 1.2, alpha);
  for (const course of courses) if (course.trial === top) draw(course, colour('mark'), 2.8, 1);
  const stroke = (name, thick) => (at, up) => { context.lineWidth = thick; rule(context, at - 6, up, at + 6, up, colour(name)); context.lineWidth = 1; };
  const some = state => courses.some(course => states[course.trial] === state);
  legend(context, box.left, 14, [
    ...(courses.some(course => course.trial === top) ? [[stroke('mark', 2.8), 'best']] : []),
    ...(courses.some(course => states[course.trial] === 'c' && course.trial !== top) ? [[stroke('strong', 1.2), 'complete']] : []),
    ...(some('p') ? [[(at, up) => { rule(context, at - 6, up, at, up, colour('pale')); mark.cross(context, at + 2, up, 3, colour('soft')); }, 'pruned']] : []),
    ...(some('f') ? [[(at, up) => { rule(context, at - 6, up, at, up, colour('pale')); mark.triangle(context, at + 2, up, 3.5, colour('alarm')); }, 'failed']] : []),
    ...(some('r') || some('w') ? [[stroke('pale', 1), 'running']] : []),
  ]);
  hover(host, found);
}

const lane = (context, state, x, y, width, height) => {
  const wide = Math.max(1, width);
  context.fillStyle = colour(state === 'c' ? 'strong' : state === 'f' ? 'alarm' : 'pale');
  if (state === 'r' || state === 'w') { context.strokeStyle = colour('strong'); context.strokeRect(x + .5, y + .5, Math.max(1, wide - 1), height - 1); return; }
  if (state !== 'p') context.fillRect(x, y, wide, height);
  else { context.strokeStyle = colour('soft'); context.strokeRect(x + .5, y + .5, Math.max(.5, wide - 1), height - 1); context.globalAlpha = .45; context.fillRect(x, y, wide, height); context.globalAlpha = 1; }
  if ((state === 'p' || state === 'f') && wide > 5) {
    // Stripes, so that colour alone does not tell the state.
    context.save();
    context.beginPath();
    context.rect(x, y, wide, height);
    context.clip();
    for (let at = x - height; at < x + wide; at += 6) rule(context, at, state === 'f' ? y : y + height, at + height, state === 'f' ? y + height : y, colour(state === 'f' ? 'surface' : 'soft'));
    context.restore();
  }
};

function drawTime() {
  const host = $('time-plot');
  if (!host) return;
  const { workers, worker, from, length, pauses, end, start } = plots.time;
  const cut = pauses.reduce((sum, [a, b]) => sum + b - a, 0), busy = Math.max(end - cut, 1e-3), kept = busy * .02;
  // Pauses keep a fiftieth of the busy time each.
  const at = seconds => pauses.reduce((place, [a, b]) => place - (seconds >= b ? b - a - kept : seconds > a ? (seconds - a) * (1 - kept / (b - a)) : 0), seconds);
  const total = at(end), [factor, name] = busy < 300 ? [1, 'seconds'] : busy < 18000 ? [60, 'minutes'] : busy < 360000 ? [3600, 'hours'] : [86400, 'days'];
  const rows = Math.min(workers.length, 60), each = rows > 20 ? 12 : 20, height = 34 + rows * each + 40, axis = { low: 0, high: total / factor, scale: 'linear', name: `${name} with work, from ${clock(start)} UTC` };
  const measure = document.createElement('canvas').getContext('2d');
  measure.font = '11px system-ui, sans-serif';
  const left = clamp(Math.max(...workers.slice(0, rows).map(one => measure.measureText(one).width)) + 16, 60, Math.max(60, host.clientWidth * .3));
  const { context, box, x } = frame(host, height, axis, { low: 0, high: 0, scale: 'linear', name: '' }, { left, top: 34 });
  context.clearRect(0, 30, left - 1, height - 70);
  const found = [];
  for (let row = 0; row < rows; row++) {
    context.textAlign = 'right';
    context.fillStyle = colour('text');
    context.fillText(shorten(context, workers[row], left - 10), left - 6, box.top + row * each + each / 2);
  }
  for (const i of all) {
    if (worker[i] == null || worker[i] >= rows || from[i] == null) continue;
    const a = x(at(from[i]) / factor), b = x(at(from[i] + length[i]) / factor), y = box.top + worker[i] * each + 2;
    lane(context, states[i], a, y, b - a - (b - a > 3 ? 1 : 0), each - 4);
    found.push([a, b, y, y + each - 4, i]);
  }
  for (const [a, b] of pauses) {
    const middle = x((at(a) + at(b)) / 2 / factor);
    context.strokeStyle = colour('soft');
    context.beginPath();
    for (let y = box.top, k = 0; y <= box.bottom; y += 6, k++) context.lineTo(middle + (k % 2 ? 3 : -3), y);
    context.stroke();
  }
  const present = state => all.some(i => states[i] === state && from[i] != null);
  legend(context, box.left, 14, ['c', 'p', 'f', 'r', 'w'].filter(present).map(state => [(px, y) => lane(context, state, px - 6, y - 5, 12, 10), words[state]]));
  if (workers.length > rows) { context.textAlign = 'right'; context.fillText(`${rows} of ${workers.length} workers`, box.right, 14); }
  const known = spots.has(host);
  spots.set(host, found);
  if (known) return;
  host.addEventListener('pointermove', event => {
    const place = host.getBoundingClientRect(), px = event.clientX - place.left, py = event.clientY - place.top;
    const under = spots.get(host).find(([a, b, upper, lower]) => px >= a - 1 && px <= b + 1 && py >= upper && py <= lower);
    if (!under) { tooltip.hidden = true; return; }
    const i = under[4];
    tell(event, `${workers[worker[i]]}, ${clock(start + from[i])}, ${number(length[i])} s\n${describe(i)}`);
  });
  host.addEventListener('pointerleave', () => { tooltip.hidden = true; });
}
