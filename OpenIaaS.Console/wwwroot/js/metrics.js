// Reads a chart under the pointer, or with the arrow keys: the figures of one moment. A click holds them, Escape lets go. Nothing asks the server.
(() => {
  const tip = document.createElement('div');
  tip.className = 'use-tip';
  tip.setAttribute('role', 'status');
  const mark = document.createElement('div');
  mark.className = 'use-mark';
  let held = false, at = null;

  const plotOf = target => target instanceof Element ? target.closest('[data-use]') : null;

  // Where the lines begin and end on the screen, as the grid tells.
  const span = plot => {
    const svg = plot.querySelector('svg'), grid = svg && svg.querySelector('.mud-charts-gridlines-yaxis');
    if (!grid || !grid.getBoundingClientRect().width) return null;
    const lines = grid.getBoundingClientRect();
    return { left: lines.left, width: lines.width, top: lines.top, bottom: lines.bottom };
  };

  const hide = () => { held = false; at = null; tip.remove(); mark.remove(); };

  const show = (plot, index) => {
    const where = span(plot), data = JSON.parse(plot.dataset.use), last = data.moments.length - 1;
    if (!where || last < 1) return;
    index = Math.max(0, Math.min(last, index));
    at = { plot, index };
    tip.replaceChildren();
    const head = document.createElement('b');
    head.textContent = data.moments[index];
    tip.append(head);
    for (const line of data.lines) {
      const row = document.createElement('span'), dot = document.createElement('i'), value = document.createElement('strong');
      dot.style.background = line.color;
      value.textContent = line.values[index];
      row.append(dot, line.name, value);
      tip.append(row);
    }
    document.body.append(tip, mark);
    const x = where.left + where.width * index / last;
    Object.assign(mark.style, { left: `${x}px`, top: `${where.top}px`, height: `${where.bottom - where.top}px` });
    const right = x + 14 + tip.offsetWidth < innerWidth;
    Object.assign(tip.style, { left: `${right ? x + 12 : x - 12 - tip.offsetWidth}px`, top: `${Math.min(where.top, innerHeight - tip.offsetHeight - 8)}px` });
    tip.classList.toggle('held', held);
  };

  const indexAt = (plot, x) => {
    const where = span(plot);
    return where ? Math.round((x - where.left) / where.width * (JSON.parse(plot.dataset.use).moments.length - 1)) : 0;
  };

  document.addEventListener('pointermove', event => {
    if (held) return;
    const plot = plotOf(event.target);
    if (plot) show(plot, indexAt(plot, event.clientX)); else if (at && document.activeElement !== at.plot) hide();
  }, { passive: true });
  document.addEventListener('click', event => {
    const plot = plotOf(event.target);
    if (!plot) { if (held) hide(); return; }
    held = !held;
    show(plot, indexAt(plot, event.clientX));
  });
  document.addEventListener('keydown', event => {
    const plot = plotOf(event.target);
    if (event.key === 'Escape' && at) hide();
    else if (plot && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      event.preventDefault();
      const count = JSON.parse(plot.dataset.use).moments.length;
      show(plot, at && at.plot === plot ? at.index + (event.key === 'ArrowRight' ? 1 : -1) : count - 1);
    }
  });
  document.addEventListener('focusout', event => { if (plotOf(event.target) && !held) hide(); });
  document.addEventListener('scroll', () => { if (at) hide(); }, { capture: true, passive: true });
})();
