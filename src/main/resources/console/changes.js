/** What a run planned for whom, and what became of it. */

import { get, path } from './client.js';
import { h, render } from './dom.js';
import { number } from './format.js';
import { button, connectorLink, icon, runLink, table } from './parts.js';

const PAGE = 100;
const MOST = 1000;
const KINDS = { create: 'Creations', update: 'Updates', delete: 'Deletions', reject: 'Rejections' };
const STATES = ['acknowledged', 'planned', 'rejected'];
/** What a planned change is in a run that has ended thus. */
const PLANNED = { held: 'waiting', previewed: 'planned', discarded: 'not sent', replaced: 'not sent' };

/** What became of a change, in a word. @param {string} status the run's */
export const stateWord = (state, status) => (state === 'planned' ? (PLANNED[status] ?? 'not acknowledged') : state);
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
  const states = h('div.segments');
  const list = h('div.stack');
  const element = h(
    'section',
    { 'aria-labelledby': 'changes', hidden: true },
    h('h2', { id: 'changes' }, 'Changes'),
    h('fieldset.plain', null, h('legend.unseen', null, 'Kind of change'), filter),
    h('fieldset.plain', null, h('legend.unseen', null, 'State of the change'), states),
    list,
  );
  const wished = new URLSearchParams(location.hash.split('?')[1]).get('kind');
  let kind = wished in KINDS ? wished : '';
  let state = '';
  let run = {};
  let changes = [];

  async function more() {
    const wanted = kind + state;
    // whoever comes back finds as many as were shown before
    const limit = changes.length ? PAGE : Math.min(MOST, Math.max(PAGE, page.noted.changes ?? 0));
    const query = new URLSearchParams({
      limit,
      ...(kind && { kind }),
      ...(state && { state }),
      ...(changes.length && { after: changes.at(-1).sourceId }),
    });
    const loaded = await page.attempt(() => get(`${path('runs', id, 'changes')}?${query}`, { signal: page.signal }));
    if (!loaded || wanted !== kind + state) return;
    const next = changes.length;
    changes = [...changes, ...loaded];
    page.note({ changes: changes.length });
    render(
      list,
      changes.length ? changeTable(changes, connector, run.status) : h('p.muted', null, 'No changes of this kind.'),
      h('p.muted', { role: 'status' }, changes.length ? `${number(changes.length)} shown` : ''),
      loaded.length === limit && button('Load more', more),
    );
    if (next) list.querySelectorAll('tbody tr')[next]?.querySelector('a').focus();
  }

  function choose(next, nextState = '') {
    if (next !== kind || nextState !== state) {
      kind = next;
      state = nextState;
      page.note({ changes: 0 });
      history.replaceState(history.state, '', runLink(id) + (kind ? `?kind=${kind}` : ''));
      chips();
    }
    changes = [];
    return more();
  }

  /** How many changes the list has, of a kind and in a state unless these are empty. */
  function size(ofKind, inState) {
    return Object.entries(run.changes)
      .filter(([each]) => !ofKind || each === ofKind)
      .flatMap(([, states]) => Object.entries(states))
      .filter(([each]) => !inState || each === inState)
      .reduce((sum, [, users]) => sum + users, 0);
  }

  function chips() {
    const chip = (name, value, chosen, label, onchange) =>
      h('label', null, h('input', { type: 'radio', name, value, checked: value === chosen, onchange }), h('span', null, label));
    const there = STATES.filter((each) => size(kind, each));
    render(
      filter,
      chip('kind', '', kind, `All ${number(size())}`, () => choose('')),
      Object.entries(KINDS).map(([key, name]) =>
        chip('kind', key, kind, `${name} ${number(size(key))}`, () => choose(key)),
      ),
    );
    render(
      states,
      there.length > 1 && [
        chip('state', '', state, 'In any state', () => choose(kind)),
        there.map((each) => {
          const word = stateWord(each, run.status);
          return chip('state', each, state, `${word[0].toUpperCase()}${word.slice(1)} ${number(size(kind, each))}`, () =>
            choose(kind, each),
          );
        }),
      ],
    );
  }

  return {
    element,
    async load({ status }) {
      // what is told while a run goes on has no such counts
      const loaded = await page.attempt(() => get(path('runs', id), { signal: page.signal }));
      if (!loaded) return;
      run = { ...loaded, status: loaded.status ?? status, changes: loaded.changes ?? {} };
      element.hidden = size() === 0;
      if (element.hidden) return;
      chips();
      await choose(kind, state);
    },
  };
}

function changeTable(changes, connector, status) {
  return table(
    'Changes',
    [
      {
        label: 'Salesforce Id',
        cell: ({ sourceId }) =>
          h('a', { href: connectorLink(connector, 'users', sourceId) }, h('code', null, sourceId)),
      },
      { label: 'Change', cell: ({ kind }) => kindBadge(kind) },
      { label: 'State', cell: ({ state }) => stateWord(state, status) },
      { label: 'Cause', tone: 'wide', cell: cause },
    ],
    changes,
    ({ sourceId, kind }) => `${sourceId} ${kind}`,
  );
}
