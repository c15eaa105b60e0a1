// Scales from values to places, their ticks, and the frame of a plot.

function unit(axis, value) {
  if (axis.choices) return (value + .5) / axis.choices.length;
  const { low, high } = axis;
  if (!(high > low)) return .5;
  if (axis.scale === 'log') return Math.log(Math.max(value, low * 1e-3) / low) / Math.log(high / low);
  if (axis.scale === 'reverse') return 1 - Math.log(Math.max(low + high - value, low * 1e-3) / low) / Math.log(high / low);
  return (value - low) / (high - low);
}

function linearTicks(low, high, most) {
  if (!(high > low)) return [low];
  const rough = (high - low) / Math.max(1, most), size = 10 ** Math.floor(Math.log10(rough));
  const step = size * [1, 2, 5, 10].find(factor => factor * size >= rough * .999);
  const ticks = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) ticks.push(+(i * step).toPrecision(12));
  return ticks;
}

function logTicks(low, high, most) {
  const from = Math.floor(Math.log10(low)), to = Math.ceil(Math.log10(high)), ticks = [], decades = Math.log10(high / low);
  if (decades < .8) return linearTicks(low, high, most);
  const factors = decades * 3 <= most ? [1, 2, 5] : decades * 2 <= most ? [1, 3] : [1], every = Math.max(1, Math.ceil((to - from) / Math.max(1, most)));
  for (let power = from; power <= to; power += every)
    for (const factor of factors) {
      const tick = +(factor * 10 ** power).toPrecision(6);
      if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) ticks.push(tick);
    }
  return ticks.length > 1 ? ticks : [low, high];
}

function ticks(axis, most) {
  if (axis.choices) return axis.choices.map((_, i) => i);
  if (!(axis.high > axis.low)) return [axis.low];
  const found = axis.scale === 'log' ? logTicks(axis.low, axis.high, most)
    : axis.scale === 'reverse' ? axis.high / axis.low < 6 ? linearTicks(axis.low, axis.high, most) : logTicks(axis.low, axis.high, most).map(tick => +(axis.low + axis.high - tick).toPrecision(12))
    : linearTicks(axis.low, axis.high, most);
  const whole = axis.whole ? [...new Set(found.map(Math.round))] : found;
  return whole.filter(tick => tick >= axis.low - 1e-9 * Math.abs(axis.low) && tick <= axis.high + 1e-9 * Math.abs(axis.high));
}

const label = (axis, value) => axis.choices ? axis.choices[value] : number(value);
const inside = (axis, value) => axis.choices || (value >= axis.low && value <= axis.high);

// A canvas in its host, with grid, ticks and names; x(value) and y(value) are places on it, brought in from beyond the edges.
function frame(host, height, across, up, { left = 64, top = 10, below = 40 } = {}) {
  let element = host.querySelector('canvas');
  if (!element) element = host.appendChild(document.createElement('canvas'));
  const width = Math.max(160, host.clientWidth), context = canvas(element, width, height), box = { left, top, right: width - 12, bottom: height - below };
  const x = value => box.left + clamp(unit(across, value), 0, 1) * (box.right - box.left);
  const y = value => box.bottom - clamp(unit(up, value), 0, 1) * (box.bottom - box.top);
  context.lineWidth = 1;
  context.textAlign = 'right';
  for (const tick of ticks(up, Math.max(2, Math.floor((box.bottom - box.top) / 40)))) {
    const place = Math.round(y(tick)) + .5;
    rule(context, box.left, place, box.right, place, colour('grid'));
    context.fillStyle = colour('soft');
    context.fillText(shorten(context, label(up, tick), left - 22), box.left - 6, place);
  }
  context.textAlign = 'center';
  const marks = ticks(across, across.choices ? 99 : Math.max(2, Math.floor((box.right - box.left) / 70))), each = (box.right - box.left) / Math.max(1, marks.length);
  let last = -Infinity;
  for (const tick of marks) {
    const place = Math.round(x(tick)) + .5, text = shorten(context, label(across, tick), across.choices ? Math.max(26, each - 6) : 90), half = context.measureText(text).width / 2;
    rule(context, place, box.top, place, box.bottom + 3, colour('grid'));
    if (place - half < last + 4) continue;
    last = place + half;
    context.fillStyle = colour('soft');
    context.fillText(text, clamp(place, half, width - half), box.bottom + 12);
  }
  rule(context, box.left, box.bottom + .5, box.right, box.bottom + .5, colour('line'));
  context.fillStyle = colour('text');
  context.fillText(shorten(context, across.name, box.right - box.left), (box.left + box.right) / 2, height - 9);
  context.save();
  context.translate(9, (box.top + box.bottom) / 2);
  context.rotate(-Math.PI / 2);
  context.fillText(shorten(context, up.name, box.bottom - box.top), 0, 0);
  context.restore();
  return { element, context, box, x, y };
}

function rule(context, x0, y0, x1, y1, stroke) {
  context.strokeStyle = stroke;
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}
