/** One user: there or not, and why. */

import { get, path } from './client.js';
import { cause, kindBadge, stateWord } from './changes.js';
import { h, render } from './dom.js';
import { connectorLink, figure, icon, notice, runLink, table, trail, whenExactly } from './parts.js';

/** Whether the platform has the user. */
const PRESENCE = {
  there: 'Yes',
  unconfirmed: 'Not confirmed',
  removed: 'Removed',
  refused: 'No: refused',
  absent: 'No',
};
const NEXT = {
  create: 'Create on the platform',
  update: 'Update on the platform',
  delete: 'Delete from the platform',
  unchanged: 'Nothing: unchanged',
  reject: 'Reject',
  wait: 'Wait',
  none: 'Nothing',
};

/** The tab Try-out of a connector: from an Id to the user's page. */
export function tryOutTab(page, connector, mount) {
  const field = h('input', {
    id: 'user',
    type: 'text',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    placeholder: '005…',
    'aria-describedby': 'user-help user-error',
  });
  const error = h('p.error', { id: 'user-error' });
  const submit = (event) => {
    event.preventDefault();
    const id = field.value.trim();
    const right = /^005(\w{12}|\w{15})$/.test(id);
    render(error, !right && [icon('warning'), 'Write 15 or 18 letters and digits, starting 005.']);
    field.setAttribute('aria-invalid', String(!right));
    if (right) location.hash = connectorLink(connector.id, 'users', id);
    else field.focus();
  };
  mount(
    h(
      'p',
      null,
      'Why is a user on the platform, or not? Salesforce is queried for this user now; the user is mapped and compared with what the platform has. Nothing is sent.',
    ),
    h(
      'form.card.narrow',
      { onsubmit: submit, novalidate: true },
      h(
        'div.field',
        null,
        h('label', { for: 'user' }, 'Salesforce Id'),
        field,
        error,
        h(
          'p.help',
          { id: 'user-help' },
          'In Salesforce: Setup, Users, a user; the part of the address that starts with 005.',
        ),
      ),
      h('button.primary', { type: 'submit' }, 'Try out'),
    ),
  );
}

/** @param {object} page the frame @param {string} connector its id @param {string} id the user's Salesforce Id */
export async function userPage(page, connector, id) {
  const [user, { name: connectorName }] = await Promise.all([
    get(path('connectors', connector, 'users', id), { signal: page.signal, patient: true }),
    get(path('connectors', connector), { signal: page.signal }),
  ]);
  const name = user.record?.Name ?? [user.record?.FirstName, user.record?.LastName].filter(Boolean).join(' ');
  page.mount(
    `User ${name || user.salesforceId}`,
    trail(
      ['Connectors', '#/connectors'],
      [connectorName, connectorLink(connector)],
      ['Try-out', connectorLink(connector, 'try-out')],
    ),
    h(
      'div.head',
      null,
      h('div', null, h('h1', null, name || 'User'), h('p.muted', null, h('code', null, user.salesforceId))),
    ),
    h(
      'div.stack',
      null,
      notice(
        user.selected && user.next !== 'reject' ? 'good' : user.next === 'reject' ? 'warn' : 'calm',
        user.selected ? 'check' : 'off',
        user.selected ? 'Selected' : 'Not selected',
        h('p', null, user.why),
      ),
      user.rejection &&
        notice('warn', 'cross', `Rejected: ${user.rejection.code}`, h('p', null, user.rejection.message)),
      h(
        'dl.figures',
        null,
        figure(user.selected ? 'Selected' : `Not selected${user.cause ? ` (${user.cause})` : ''}`, 'Import'),
        figure(PRESENCE[user.presence], 'On the platform'),
        figure(NEXT[user.next], 'Next run'),
      ),
      h(
        'div.beside',
        null,
        side('Salesforce record', user.record, 'Salesforce does not show this user.'),
        side('Mapped document', user.document, 'There is no document to send.'),
      ),
      h(
        'section',
        { 'aria-labelledby': 'runs' },
        h('h2', { id: 'runs' }, 'Last runs'),
        user.runs.length ? runs(user.runs) : h('p.muted', null, 'No kept run changed or rejected the user.'),
      ),
    ),
  );
}

function side(title, value, none) {
  return h(
    'section.card',
    { 'aria-label': title },
    h('h2', null, title),
    value
      ? [
          nested(value),
          h(
            'details',
            null,
            h('summary', null, 'As JSON'),
            h('pre', { tabindex: '0' }, JSON.stringify(value, null, 2)),
          ),
        ]
      : h('p.muted', null, none),
  );
}

/** A JSON object as lists within lists. */
function nested(value) {
  return h(
    'dl.nested',
    null,
    Object.entries(value)
      .filter(([key]) => key !== 'attributes')
      .map(([key, part]) =>
        h(
          'div',
          null,
          h('dt', null, key),
          h('dd', null, part !== null && typeof part === 'object' ? nested(part) : leaf(part)),
        ),
      ),
  );
}

const leaf = (value) => (value === null || value === '' ? h('span.muted', null, 'empty') : String(value));

function runs(list) {
  return table(
    'Last runs that changed or rejected the user',
    [
      { label: 'Run', cell: (run) => h('a', { href: runLink(run.run) }, whenExactly(run.startedAt)) },
      { label: 'Change', cell: ({ kind }) => kindBadge(kind) },
      { label: 'State', cell: ({ state, status }) => stateWord(state, status) },
      { label: 'Cause', tone: 'wide', cell: cause },
    ],
    list,
    ({ run }) => run,
  );
}
