/** The mapping in force, as a table and as a file. */

import { call, path } from './client.js';
import { parseCsv } from './csv.js';
import { h, render } from './dom.js';
import { count } from './format.js';
import { button, icon, table } from './parts.js';

/** The tab Mapping of a connector. @param {Function} mount shows the tab's content */
export async function mappingTab(page, connector, mount) {
  const text = await (
    await call('GET', path('connectors', connector.id, 'mapping.csv'), { signal: page.signal })
  ).text();
  const [, ...records] = parseCsv(text);
  const rows = records.map(([target, source, transform, required, description]) => ({
    target,
    source,
    transform,
    required,
    description,
  }));
  const filter = h('input', { id: 'filter', type: 'search', oninput: () => show(), autocomplete: 'off' });
  const found = h('p.muted', { role: 'status' });
  const content = h('div');
  function show() {
    const wanted = filter.value.trim().toLowerCase();
    const matching = rows.filter((row) => Object.values(row).some((value) => value.toLowerCase().includes(wanted)));
    render(
      found,
      wanted ? `${count(matching.length, 'attribute')} of ${rows.length}` : count(rows.length, 'attribute'),
    );
    render(content, mappingTable(matching));
  }
  show();
  mount(
    h(
      'p',
      null,
      'Which Salesforce field feeds which attribute of the platform: the file ',
      h('code', null, connector.mapping ?? 'users.csv'),
      ' of the folder mappings.',
    ),
    h(
      'div.toolbar',
      null,
      h('div.field', null, h('label', { for: 'filter' }, 'Filter'), filter),
      button('Download mappings', () => download(text, `${connector.id}-mapping.csv`), { picture: 'download' }),
    ),
    found,
    content,
  );
}

function mappingTable(rows) {
  return table(
    'Mapping',
    [
      { label: 'Target attribute', cell: ({ target }) => h('code', null, target) },
      {
        label: 'Source attribute',
        cell: ({ source }) => (source ? h('code', null, source) : h('span.muted', null, 'constant')),
      },
      { label: 'Transform', cell: ({ transform }) => transform && h('code', null, transform) },
      {
        label: 'Required',
        cell: ({ required }) =>
          required.toLowerCase() === 'yes' && h('span.badge.calm', null, icon('check'), 'Required'),
      },
      { label: 'Description', tone: 'wide', cell: ({ description }) => description },
    ],
    rows,
    ({ target }) => target,
  );
}

function download(text, name) {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  h('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
