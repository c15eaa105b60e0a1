// Draws everything, and again when size, theme or medium change.

function drawAll() {
  prepareMaps();
  drawStack();
  drawCharts();
  drawBars();
}

show(0);
drawCharts();
drawBars();
let width = stack.clientWidth, waiting = 0;
new ResizeObserver(() => {
  if (stack.clientWidth === width) return;
  width = stack.clientWidth;
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(drawAll);
}).observe(stack);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
for (const [moment, printing] of [['beforeprint', true], ['afterprint', false]])
  addEventListener(moment, () => {
    document.documentElement.classList.toggle('printing', printing);
    drawAll();
  });
