// What every other part uses: the data of the page, colours of the theme, numbers, times, decoded entities.

const plots = JSON.parse(document.getElementById('plots').textContent);
const $ = id => document.getElementById(id);
const colour = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
const rgb = name => colour(name).split(',').map(Number);
const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

function bytes(base64) {
  const text = atob(base64), result = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) result[i] = text.charCodeAt(i);
  return result.buffer;
}

function halves(base64) {
  const bits = new Uint16Array(bytes(base64)), result = new Float32Array(bits.length);
  for (let i = 0; i < bits.length; i++) {
    const sign = bits[i] >> 15 ? -1 : 1, exponent = bits[i] >> 10 & 31, fraction = bits[i] & 1023;
    result[i] = exponent === 31 ? (fraction ? NaN : sign * Infinity)
      : sign * (exponent ? 2 ** (exponent - 15) * (1 + fraction / 1024) : 2 ** -24 * fraction);
  }
  return result;
}

function number(value) {
  if (value == null || Number.isNaN(value)) return '\u2013';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) return value.toExponential(2);
  return value.toLocaleString('en', { maximumSignificantDigits: 4, maximumFractionDigits: 4 });
}

const two = value => String(value).padStart(2, '0');

function clock(seconds) {
  const at = new Date(Math.round(seconds * 1000));
  return `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`
    + (at.getUTCSeconds() ? ':' + two(at.getUTCSeconds()) : '');
}

function decode(entity) {
  if (entity.scores) return entity;
  const score = new Float32Array(bytes(entity.score));
  entity.at = entity.at ? Array.from(new Float32Array(bytes(entity.at))) : Array.from(score, (_, i) => i);
  entity.scores = Array.from(score, value => Number.isNaN(value) ? null : value);
  entity.lowest = entity.scores.reduce((low, value) => value > 0 && value < low ? value : low, Infinity);
  if (entity.times) entity.times = new Float64Array(bytes(entity.times));
  // x of a step: its time where times are regular, else the step itself, so that long gaps take no room.
  entity.x0 = entity.times ? 0 : entity.start;
  entity.dx = entity.times ? 1 : entity.apart;
  if (entity.data) entity.data = halves(entity.data);
  if (entity.errors) entity.errors = halves(entity.errors);
  return entity;
}

function point(entity, step) {
  let low = 0, high = entity.at.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (entity.at[middle] <= step) low = middle; else high = middle - 1;
  }
  return low;
}

function when(entity, step) {
  const value = entity.times ? entity.times[point(entity, step)] : entity.start + step * entity.apart;
  return entity.clock ? clock(value) : (entity.times ? 'index ' : '') + value;
}

const x = (entity, step) => entity.x0 + step * entity.dx;
const step = (entity, at) => (at - entity.x0) / entity.dx;
const whole = entity => [x(entity, -.5), x(entity, entity.steps - .5)];
