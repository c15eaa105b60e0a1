// Mean error of every signal, one bar chart a class.

function drawBars() {
  const host = $('bars');
  if (!host || !plots.means) return;
  host.replaceChildren();
  const { signals, classes } = plots.means, logarithmic = $('log-bars').checked;
  classes.slice(0, 8).forEach(({ name, mean }, index) => {
    const element = host.appendChild(document.createElement('canvas')), width = host.clientWidth;
    const named = width / signals.length >= 14, longest = named ? 96 : 8, height = 130 + longest, base = 122;
    const context = canvas(element, width, height), start = 60, each = (width - start - 4) / signals.length;
    const positive = mean.filter(value => value > 0), high = Math.max(...positive), low = Math.min(...positive);
    const part = value => !(value > 0) ? 0 : logarithmic ? Math.log(value / low * 1.2) / Math.log(high / low * 1.2 + 1e-9) : value / high;
    context.fillStyle = colour('text');
    context.fillText(name, 4, 9);
    context.fillStyle = colour('soft');
    context.textAlign = 'right';
    context.fillText(number(high), start - 6, 24);
    context.fillText(logarithmic ? number(low / 1.2) : '0', start - 6, base);
    context.fillStyle = colour('line');
    context.fillRect(start, base, width - start - 4, 1);
    mean.forEach((value, signal) => {
      context.fillStyle = index === 0 ? colour('line-1') : modeColour(index);
      const tall = part(value) * (base - 22);
      context.fillRect(start + signal * each + each * .12, base - tall, Math.max(1, each * .76), tall);
      if (!named) return;
      context.save();
      context.translate(start + (signal + .5) * each, base + 6);
      context.rotate(-Math.PI / 3.2);
      context.fillStyle = colour('soft');
      context.fillText(signals[signal], 0, 0);
      context.restore();
    });
    element.setAttribute('role', 'img');
    element.setAttribute('aria-label', `Mean error of every signal, ${name}; the numbers are in the table below`);
    element.addEventListener('pointermove', event => {
      const signal = Math.floor((event.clientX - element.getBoundingClientRect().left - start) / each);
      if (signal < 0 || signal >= signals.length) { leave(); return; }
      tell(event, [signals[signal], ...classes.map(other => `${other.name}: ${number(other.mean[signal])}`)].join('\n'));
    });
    element.addEventListener('pointerleave', leave);
  });
}
$('log-bars')?.addEventListener('change', drawBars);
