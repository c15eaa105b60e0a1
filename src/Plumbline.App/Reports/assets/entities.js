// Decoded entities: scores, times, heat maps.

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
