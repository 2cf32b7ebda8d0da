/** A connector's runs, as a chart and as a table. */

import { get, path, poll } from './client.js';
import { runChart } from './chart.js';
import { h, render } from './dom.js';
import { duration, number, toTheSecond, unsent } from './format.js';
import { badge, button, runLink, table } from './parts.js';

const PAGE = 100;

/** The tab History of a connector. @param {Function} mount shows the tab's content */
export function historyTab(page, connector, mount) {
  const chart = chartBox(page);
  const content = h('div.stack');
  let older = [];
  let latest = [];
  let more = false;

  const load = (before) => {
    const query = new URLSearchParams({ limit: PAGE, ...(before && { before }) });
    return get(`${path('connectors', connector.id, 'runs')}?${query}`, { signal: page.signal });
  };
  async function loadOlder() {
    const shown = all().length;
    const loaded = await page.attempt(() => load(all().at(-1).run));
    if (!loaded) return;
    older = [...older, ...loaded];
    more = loaded.length === PAGE;
    draw();
    content.querySelectorAll('tbody tr')[shown]?.querySelector('a').focus();
  }
  /** What was loaded before stays below the latest, even when new runs push some of it out of the first page. */
  function all() {
    const seen = new Set(latest.map(({ run }) => run));
    return [...latest, ...older.filter(({ run }) => !seen.has(run))];
  }
  const draw = () =>
    render(
      content,
      all().length ? runTable(all()) : h('p', null, 'No run yet.'),
      all().length > 0 && h('p.muted', { role: 'status' }, more ? `${number(all().length)} shown` : `All ${number(all().length)} runs shown`),
      more && button('Load older', loadOlder),
    );

  poll(
    page,
    () => load(),
    (loaded) => {
      if (older.length) older = [...latest.filter(({ run }) => run < loaded.at(-1)?.run), ...older];
      latest = loaded;
      if (!older.length) more = loaded.length === PAGE;
      if (!page.mounted) mount(chart.element, content);
      chart.draw(loaded);
      draw();
      return loaded[0]?.status === 'running' ? 2 : 8;
    },
  );
}

/** The chart of runs in a box it fills, whatever its width. @returns {{element, draw}} draw is given the runs */
export function chartBox(page) {
  const element = h('div.chart');
  let runs = [];
  const draw = () =>
    render(element, runs.length > 1 && runChart(runs, Math.max((element.clientWidth || 932) - 32, 240)));
  const resized = new ResizeObserver(draw);
  resized.observe(element);
  page.signal.addEventListener('abort', () => resized.disconnect());
  return {
    element,
    draw: (loaded) => {
      runs = loaded;
      draw();
    },
  };
}

function runTable(runs) {
  const amount = (key) => ({
    label: key[0].toUpperCase() + key.slice(1),
    tone: 'number',
    cell: (run) => (unsent(run) && ['created', 'updated', 'deleted'].includes(key) && run[key] ? h('span.muted', { title: 'Not sent' }, `(${number(run[key])})`) : number(run[key])),
  });
  return table(
    'Runs, the latest first',
    [
      {
        label: 'Started',
        cell: (run) =>
          h('a', { href: runLink(run.run) }, h('time', { datetime: run.startedAt }, toTheSecond(run.startedAt))),
      },
      { label: 'Status', cell: ({ status }) => badge(status) },
      { label: 'Trigger', cell: ({ trigger, preview }) => (preview ? `${trigger}, preview` : trigger) },
      { label: 'Duration', tone: 'number', cell: ({ durationMs }) => duration(durationMs) },
      ...['read', 'created', 'updated', 'deleted', 'rejected'].map(amount),
      { label: 'Reason', tone: 'wide', cell: ({ reason }) => reason && h('span.clamp', { title: reason }, reason) },
    ],
    runs,
    ({ run }) => run,
  );
}
