// Training, ROC, precision-recall and cost curves.

const charts = [];

function chart(id, height, make) {
  const element = $(id);
  if (element) charts.push({ element, height, make, plot: null });
}

function drawCharts() {
  for (const each of charts) {
    each.plot?.destroy();
    const { options, data } = each.make();
    each.plot = new uPlot({ width: each.element.clientWidth, height: each.height, ...options }, data, each.element);
  }
}

const chartAxis = (label, size = 52) => ({
  stroke: colour('soft'), grid: { stroke: colour('grid'), width: 1 }, ticks: { stroke: colour('line'), width: 1 },
  font: '11px system-ui, sans-serif', label, labelFont: '11px system-ui, sans-serif', labelSize: 18, size,
  values: (_, splits) => splits.map(value => value == null ? '' : number(value)),
});
const line = (name, index, dash) => ({ label: name, stroke: colour('line-' + (index % 5 + 1)), width: index === 0 ? 2 : 1.4, dash, spanGaps: true, points: { show: false }, value: (_, value) => number(value) });
const dashes = [undefined, [8, 4], [3, 3], [10, 3, 2, 3], [2, 4]];

function vertical(at, text, tone) {
  return self => {
    const place = self.valToPos(at, 'x', true), { left, top, width, height } = self.bbox, context = self.ctx;
    if (!(place >= left && place <= left + width)) return;
    context.save();
    context.strokeStyle = context.fillStyle = colour(tone);
    context.setLineDash([6, 4]);
    context.beginPath();
    context.moveTo(place, top);
    context.lineTo(place, top + height);
    context.stroke();
    context.font = `${11 * uPlot.pxRatio}px system-ui, sans-serif`;
    context.textBaseline = 'top';
    context.textAlign = place > left + width / 2 ? 'right' : 'left';
    context.fillText(` ${text} `, place, top + 2);
    context.restore();
  };
}

if (plots.training) chart('training-chart', 260, () => {
  const { loss, validation, best } = plots.training, all = [...loss, ...validation].filter(value => value > 0);
  const logarithmic = Math.max(...all) / Math.min(...all) > 30;
  const series = [{ label: 'epoch' }, line('loss', 0)], data = [loss.map((_, epoch) => epoch + 1), loss];
  if (validation.length) { series.push(line('validation loss', 1, dashes[1])); data.push(validation); }
  return { data, options: { series, scales: { x: { time: false }, y: { distr: logarithmic ? 3 : 1 } }, axes: [{ ...chartAxis('epoch', 34), incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] }, chartAxis('loss')], hooks: { draw: [vertical(best + 1, 'kept', 'fit')] } } };
});

// Curves have their own x each, with vertical parts: nudged to rise strictly, then joined on one axis.
function rates(id, curves, across, up, diagonal) {
  chart(id, 340, () => {
    const tables = curves.map(curve => {
      const points = curve.x.map((value, i) => [value, curve.y[i]]).filter(([a, b]) => a != null && b != null);
      if (points.length > 1 && points[0][0] > points[points.length - 1][0]) points.reverse();
      let last = -1;
      return [points.map(([value]) => last = Math.max(value, last + 1e-9)), points.map(([, value]) => value)];
    });
    if (diagonal) tables.push([[0, 1], [0, 1]]);
    const series = [{ label: across, value: (_, value) => number(value) }, ...curves.map((curve, index) => line(curve.name, index, dashes[index % 5]))];
    if (diagonal) series.push({ label: 'chance', stroke: colour('line'), width: 1, spanGaps: true, points: { show: false }, value: (_, value) => number(value) });
    return { data: uPlot.join(tables), options: { series, scales: { x: { time: false, range: [0, 1] }, y: { range: [0, 1.02] } }, axes: [chartAxis(across, 34), chartAxis(up)] } };
  });
}
rates('roc-chart', plots.roc ?? [], 'false alarm rate', 'recall', true);
rates('precision-recall-chart', plots.precisionRecall ?? [], 'recall', 'precision', false);

if (plots.cost) chart('cost-chart', 340, () => {
  const { thresholds, slices, chosen } = plots.cost;
  return {
    data: [thresholds, ...slices.map(slice => slice.cost)],
    options: {
      series: [{ label: 'threshold', value: (_, value) => number(value) }, ...slices.map((slice, index) => line(slice.name, index, dashes[index % 5]))],
      scales: { x: { time: false, distr: 3 }, y: { range: (_, low, high) => [0, high * 1.05 || 1] } },
      axes: [chartAxis('threshold', 34), chartAxis('cost')], hooks: { draw: [vertical(chosen, `chosen ${number(chosen)}`, 'alarm')] },
    },
  };
});
