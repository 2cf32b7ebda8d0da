/** What a run planned for whom, and what became of it. */

import { get, path } from './client.js';
import { h, render } from './dom.js';
import { number } from './format.js';
import { button, connectorLink, icon, runLink, table } from './parts.js';

const PAGE = 100;
const MOST = 1000;
const KINDS = { create: 'Creations', update: 'Updates', delete: 'Deletions', reject: 'Rejections' };
const COUNTS = { create: 'created', update: 'updated', delete: 'deleted', reject: 'rejected' };
const ICONS = {
  create: ['good', 'plus', 'Create'],
  update: ['busy', 'run', 'Update'],
  delete: ['bad', 'off', 'Delete'],
  reject: ['warn', 'cross', 'Reject'],
};
const REASONS = {
  status: 'status: no longer a selected status',
  filter: 'filter: left the user types or the filter',
  'not-visible': 'not-visible: Salesforce does not show the user any more',
};

/** A kind of change, in icon and word. */
export function kindBadge(kind) {
  const [tone, picture, name] = ICONS[kind];
  return h(`span.badge.${tone}`, null, icon(picture), name);
}

/** Why a change is there or was refused. */
export const cause = ({ reason, code, message }) => REASONS[reason] ?? [code, message].filter(Boolean).join(': ');

/**
 * The list of a run's changes, page by page.
 * @returns {{element, load}} load reads the list of a run from its start
 */
export function changesSection(page, { run: id, connector }) {
  const filter = h('div.segments');
  const list = h('div.stack');
  const element = h(
    'section',
    { 'aria-labelledby': 'changes', hidden: true },
    h('h2', { id: 'changes' }, 'Changes'),
    h('fieldset.plain', null, h('legend.unseen', null, 'Kind of change'), filter),
    list,
  );
  const wished = new URLSearchParams(location.hash.split('?')[1]).get('kind');
  let kind = wished in KINDS ? wished : '';
  let changes = [];

  async function more() {
    const wanted = kind;
    // whoever comes back finds as many as were shown before
    const limit = changes.length ? PAGE : Math.min(MOST, Math.max(PAGE, page.noted.changes ?? 0));
    const query = new URLSearchParams({
      limit,
      ...(kind && { kind }),
      ...(changes.length && { after: changes.at(-1).sourceId }),
    });
    const loaded = await page.attempt(() => get(`${path('runs', id, 'changes')}?${query}`, { signal: page.signal }));
    if (!loaded || wanted !== kind) return;
    const next = changes.length;
    changes = [...changes, ...loaded];
    page.note({ changes: changes.length });
    render(
      list,
      changes.length ? changeTable(changes, connector) : h('p.muted', null, 'No changes of this kind.'),
      h('p.muted', { role: 'status' }, changes.length ? `${number(changes.length)} shown` : ''),
      loaded.length === limit && button('Load more', more),
    );
    if (next) list.querySelectorAll('tbody tr')[next]?.querySelector('a').focus();
  }

  function choose(next) {
    if (next !== kind) {
      kind = next;
      page.note({ changes: 0 });
      history.replaceState(history.state, '', runLink(id) + (kind ? `?kind=${kind}` : ''));
    }
    changes = [];
    return more();
  }

  return {
    element,
    load(run) {
      const total = Object.values(COUNTS).reduce((sum, key) => sum + run[key], 0);
      element.hidden = total + run.pending === 0;
      if (element.hidden) return;
      const segment = (value, label) =>
        h(
          'label',
          null,
          h('input', { type: 'radio', name: 'kind', value, checked: value === kind, onchange: () => choose(value) }),
          h('span', null, label),
        );
      render(
        filter,
        segment('', 'All'),
        Object.entries(KINDS).map(([key, name]) => segment(key, `${name} ${number(run[COUNTS[key]])}`)),
      );
      choose(kind);
    },
  };
}

function changeTable(changes, connector) {
  return table(
    'Changes',
    [
      {
        label: 'Salesforce Id',
        cell: ({ sourceId }) =>
          h('a', { href: connectorLink(connector, 'users', sourceId) }, h('code', null, sourceId)),
      },
      { label: 'Change', cell: ({ kind }) => kindBadge(kind) },
      { label: 'State', cell: ({ state }) => state },
      { label: 'Cause', tone: 'wide', cell: cause },
    ],
    changes,
    ({ sourceId, kind }) => `${sourceId} ${kind}`,
  );
}
