/** The chart of a connector's last runs. */

import { h, svg } from './dom.js';
import { done, moment, number } from './format.js';
import { word } from './parts.js';

const SERIES = ['created', 'updated', 'deleted'];
const NAMES = { created: 'Created', updated: 'Updated', deleted: 'Deleted' };
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const TIME = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' });
const HEIGHT = 220;
const EDGE = { top: 26, right: 4, bottom: 28, left: 52 };
const WIDEST = 36;

/**
 * What each of the last runs changed, stacked, the latest on the right; a run that sent nothing has the sign of its status.
 * A bar that would flatten all others is cut off and has its number above it.
 * @param {object[]} runs the latest first
 * @param {number} width in pixels
 */
export function runChart(runs, width) {
  const shown = runs
    .filter(({ status }) => status !== 'skipped')
    .slice(0, Math.floor((width - EDGE.left) / 14))
    .slice(0, 40)
    .reverse();
  const top = highest(shown);
  const step = (width - EDGE.left - EDGE.right) / Math.max(shown.length, 12);
  const y = (value) => EDGE.top + (HEIGHT - EDGE.top - EDGE.bottom) * (1 - Math.min(value, top) / top);
  return h(
    'figure',
    null,
    svg(
      'svg',
      { viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, role: 'img', 'aria-label': spoken(shown) },
      grid(top, y, width),
      shown.map((run, index) => bar(run, EDGE.left + step * index, step, y, top)),
      dates(shown, step),
    ),
    h(
      'figcaption',
      null,
      SERIES.map((key) =>
        h(
          'span',
          null,
          svg(
            'svg.key',
            { viewBox: '0 0 12 12', 'aria-hidden': 'true' },
            svg(`rect.${key}`, { width: 12, height: 12, rx: 3 }),
          ),
          NAMES[key],
        ),
      ),
      [
        ['failed', 'Failed'],
        ['held', 'Held'],
        ['previewed', 'Preview, cancelled or discarded'],
      ].map(([status, name]) => h('span', null, key(status), name)),
    ),
  );
}

const size = (run) => SERIES.reduce((sum, key) => sum + run[key], 0);
const sent = ({ status, preview }) => !preview && !['held', 'discarded', 'replaced'].includes(status);

/** The scale's end: a round number above the largest bar, or above the next one if that is far smaller. */
function highest(runs) {
  const [first = 0, second = 0] = runs
    .filter(sent)
    .map(size)
    .sort((one, other) => other - one);
  const largest = Math.max(second && first > second * 6 ? second * 1.2 : first, 4);
  const unit = 10 ** Math.floor(Math.log10(largest));
  return [1, 2, 4, 5, 8, 10].find((factor) => factor * unit >= largest) * unit;
}

function grid(top, y, width) {
  const lines = top % 4 ? 5 : 4;
  return Array.from({ length: lines + 1 }, (_, line) => (top / lines) * line).map((value) => [
    svg('line.grid', { x1: EDGE.left, x2: width - EDGE.right, y1: y(value), y2: y(value) }),
    svg('text.axis', { x: EDGE.left - 8, y: y(value) + 4, 'text-anchor': 'end' }, number(value)),
  ]);
}

function bar(run, x, step, y, top) {
  const width = Math.min(step * 0.7, WIDEST);
  const left = x + (step - width) / 2;
  const total = size(run);
  let below = 0;
  const parts = sent(run)
    ? SERIES.map((key) => {
        const from = y(below);
        below += run[key];
        const tall = run[key] ? Math.max(from - y(below), 2) : 0;
        return (
          tall > 0 && svg(`rect.${key}`, { x: left, y: from - tall, width, height: tall, rx: Math.min(2, tall / 2) })
        );
      })
    : [];
  const cut = sent(run) && total > top;
  return svg(
    'g',
    null,
    svg('title', null, describe(run)),
    svg('rect.hover', { x, y: EDGE.top, width: step, height: HEIGHT - EDGE.top - EDGE.bottom }),
    parts,
    cut && svg('path.cut', { d: `M${left - 2} ${EDGE.top + 12}l${width + 4} -6v4l-${width + 4} 6z` }),
    cut && svg('text.axis', { x: left + width / 2, y: EDGE.top - 8, 'text-anchor': 'middle' }, number(total)),
    mark(run, left + width / 2, y(0)),
  );
}

/** The sign of a run that did not simply complete, on the base line. */
function mark({ status }, x, base) {
  if (status === 'completed' || status === 'running') return null;
  if (status === 'failed') return svg('path.failed', { d: `M${x - 5} ${base - 14}l10 10m0 -10l-10 10` });
  if (status === 'held') return svg('path.held', { d: `M${x - 3} ${base - 14}v10m6 -10v10` });
  return svg('circle.other', { cx: x, cy: base - 9, r: 4 });
}

function key(status) {
  return svg('svg.key', { viewBox: '0 0 12 12', 'aria-hidden': 'true' }, mark({ status }, 6, 15));
}

function dates(runs, step) {
  const every = Math.max(1, Math.ceil(96 / step));
  let before = '';
  return runs
    .filter((run, index) => index % every === 0)
    .map((run, index) => {
      const date = DAY.format(new Date(run.startedAt));
      const shown = date === before ? TIME.format(new Date(run.startedAt)) : date;
      before = date;
      return svg('text.axis', { x: EDGE.left + step * index * every + 2, y: HEIGHT - 8 }, shown);
    });
}

const describe = (run) => `${moment(run.startedAt)}: ${word(run.status).toLowerCase()}, ${done(run)}`;

function spoken(runs) {
  return `What the last ${runs.length} runs created, updated and deleted. ${runs.slice(-3).reverse().map(describe).join('. ')}.`;
}
