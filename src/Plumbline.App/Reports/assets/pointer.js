// Zoom, movement and tooltips by pointer, keyboard and buttons.

const at = event => view[0] + (event.clientX - stack.getBoundingClientRect().left - gutter) / inner() * (view[1] - view[0]);
let drag = null;

function hover(event) {
  const offset = event.clientX - stack.getBoundingClientRect().left;
  const inside = offset >= gutter && offset <= gutter + inner();
  const row = signalUnder(event);
  if (!inside && row < 0) { leave(); return; }
  crosshair.hidden = !inside;
  crosshair.style.left = offset + 'px';
  tell(event, inside ? describe(Math.round(clamp(step(entity, at(event)), 0, entity.steps - 1)), row) : entity.signals[order[row]]);
}

function signalUnder(event) {
  for (const name of ['data-map', 'error-map']) {
    const box = $(name)?.getBoundingClientRect();
    if (box && event.clientY >= box.top && event.clientY < box.bottom && entity.signals)
      return clamp(Math.floor((event.clientY - box.top) / rowHeight()), 0, order.length - 1);
  }
  return -1;
}

function describe(at, row) {
  const covers = ([from, to]) => from <= at && at <= to;
  const lines = [`${when(entity, at)} (step ${at})`, `score ${number(entity.scores[point(entity, at)])}, threshold ${number(entity.threshold)}`];
  if (entity.labels) lines.push(`label: ${className(entity.labels.find(covers)?.[2] ?? 0)}`);
  if (entity.anomalies.some(covers)) lines.push('inside a found anomaly');
  if (row >= 0) {
    const cell = Math.min(entity.columns - 1, Math.floor(at * entity.columns / entity.steps)) * order.length + order[row], power = errorPower();
    lines.push(entity.signals[order[row]]);
    if (entity.data) lines.push(`  value ${number(entity.data[cell])} standard deviations`);
    if (entity.errors) lines.push(`  ${power === 2 ? 'squared' : 'absolute'} error ${number(entity.errors[cell] ** power)}`);
  }
  return lines.join('\n');
}

function leave() { crosshair.hidden = tooltip.hidden = true; }

stack.addEventListener('pointermove', event => {
  if (drag?.move) {
    look(drag.view[0] - (event.clientX - drag.x) / inner() * (drag.view[1] - drag.view[0]), drag.view[1] - (event.clientX - drag.x) / inner() * (drag.view[1] - drag.view[0]));
  } else if (drag) {
    const box = stack.getBoundingClientRect(), ends = [drag.x, event.clientX].map(end => clamp(end - box.left, gutter, gutter + inner())).sort((a, b) => a - b);
    selection.hidden = false;
    selection.style.left = ends[0] + 'px';
    selection.style.width = ends[1] - ends[0] + 'px';
  }
  hover(event);
});
stack.addEventListener('pointerleave', () => { if (!drag) leave(); });
stack.addEventListener('pointerdown', event => {
  if (event.button !== 0 || event.pointerType === 'touch') return;
  drag = { x: event.clientX, at: at(event), view: [...view], move: event.shiftKey };
  stack.setPointerCapture(event.pointerId);
});
stack.addEventListener('pointerup', event => {
  const done = drag;
  drag = null;
  selection.hidden = true;
  if (done && !done.move && Math.abs(event.clientX - done.x) > 5) {
    const ends = [done.at, at(event)].map(end => clamp(end, ...view)).sort((a, b) => a - b);
    look(...ends);
  }
});
stack.addEventListener('pointercancel', () => { drag = null; selection.hidden = true; });
stack.addEventListener('dblclick', () => look(...whole(entity)));
stack.addEventListener('wheel', event => {
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  zoom(event.deltaY > 0 ? 1.25 : .8, at(event));
}, { passive: false });
stack.addEventListener('keydown', event => {
  const action = { ArrowLeft: () => move(-.2), ArrowRight: () => move(.2), '+': () => zoom(.6), '=': () => zoom(.6), '-': () => zoom(1 / .6), 0: () => look(...whole(entity)) }[event.key];
  if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  action();
});

for (const [id, action] of Object.entries({ left: () => move(-.4), right: () => move(.4), in: () => zoom(.5), out: () => zoom(2), whole: () => look(...whole(entity)), previous: () => neighbour(-1), next: () => neighbour(1) }))
  $(id).addEventListener('click', action);
$('log').addEventListener('change', drawScore);
$('entity')?.addEventListener('change', event => show(+event.target.value));
for (const id of ['order', 'error-kind']) $(id).addEventListener('change', () => { prepareMaps(); drawMaps(); });
for (const button of document.querySelectorAll('.show'))
  button.addEventListener('click', () => {
    if (plots.entities[button.dataset.entity] !== entity) show(+button.dataset.entity);
    showAnomaly(+button.dataset.from, +button.dataset.to);
    $('series').scrollIntoView();
    stack.focus({ preventScroll: true });
  });
