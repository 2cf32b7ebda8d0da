/** A connector's runs, as a chart and as a table. */

import { get, path, poll } from './client.js';
import { runChart } from './chart.js';
import { h, render } from './dom.js';
import { duration, moment, number } from './format.js';
import { badge, runLink, table } from './parts.js';

/** The tab History of a connector. @param {Function} mount shows the tab's content */
export function historyTab(page, connector, mount) {
  const chart = chartBox(page);
  const content = h('div.stack');
  poll(
    page,
    () => get(path('connectors', connector.id, 'runs'), { signal: page.signal }),
    (loaded) => {
      if (!page.mounted) mount(chart.element, content);
      chart.draw(loaded);
      render(content, loaded.length ? runTable(loaded) : h('p', null, 'No run yet.'));
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
    cell: (run) => number(run[key]),
  });
  return table(
    'Runs, the latest first',
    [
      {
        label: 'Started',
        cell: (run) =>
          h('a', { href: runLink(run.run) }, h('time', { datetime: run.startedAt }, moment(run.startedAt))),
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
