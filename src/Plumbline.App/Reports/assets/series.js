// Score, label strip and heat maps of one entity over one time axis.

const stack = $('stack'), crosshair = $('crosshair'), selection = $('selection');
let entity, view, plot, gutter = 90, order = [];
const right = 12;

const inner = () => stack.clientWidth - gutter - right;
const left = at => gutter + (at - view[0]) / (view[1] - view[0]) * inner();

function mark(context, from, to, y, height, fill) {
  const start = clamp(left(x(entity, from - .5)), gutter, gutter + inner());
  const end = clamp(left(x(entity, to + .5)), gutter, gutter + inner());
  if (end <= gutter || start >= gutter + inner()) return;
  context.fillStyle = fill;
  context.fillRect(start, y, Math.max(1.5, end - start), height);
}

function drawScore() {
  plot?.destroy();
  const logarithmic = $('log').checked;
  const values = logarithmic ? entity.scores.map(value => value == null ? null : Math.max(value, entity.lowest)) : entity.scores;
  const axis = { stroke: colour('soft'), grid: { stroke: colour('grid'), width: 1 }, ticks: { stroke: colour('line'), width: 1 }, font: '11px system-ui, sans-serif' };
  const regular = entity.clock && !entity.times;
  plot = new uPlot({
    width: stack.clientWidth, height: 260, legend: { show: false }, cursor: { show: false }, select: { show: false }, padding: [8, right, 0, 0],
    tzDate: at => uPlot.tzDate(new Date(at * 1000), 'Etc/UTC'),
    scales: {
      x: { time: regular, range: () => view },
      y: {
        distr: logarithmic ? 3 : 1,
        range: (_, low, high) => {
          const threshold = entity.threshold;
          if (logarithmic) return [10 ** Math.floor(Math.log10(Math.min(low ?? threshold, threshold) * .9)), 10 ** Math.ceil(Math.log10(Math.max(high ?? threshold, threshold) * 1.1))];
          return [Math.min(0, low ?? 0), Math.max(high ?? 0, threshold) * 1.06];
        },
      },
    },
    axes: [
      { ...axis, space: regular ? 60 : 110, ...(entity.times ? { values: (_, splits) => splits.map(at => Number.isInteger(at) && at >= 0 && at < entity.steps ? when(entity, at).replace(' ', '\n') : ''), incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6], size: 46 }
        : entity.clock ? { values: [[86400, '{YYYY}-{MM}-{DD}', null, null, null, null, null, null, 1], [3600, '{HH}:{mm}', '\n{MM}-{DD}', null, '\n{MM}-{DD}', null, null, null, 1], [60, '{HH}:{mm}', '\n{MM}-{DD}', null, '\n{MM}-{DD}', null, null, null, 1], [1, '{HH}:{mm}:{ss}', '\n{MM}-{DD}', null, '\n{MM}-{DD}', null, null, null, 1]] } : {}) },
      { ...axis, size: gutter, values: (_, splits) => splits.map(value => value == null ? '' : number(value)) },
    ],
    series: [{}, { stroke: colour('accent'), width: 1.2, points: { size: 4 } }],
    hooks: {
      drawClear: [self => overPlot(self, context => {
        for (const [from, to] of entity.anomalies) mark(context, from, to, 8, self.bbox.height / uPlot.pxRatio, colour('found'));
      })],
      draw: [self => overPlot(self, context => {
        const y = Math.round(self.valToPos(entity.threshold, 'y', true) / uPlot.pxRatio) + .5;
        context.strokeStyle = context.fillStyle = colour('alarm');
        context.setLineDash([6, 4]);
        context.beginPath();
        context.moveTo(gutter, y);
        context.lineTo(gutter + inner(), y);
        context.stroke();
        context.textAlign = 'right';
        context.fillText(`threshold ${number(entity.threshold)}`, gutter + inner() - 4, y - 8);
        const fit = left(x(entity, entity.fitSteps - .5));
        if (entity.fitSteps > 0 && fit > gutter && fit < gutter + inner()) {
          context.strokeStyle = context.fillStyle = colour('fit');
          context.setLineDash([2, 3]);
          context.beginPath();
          context.moveTo(fit, 8);
          context.lineTo(fit, 8 + self.bbox.height / uPlot.pxRatio);
          context.stroke();
          context.fillText('used for fitting ', fit - 2, 16);
        }
      })],
    },
  }, [entity.at.map(at => x(entity, at)), values], $('score'));
  $('score').setAttribute('aria-label', `Score of ${entity.name}`);
}

function overPlot(self, draw) {
  const context = self.ctx;
  context.save();
  context.scale(uPlot.pxRatio, uPlot.pxRatio);
  context.font = '11px system-ui, sans-serif';
  context.textBaseline = 'middle';
  draw(context);
  context.restore();
}

const className = label => label === 0 ? 'normal' : `mode ${label}`;
const modeColour = label => colour('mode-' + ((Math.abs(label) - 1) % 5 + 1));

function drawStrip() {
  const labelled = entity.labels !== undefined, height = labelled ? 52 : 32;
  const context = canvas($('strip'), stack.clientWidth, height);
  const rows = [['found', entity.anomalies.map(([from, to]) => [from, to, colour('found-solid')])]];
  if (labelled) rows.unshift(['label', entity.labels.map(([from, to, label]) => [from, to, modeColour(label)])]);
  rows.forEach(([name, ranges], row) => {
    const y = 2 + 16 * row;
    context.fillStyle = colour('grid');
    context.fillRect(gutter, y, inner(), 12);
    for (const [from, to, fill] of ranges) mark(context, from, to, y, 12, fill);
    context.fillStyle = colour('soft');
    context.textAlign = 'right';
    context.fillText(name, gutter - 8, y + 6);
  });
  const modes = [...new Set((entity.labels ?? []).map(range => range[2]))].sort((a, b) => a - b);
  let at = gutter;
  context.textAlign = 'left';
  for (const [name, fill] of [...modes.map(mode => [className(mode), modeColour(mode)]), ['found', colour('found-solid')]]) {
    if (!labelled) break;
    context.fillStyle = fill;
    context.fillRect(at, 38, 10, 10);
    context.fillStyle = colour('soft');
    context.fillText(name, at + 14, 43.5);
    at += 30 + context.measureText(name).width;
  }
  $('strip').setAttribute('aria-label', `${entity.labels?.length ?? 0} labelled and ${entity.anomalies.length} found stretches of ${entity.name}`);
}

function diverging() {
  const zero = rgb('zero'), low = rgb('low'), high = rgb('high');
  return value => mix(zero, value < 0 ? low : high, Math.min(1, Math.abs(value) / 1.96));
}

const maps = { data: {}, error: {} };
const rowHeight = () => clamp(Math.floor(430 / entity.signals.length), 4, 17);
const errorPower = () => $('error-kind').value === 'squared' ? 2 : 1;

// One pixel a cell; drawn stretched to whatever part of the time is in view.
function paint(map, values, colours) {
  const { columns, signals } = entity, image = new ImageData(columns, signals.length), missing = parseInt(colour('missing').slice(1), 16);
  for (let row = 0; row < signals.length; row++)
    for (let column = 0; column < columns; column++) {
      const value = values[column * signals.length + order[row]], at = 4 * (row * columns + column);
      const [red, green, blue] = Number.isNaN(value) ? [missing >> 16, missing >> 8 & 255, missing & 255] : colours(value);
      image.data[at] = red; image.data[at + 1] = green; image.data[at + 2] = blue; image.data[at + 3] = 255;
    }
  map.image = document.createElement('canvas');
  map.image.width = columns;
  map.image.height = signals.length;
  map.image.getContext('2d').putImageData(image, 0, 0);
}

function legend(element, from, to, colours, names) {
  if (!element) return;
  const context = canvas(element, 330, 16);
  for (let i = 0; i < 120; i++) {
    context.fillStyle = `rgb(${colours(from + (to - from) * i / 119).map(Math.round)})`;
    context.fillRect(70 + i, 3, 1.5, 10);
  }
  context.fillStyle = colour('soft');
  context.textAlign = 'right';
  context.fillText(names[0], 64, 8.5);
  context.textAlign = 'left';
  context.fillText(names[1], 196, 8.5);
  context.fillStyle = colour('missing');
  context.fillRect(270, 3, 10, 10);
  context.fillStyle = colour('soft');
  context.fillText('missing', 284, 8.5);
}

function prepareMaps() {
  order = entity.signals ? entity.signals.map((_, signal) => signal) : [];
  if (entity.errors && $('order').value === 'error') {
    const largest = new Float64Array(order.length);
    entity.errors.forEach((value, cell) => { if (value > 0) largest[cell % order.length] += value * value; });
    order.sort((a, b) => largest[b] - largest[a]);
  }
  if (entity.data) {
    const colours = diverging();
    paint(maps.data, entity.data, colours);
    legend($('data-legend'), -1.96, 1.96, colours, ['\u2264 \u22121.96', '\u2265 1.96']);
  }
  if (entity.errors) {
    const power = errorPower(), sorted = entity.errors.filter(value => !Number.isNaN(value)).sort();
    const quantile = share => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0) ** power;
    const colours = sequential(quantile(.25), quantile(.95));
    paint(maps.error, entity.errors, value => colours(value ** power));
    legend($('error-legend'), quantile(.25), quantile(.95), colours, [`\u2264 ${number(quantile(.25))}`, `\u2265 ${number(quantile(.95))}`]);
    $('error-caption').textContent = power === 2 ? 'Squared errors' : 'Absolute errors';
  }
  const figures = { data: $('data-figure'), error: $('error-figure') };
  if (figures.data) figures.data.hidden = !entity.data;
  if (figures.error) figures.error.hidden = !entity.errors;
  $('map-options').hidden = !entity.errors;
  $('no-heat-map').hidden = !figures.data || Boolean(entity.data || entity.errors);
  const each = entity.steps / entity.columns;
  $('resolution').textContent = each > 1
    ? `A column of the heat maps is ${Number.isInteger(each) ? '' : 'about '}${number(each)} steps: the mean of values, the maximum of errors.` : '';
}

function drawMap(name, title) {
  const element = $(name + '-map'), values = name === 'data' ? entity.data : entity.errors;
  if (!element || !values) return;
  const size = rowHeight(), rows = order.length, context = canvas(element, stack.clientWidth, size * rows);
  const scale = entity.columns / entity.steps;
  const from = (step(entity, view[0]) + .5) * scale, width = (view[1] - view[0]) / entity.dx * scale;
  context.imageSmoothingEnabled = false;
  context.drawImage(maps[name].image, from, 0, width, rows, gutter, 0, inner(), size * rows);
  context.fillStyle = colour('soft');
  context.textAlign = 'right';
  const every = Math.ceil(11 / size);
  for (let row = every >> 1; row < rows; row += every) context.fillText(shorten(context, entity.signals[order[row]], gutter - 12), gutter - 8, size * (row + .5));
  element.setAttribute('aria-label', `${title} of ${rows} signals of ${entity.name} over time`);
}

function drawMaps() {
  drawMap('data', 'Standardised values');
  drawMap('error', 'Errors');
}

function measureGutter() {
  const context = document.createElement('canvas').getContext('2d');
  context.font = '11px system-ui, sans-serif';
  const longest = Math.max(60, ...(entity.signals ?? []).map(name => context.measureText(name).width));
  gutter = Math.round(Math.min(longest + 16, 190, stack.clientWidth * .3));
}

function drawStack() {
  measureGutter();
  drawScore();
  drawStrip();
  drawMaps();
}

function look(from, to) {
  const [first, last] = whole(entity), width = clamp(to - from, Math.min(last - first, 4 * Math.abs(entity.dx)), last - first);
  const start = clamp(from, first, last - width);
  view = [start, start + width];
  plot.setScale('x', { min: view[0], max: view[1] });
  drawStrip();
  drawMaps();
}

const zoom = (factor, at = (view[0] + view[1]) / 2) => look(at - (at - view[0]) * factor, at + (view[1] - at) * factor);
const move = part => look(view[0] + part * (view[1] - view[0]), view[1] + part * (view[1] - view[0]));

function show(index) {
  entity = decode(plots.entities[index]);
  view = whole(entity);
  if ($('entity')) $('entity').value = index;
  prepareMaps();
  drawStack();
}

function showAnomaly(from, to) {
  const margin = Math.max(12, 1.5 * (to - from + 1));
  look(x(entity, from - margin), x(entity, to + margin));
  for (const button of document.querySelectorAll('.show'))
    button.closest('tr').classList.toggle('current', plots.entities[button.dataset.entity] === entity && +button.dataset.from === from);
}

function neighbour(direction) {
  const middle = step(entity, (view[0] + view[1]) / 2), centre = ([from, to]) => (from + to) / 2;
  const ahead = entity.anomalies.filter(range => direction * (centre(range) - middle) > .75);
  const range = direction > 0 ? ahead[0] : ahead[ahead.length - 1];
  if (range) showAnomaly(...range);
}
