// What every page uses: its data, colours of the theme, numbers and times, canvases, the tooltip.

const plots = JSON.parse(document.getElementById('plots').textContent);
const $ = id => document.getElementById(id);
const colour = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
const rgb = name => colour(name).split(',').map(Number);
const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
const tooltip = $('tooltip');

function number(value) {
  if (value == null || Number.isNaN(value)) return '\u2013';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) return Number(value.toPrecision(3)).toExponential();
  return value.toLocaleString('en', { maximumSignificantDigits: 4, maximumFractionDigits: 4 });
}

const two = value => String(value).padStart(2, '0');

function clock(seconds) {
  const at = new Date(Math.round(seconds * 1000));
  return `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`
    + (at.getUTCSeconds() ? ':' + two(at.getUTCSeconds()) : '');
}

function canvas(element, width, height) {
  const ratio = window.devicePixelRatio || 1;
  element.width = Math.round(width * ratio);
  element.height = Math.round(height * ratio);
  element.style.width = width + 'px';
  element.style.height = height + 'px';
  const context = element.getContext('2d');
  context.scale(ratio, ratio);
  context.font = '11px system-ui, sans-serif';
  context.textBaseline = 'middle';
  return context;
}

const mix = (from, to, part) => [0, 1, 2].map(i => from[i] + (to[i] - from[i]) * part);

function sequential(from, to) {
  const cold = rgb('cold'), warm = rgb('warm'), hot = rgb('hot');
  return value => {
    const part = clamp((value - from) / (to - from || 1), 0, 1);
    return part < .5 ? mix(cold, warm, 2 * part) : mix(warm, hot, 2 * part - 1);
  };
}

function shorten(context, name, width) {
  if (context.measureText(name).width <= width) return name;
  while (name.length > 1 && context.measureText(name + '\u2026').width > width) name = name.slice(0, -1);
  return name + '\u2026';
}

// Beside the pointer, and never outside the window.
function tell(event, text) {
  tooltip.textContent = text;
  tooltip.hidden = false;
  const box = tooltip.getBoundingClientRect();
  tooltip.style.left = Math.max(0, event.clientX + 16 + box.width > innerWidth ? event.clientX - 12 - box.width : event.clientX + 16) + 'px';
  tooltip.style.top = clamp(event.clientY + 14, 0, innerHeight - box.height - 4) + 'px';
}

// Draws again when size, theme or medium change.
function redraw(element, draw) {
  let width = element.clientWidth, waiting = 0;
  new ResizeObserver(() => {
    if (element.clientWidth === width) return;
    width = element.clientWidth;
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(draw);
  }).observe(element);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  for (const [moment, printing] of [['beforeprint', true], ['afterprint', false]])
    addEventListener(moment, () => {
      document.documentElement.classList.toggle('printing', printing);
      draw();
    });
}
