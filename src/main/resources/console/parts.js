/** Parts that several pages show. */

import { h, once, svg } from './dom.js';
import { clock, done, exactly, moment, number, relative } from './format.js';

const ICONS = {
  check: 'M3.5 8.5l3 3 6-7',
  cross: 'M4.5 4.5l7 7m0-7l-7 7',
  warning: 'M8 2.2l6.2 11.1H1.8zM8 6.4v3.2m0 1.6v.1',
  hold: 'M5.5 3.5v9m5-9v9',
  clock: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zm0 2.8V8l2.2 1.6',
  run: 'M5 3.2v9.6L12.5 8z',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 6.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6z',
  off: 'M3.5 8h9',
  globe:
    'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM2 8h12M8 2c1.8 1.8 2.5 4 2.5 6S9.8 12.2 8 14c-1.8-1.8-2.5-4-2.5-6S6.2 3.8 8 2z',
  plus: 'M8 3v10M3 8h10',
  download: 'M8 2.5v8M4.5 7L8 10.5 11.5 7M3 13.5h10',
};

/** What each state of a connector and each status of a run is called, its colour and its icon. */
const STATES = {
  healthy: ['Healthy', 'good', 'check'],
  completed: ['Completed', 'good', 'check'],
  running: ['Running', 'busy', 'run'],
  held: ['Held', 'warn', 'hold'],
  failed: ['Failed', 'bad', 'cross'],
  invalid: ['Invalid file', 'bad', 'warning'],
  overdue: ['Overdue', 'warn', 'clock'],
  'never-run': ['No run yet', 'calm', 'clock'],
  inactive: ['Inactive', 'calm', 'off'],
  elsewhere: ['Other server', 'calm', 'globe'],
  previewed: ['Previewed', 'calm', 'eye'],
  cancelled: ['Cancelled', 'calm', 'cross'],
  skipped: ['Skipped', 'calm', 'off'],
  discarded: ['Discarded', 'calm', 'cross'],
  replaced: ['Replaced', 'calm', 'hold'],
};

/** A small drawing beside words; never alone. */
export const icon = (name) =>
  svg('svg.icon', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, svg('path', { d: ICONS[name] }));

/** The health of a connector: icon and word. */
export const healthBadge = ({ health, active, current }) =>
  badge(health === 'inactive' && active && !current ? 'elsewhere' : health);

/** A state or status: icon and word. */
export function badge(state) {
  const [word, tone, picture] = STATES[state] ?? [state, 'calm', 'clock'];
  return h(`span.badge.${tone}`, null, icon(picture), word);
}

/** The word of a state or status. */
export const word = (state) => (STATES[state] ?? [state])[0];

/** A moment: near, with the exact one behind it. */
export function when(iso, none = '–') {
  return iso ? h('time', { datetime: iso, title: exactly(iso) }, relative(iso)) : h('span.muted', null, none);
}

/** A moment in full, with how far it is away. */
export function whenExactly(iso, none = '–') {
  return iso
    ? [h('time', { datetime: iso, title: exactly(iso) }, moment(iso)), h('small.muted', null, ` ${relative(iso)}`)]
    : none;
}

/** When a schedule fires: the moment, and what its own clock shows if that is another one. @param {string} iso with its offset */
export function whenScheduled(iso, none = 'none') {
  const own = iso && clock(iso);
  return [whenExactly(iso, none), own && h('small.muted', null, `${own} on the clock of the schedule`)];
}

/** A button; while what it does is not done, it does nothing more. */
export const button = (label, onclick, { tone = 'plain', picture, name, pressed } = {}) =>
  h(
    `button.${tone}`,
    {
      type: 'button',
      onclick: ({ currentTarget }) => once(currentTarget, onclick),
      'aria-label': name,
      'aria-pressed': pressed,
    },
    picture && icon(picture),
    label,
  );

/** The switch Active. @param {(active: boolean) => Promise<void>} onflip */
export function activeSwitch(connector, onflip, disabled = false) {
  const flip = ({ currentTarget }) => once(currentTarget, () => onflip(currentTarget.checked));
  return h(
    'label.switch',
    null,
    h('input', {
      type: 'checkbox',
      role: 'switch',
      checked: connector.active,
      onchange: flip,
      disabled,
      'aria-label': `Active: ${connector.name}`,
    }),
    h('span', { 'aria-hidden': 'true' }, connector.active ? 'On' : 'Off'),
  );
}

/**
 * A table that becomes cards where it is narrow.
 * @param {string} caption its name, for those who do not see where it stands
 * @param {Array<{label: string, cell: Function, tone?: string}>} columns
 * @param {object[]} rows
 * @param {(row) => string} key what a row is known by
 */
export function table(caption, columns, rows, key) {
  const cell = (column, row, index) =>
    h(
      index ? 'td' : 'th',
      {
        role: index ? 'cell' : 'rowheader',
        scope: index ? null : 'row',
        class: column.tone,
        'data-label': column.label,
      },
      h('div', null, column.cell(row)),
    );
  return h(
    'div.scroller',
    null,
    h(
      'table',
      { role: 'table', 'aria-label': caption },
      h(
        'thead',
        { role: 'rowgroup' },
        h(
          'tr',
          { role: 'row' },
          columns.map(({ label, tone }) => h('th', { scope: 'col', role: 'columnheader', class: tone }, label)),
        ),
      ),
      h(
        'tbody',
        { role: 'rowgroup' },
        rows.map((row) =>
          h(
            'tr',
            { role: 'row', 'data-key': key(row) },
            columns.map((column, index) => cell(column, row, index)),
          ),
        ),
      ),
    ),
  );
}

/** A run in a line: what it did, as a link to it. */
export function runLine(run) {
  if (!run) return h('span.muted', null, 'No run yet');
  return [
    h('a', { href: runLink(run.run) }, when(run.startedAt)),
    h('small.muted', null, ' ', summary(run)),
  ];
}

function summary(run) {
  if (run.status === 'completed') return done(run);
  return `${word(run.status).toLowerCase()}${run.status === 'skipped' ? '' : `, ${done(run)}`}`;
}

/** Files' problems, each with its place. */
export function problemList(problems) {
  return h(
    'ul.problems',
    null,
    problems.map((problem) =>
      h(
        'li',
        null,
        h('code', null, `${problem.file}:${problem.line}`),
        ' ',
        problem.severity === 'warning' ? 'Warning: ' : '',
        problem.key && h('strong', null, problem.key),
        problem.key && ' ',
        problem.message,
      ),
    ),
  );
}

/** A box that says something of weight. @param {'good'|'warn'|'bad'|'calm'} tone */
export const notice = (tone, picture, title, ...children) =>
  h(
    `div.notice.${tone}`,
    null,
    icon(picture),
    h('div', null, title && h('p', null, h('strong', null, title)), children),
  );

/** A number with its name below. */
export const figure = (value, label) =>
  h('div.figure', null, h('dt', null, label), h('dd', null, typeof value === 'number' ? number(value) : value));

/** Where one has come from. @param {Array<[string, string]>} steps names and addresses */
export const trail = (...steps) =>
  h(
    'nav.trail',
    { 'aria-label': 'Breadcrumb' },
    h(
      'ol',
      null,
      steps.map(([name, href]) => h('li', null, h('a', { href }, name))),
    ),
  );

export const connectorLink = (id, ...more) => `#/connectors/${[id, ...more].map(encodeURIComponent).join('/')}`;
export const runLink = (run) => `#/runs/${encodeURIComponent(run)}`;

/** Asks before something of weight. @returns {Promise<boolean>} whether it was confirmed */
export function ask(question, explanation, yes, tone = 'primary') {
  return new Promise((resolve) => {
    const dialog = h(
      'dialog',
      { 'aria-labelledby': 'question', 'aria-describedby': 'explanation' },
      h('h2', { id: 'question' }, question),
      h('p', { id: 'explanation' }, explanation),
      h(
        'div.actions',
        null,
        button('Back', () => dialog.close()),
        button(yes, () => dialog.close('yes'), { tone }),
      ),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
