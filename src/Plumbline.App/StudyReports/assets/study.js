// Draws everything, and again when size, theme, medium or the chosen objective change; sorts the table.

function drawPlaces() {
  drawHistory();
  drawParallel();
  drawSlices();
  drawContour();
}

function drawAll() {
  drawPlaces();
  drawFronts();
  drawSteps();
  drawTime();
}

drawAll();
redraw(document.querySelector('main'), drawAll);
$('objective')?.addEventListener('change', event => { shown = +event.target.value; drawPlaces(); });
$('pair')?.addEventListener('change', drawContour);

const table = $('trial-table');
const value = cell => {
  const text = cell.textContent.replaceAll(',', ''), size = Number(text);
  return text === '' ? null : Number.isNaN(size) ? cell.textContent : size;
};
table?.querySelectorAll('thead th').forEach((head, column) => {
  const button = document.createElement('button');
  button.type = 'button';
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener('click', () => {
    const rising = head.getAttribute('aria-sort') !== 'ascending', body = table.tBodies[0];
    for (const other of table.querySelectorAll('thead th')) other.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', rising ? 'ascending' : 'descending');
    const rows = [...body.rows].map(row => [row, value(row.cells[column])]);
    rows.sort(([, a], [, b]) => a === null || b === null ? (a === null) - (b === null) : (rising ? 1 : -1) * (typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b))));
    body.append(...rows.map(([row]) => row));
  });
});
