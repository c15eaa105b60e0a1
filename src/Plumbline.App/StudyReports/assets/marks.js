// Trials: what they are, their marks, and the tooltip of the one nearest to the pointer.

const { numbers, states, objectives, parameters } = plots;
const count = numbers.length;
const words = { c: 'complete', p: 'pruned', f: 'failed', r: 'running', w: 'waiting' };
const all = [...numbers.keys()];
const complete = all.filter(i => states[i] === 'c');
const defaults = numbers.indexOf(0);
let shown = 0;
const objective = () => objectives[shown];
const lines = {};
for (const course of plots.steps ?? []) lines[course.trial] = course;
const stepsOf = course => course.values.map((_, i) => course.at ? course.at[i] : course.from + i * course.apart);
const lastValue = i => lines[i]?.values[lines[i].values.length - 1];
const axisOf = each => ({ ...each.axis, name: `${each.name} (${each.minimize ? 'lower' : 'higher'} is better)` });

const mark = {
  dot(context, x, y, r, fill, edge) {
    context.beginPath();
    context.arc(x, y, r, 0, 2 * Math.PI);
    if (fill) { context.fillStyle = fill; context.fill(); }
    if (edge) { context.strokeStyle = edge; context.stroke(); }
  },
  cross(context, x, y, r, stroke) {
    rule(context, x - r, y - r, x + r, y + r, stroke);
    rule(context, x - r, y + r, x + r, y - r, stroke);
  },
  shape(context, points, fill, edge) {
    context.beginPath();
    points.forEach(([x, y], i) => i ? context.lineTo(x, y) : context.moveTo(x, y));
    context.closePath();
    if (fill) { context.fillStyle = fill; context.fill(); }
    if (edge) { context.strokeStyle = edge; context.stroke(); }
  },
  triangle: (context, x, y, r, fill, edge) => mark.shape(context, [[x, y - r], [x + r, y + r], [x - r, y + r]], fill, edge),
  diamond: (context, x, y, r, fill, edge) => mark.shape(context, [[x, y - r], [x + r, y], [x, y + r], [x - r, y]], fill, edge),
  star: (context, x, y, r, fill, edge) => mark.shape(context, [...Array(10).keys()].map(i => {
    const turn = Math.PI * (i / 5 - .5), far = i % 2 ? r * .45 : r;
    return [x + far * Math.cos(turn), y + far * Math.sin(turn)];
  }), fill, edge),
};

const best = () => objective().top[0];
const drawBest = (context, x, y, fill = 'mark', edge = 'surface') => { context.lineWidth = edge === 'surface' ? 1 : 1.6; mark.star(context, x, y, 8.5, colour(fill), colour(edge)); context.lineWidth = 1; };
const drawDefaults = (context, x, y) => { context.lineWidth = 2; mark.diamond(context, x, y, 6, colour('surface'), colour('text')); context.lineWidth = 1; };

// What the marks of a plot mean, in a row above it.
function legend(context, x, y, entries) {
  context.textAlign = 'left';
  for (const [draw, text] of entries) {
    draw(x + 6, y);
    context.fillStyle = colour('soft');
    context.fillText(text, x + 19, y);
    x += 36 + context.measureText(text).width;
  }
}

const usual = (context, ...tones) => [[(x, y) => drawBest(context, x, y, ...tones), 'best'], ...(states[defaults] === 'c' ? [[(x, y) => drawDefaults(context, x, y), 'defaults']] : [])];

function describe(i) {
  const text = [`trial ${numbers[i]}, ${words[states[i]]}${i === defaults ? ' (defaults)' : ''}`];
  for (const each of objectives) if (each.values[i] != null) text.push(`${each.name} ${number(each.values[i])}`);
  if (states[i] !== 'c' && lastValue(i) != null) text.push(`last value ${number(lastValue(i))}`);
  for (const each of parameters) if (each.values[i] != null) text.push(`${each.name}: ${label(each, each.values[i])}`);
  return text.join('\n');
}

// Spots are [x, y, trial]; a host keeps those of its last drawing.
const spots = new WeakMap();
function hover(host, found, reach = 18) {
  const known = spots.has(host);
  spots.set(host, found);
  if (known) return;
  host.addEventListener('pointermove', event => {
    const at = host.getBoundingClientRect();
    let nearest = null, least = reach * reach;
    for (const spot of spots.get(host)) {
      const distance = (spot[0] - event.clientX + at.left) ** 2 + (spot[1] - event.clientY + at.top) ** 2;
      if (distance < least) [nearest, least] = [spot, distance];
    }
    if (nearest) tell(event, describe(nearest[2])); else tooltip.hidden = true;
  });
  host.addEventListener('pointerleave', () => { tooltip.hidden = true; });
}
