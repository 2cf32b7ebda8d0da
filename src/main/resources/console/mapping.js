/** The active mapping, as a table and as a file. */

import { call, path } from './client.js';
import { parseCsv } from './csv.js';
import { h, render } from './dom.js';
import { count } from './format.js';
import { button, icon, notice, problemList, table } from './parts.js';

/** The tab Mapping of a connector. @param {Function} mount shows the tab's content */
export async function mappingTab(page, connector, mount) {
  const name = connector.mapping ?? 'users.csv';
  const wrong = connector.problems.filter(({ file, severity }) => file === name && severity === 'error');
  const text = await active(page, connector);
  if (text === undefined) {
    mount(faults(name, wrong, 'The connector does not run until the file is corrected.'));
    return;
  }
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
    wrong.length > 0 &&
      faults(name, wrong, 'The table below is the last valid version, which runs use until the file is corrected.'),
    h(
      'p',
      null,
      'Which Salesforce field feeds which attribute of the platform: the file ',
      h('code', null, name),
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

/** The active mapping as CSV; undefined if the file has never been valid. */
async function active(page, connector) {
  try {
    return await (
      await call('GET', path('connectors', connector.id, 'mapping.csv'), { signal: page.signal })
    ).text();
  } catch (problem) {
    if (problem.status === 409) return undefined;
    throw problem;
  }
}

const faults = (name, problems, consequence) =>
  notice(
    'bad',
    'warning',
    problems.length ? `The file ${name} has ${count(problems.length, 'error')}` : `The mapping ${name} cannot be read`,
    problemList(problems),
    h('p', null, consequence),
  );

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
