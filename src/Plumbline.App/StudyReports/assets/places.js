// Where in the space the good trials are: parallel axes, slices, surfaces.

// Worst first, so that the best are drawn on top.
const ranked = () => [...complete].sort((a, b) => (objective().minimize ? 1 : -1) * (objective().values[b] - objective().values[a]));

let lit = -1, parallelSpots = [];

function drawParallel() {
  const host = $('parallel-plot');
  if (!host) return;
  let element = host.querySelector('canvas');
  if (!element) {
    element = host.appendChild(document.createElement('canvas'));
    host.addEventListener('pointermove', event => {
      const at = host.getBoundingClientRect(), px = event.clientX - at.left, py = event.clientY - at.top;
      let nearest = -1, least = 10;
      for (const [i, points] of parallelSpots) {
        const k = points.findIndex(point => point[0] >= px);
        if (k < 1) continue;
        const [x0, y0] = points[k - 1], [x1, y1] = points[k], away = Math.abs(y0 + (y1 - y0) * (px - x0) / (x1 - x0) - py);
        if (away < least) [nearest, least] = [i, away];
      }
      if (nearest !== lit) { lit = nearest; drawParallel(); }
      if (lit >= 0) tell(event, describe(lit)); else tooltip.hidden = true;
    });
    host.addEventListener('pointerleave', () => { tooltip.hidden = true; if (lit >= 0) { lit = -1; drawParallel(); } });
  }
  const each = objective(), axes = [...parameters, { ...axisOf(each), name: each.name, values: each.values, isObjective: true }];
  const width = Math.max(host.clientWidth, 160), height = 400, context = canvas(element, width, height), top = 62, bottom = height - 36, foot = height - 14;
  const gap = (width - 130) / Math.max(1, axes.length - 1), x = k => axes.length === 1 ? width / 2 : 56 + k * gap;
  const y = (axis, value) => {
    if (value == null) return foot;
    const place = clamp(unit(axis, value), 0, 1);
    return bottom - (axis.isObjective && each.minimize ? 1 - place : place) * (bottom - top);
  };
  const top10 = new Set(each.top), order = ranked(), lines = order.map(i => [i, axes.map((axis, k) => [x(k), y(axis, axis.values[i])])]);
  parallelSpots = lines;
  const draw = ([, points], stroke, thick, alpha) => {
    context.globalAlpha = alpha;
    context.strokeStyle = stroke;
    context.lineWidth = thick;
    context.beginPath();
    points.forEach(([px, py], k) => k ? context.lineTo(px, py) : context.moveTo(px, py));
    context.stroke();
    context.globalAlpha = context.lineWidth = 1;
  };
  const faint = clamp(25 / order.length, .12, .6), loud = clamp(20 / top10.size, .3, .95);
  for (const line of lines) if (!top10.has(line[0])) draw(line, colour('pale'), 1, faint);
  for (const line of lines) if (top10.has(line[0])) draw(line, colour('strong'), 1.8, loud);
  for (const line of lines) if (line[0] === each.top[0]) draw(line, colour('mark'), 2.6, 1);
  for (const line of lines) if (line[0] === lit) draw(line, colour('text'), 2.6, 1);
  axes.forEach((axis, k) => {
    rule(context, x(k), top, x(k), bottom, colour('soft'));
    context.textAlign = k === axes.length - 1 ? 'left' : 'right';
    const some = axis.choices && axis.choices.length > 12 ? ticks(axis, 99).filter((_, i) => i % Math.ceil(axis.choices.length / 12) === 0) : ticks(axis, 6);
    for (const tick of some) {
      const at = y(axis, tick), text = shorten(context, label(axis, tick), Math.max(30, gap - 14));
      const wide = context.measureText(text).width, side = k === axes.length - 1 ? 6 : -6;
      context.globalAlpha = .78;
      context.fillStyle = colour('surface');
      context.fillRect(x(k) + (side > 0 ? side - 1 : side - wide - 1), at - 6, wide + 2, 12);
      context.globalAlpha = 1;
      rule(context, x(k) - 3, at, x(k) + 3, at, colour('soft'));
      context.fillStyle = colour('soft');
      context.fillText(text, x(k) + side, at);
    }
    if (axis.values.some((value, i) => value == null && states[i] === 'c')) {
      context.textAlign = 'center';
      context.fillStyle = colour('soft');
      context.fillText('not set', x(k), foot + 9);
    }
    // Names in two rows, so that each has the room of two axes.
    context.textAlign = k === 0 ? 'left' : k === axes.length - 1 ? 'right' : 'center';
    context.fillStyle = colour('text');
    const room = k === 0 || k === axes.length - 1 ? gap * 1.4 + 40 : gap * 1.85;
    context.font = `${axis.isObjective ? '600 ' : ''}11px system-ui, sans-serif`;
    context.fillText(shorten(context, axis.name, Math.max(60, room)), k === 0 ? 4 : k === axes.length - 1 ? width - 4 : x(k), axes.length > 6 && k % 2 ? 46 : 31);
    context.font = '11px system-ui, sans-serif';
  });
  const stroke = (name, thick) => (at, up) => { context.lineWidth = thick; rule(context, at - 6, up, at + 6, up, colour(name)); context.lineWidth = 1; };
  legend(context, 4, 10, [[stroke('mark', 2.6), 'best'], [stroke('strong', 1.8), 'best tenth'], [stroke('pale', 1), 'others']]);
}

// Steps aside within a choice by a fixed share of the trial's number, so that equal ones are seen.
const aside = i => ((numbers[i] * .618034) % 1 - .5) * .6;

function drawSlices() {
  const top = new Set(objective().top), order = ranked();
  for (const host of document.querySelectorAll('.slice')) {
    const each = parameters[host.dataset.parameter], used = order.filter(i => each.values[i] != null), found = [];
    const { context, box, x, y } = frame(host, 230, each, axisOf(objective()), { left: 62 });
    const place = i => each.choices ? x(each.values[i] + aside(i)) : x(each.values[i]);
    for (const i of used) {
      const at = [place(i), y(objective().values[i])];
      mark.dot(context, ...at, top.has(i) ? 3.4 : 2.6, colour(top.has(i) ? 'strong' : 'pale'), top.has(i) ? colour('surface') : null);
      found.push([...at, i]);
    }
    if (each.choices) each.choices.forEach((_, choice) => {
      const values = used.filter(i => each.values[i] === choice).map(i => objective().values[i]).sort((a, b) => a - b);
      if (values.length < 3) return;
      const half = .36 * (box.right - box.left) / each.choices.length, middle = y(values[values.length >> 1]);
      context.lineWidth = 2;
      rule(context, x(choice) - half, middle, x(choice) + half, middle, colour('text'));
      context.lineWidth = 1;
    });
    if (states[defaults] === 'c' && each.values[defaults] != null) drawDefaults(context, place(defaults), y(objective().values[defaults]));
    if (each.values[best()] != null) drawBest(context, place(best()), y(objective().values[best()]));
    hover(host, found);
  }
}

function drawContour() {
  const host = $('contour-plot');
  if (!host) return;
  const surface = plots.surfaces[+($('pair')?.value ?? 0)], across = parameters[surface.x], up = parameters[surface.y], each = objective(), { size } = surface;
  const { context, box, x, y } = frame(host, 470, across, up, { left: 92, top: 44 });
  const shades = sequential(0, 100), tone = place => `rgb(${shades(each.minimize ? 100 - place : place).map(Math.round)})`;
  const wide = (box.right - box.left) / size, tall = (box.bottom - box.top) / size;
  surface.cells[shown].forEach((place, cell) => {
    if (place < 0) return;
    const column = cell % size, row = Math.floor(cell / size), left = Math.floor(box.left + column * wide), upper = Math.floor(box.bottom - (row + 1) * tall);
    context.fillStyle = tone(place);
    context.fillRect(left, upper, Math.ceil(box.left + (column + 1) * wide) - left, Math.ceil(box.bottom - row * tall) - upper);
  });
  const found = [];
  for (const i of ranked()) {
    if (across.values[i] == null || up.values[i] == null) continue;
    const at = [x(across.values[i]), y(up.values[i])];
    mark.dot(context, ...at, 3.2, tone(100 * clamp(unit(each.axis, each.values[i]), 0, 1)), colour('text'));
    found.push([...at, i]);
  }
  // White on any colour of the surface.
  for (const [i, draw] of [[defaults, drawDefaults], [best(), (...at) => drawBest(...at, 'surface', 'text')]])
    if (states[i] === 'c' && across.values[i] != null && up.values[i] != null) draw(context, x(across.values[i]), y(up.values[i]));
  // Colours from the worst to the best that the axis shows.
  const from = each.minimize ? each.axis.high : each.axis.low, to = each.minimize ? each.axis.low : each.axis.high;
  context.textAlign = 'left';
  context.fillStyle = colour('soft');
  const worst = `${each.name}: worse ${number(from)}`;
  context.fillText(worst, box.left, 14);
  const start = box.left + context.measureText(worst).width + 8;
  for (let i = 0; i < 120; i++) {
    context.fillStyle = `rgb(${shades(i / 1.19).map(Math.round)})`;
    context.fillRect(start + i, 8, 1.5, 12);
  }
  context.strokeStyle = colour('line');
  context.strokeRect(start - .5, 7.5, 122, 13);
  context.fillStyle = colour('soft');
  const ends = `${number(to)} better`;
  context.fillText(ends, start + 130, 14);
  legend(context, start + 150 + context.measureText(ends).width, 14, usual(context, 'surface', 'text'));
  hover(host, found, 14);
}
