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
redraw(stack, drawAll);
