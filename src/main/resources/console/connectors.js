/** All connectors: are they healthy, what did they do, what needs a person. */

import { call, get, path, poll, post } from './client.js';
import { h, render } from './dom.js';
import { count, enumerate } from './format.js';
import {
  activeSwitch,
  ask,
  badge,
  button,
  connectorLink,
  healthBadge,
  icon,
  problemList,
  runLine,
  runLink,
  table,
  when,
} from './parts.js';

/** The groups in which connectors are shown, what needs a person first. */
const GROUPS = [
  { words: ['held', 'failed', 'invalid', 'overdue'], says: (number) => count(number, 'needs you', 'need you') },
  { words: ['running'], says: (number) => count(number, 'is running', 'are running') },
  { words: ['healthy'], says: (number) => count(number, 'is healthy', 'are healthy') },
  {
    words: ['never-run', 'inactive'],
    says: (number) => count(number, 'has never run or is inactive', 'have never run or are inactive'),
  },
];
const ORDER = GROUPS.flatMap(({ words }) => words);
const group = ({ health }) => GROUPS.findIndex(({ words }) => words.includes(health));

/** @param {object} page the frame */
export function connectorsPage(page) {
  const summary = h('p.lead');
  const content = h('div.stack');
  const refresh = poll(
    page,
    () => get(path('connectors'), { signal: page.signal }),
    (connectors) => {
      render(summary, health(connectors));
      render(
        content,
        connectors.length
          ? [attention(connectors), h('h2.unseen', null, 'All connectors'), list(connectors, page, () => refresh())]
          : empty(),
      );
      if (!page.mounted) page.mount('Connectors', header(summary), content);
      return connectors.some(({ health: word }) => word === 'running') ? 2 : 5;
    },
  );
}

function header(summary) {
  return h(
    'div.head',
    null,
    h('div', null, h('h1', null, 'Connectors'), summary),
    h('a.button.primary', { href: '#/add' }, icon('plus'), 'Add connector'),
  );
}

/** How many connectors are in each group: 2 need you, 1 is running and 14 are healthy. */
function health(connectors) {
  if (!connectors.length) return 'None yet.';
  const parts = GROUPS.map(({ says }, index) => [connectors.filter((each) => group(each) === index).length, says]);
  return `${enumerate(parts.filter(([number]) => number).map(([number, says]) => says(number)))}.`;
}

function empty() {
  return h(
    'div.card.empty',
    null,
    h('h2', null, 'Connect your first Salesforce org'),
    h('p', null, 'A connector reads the users of one Salesforce org on a schedule and keeps a platform equal to them.'),
    h(
      'ol',
      null,
      h('li', null, 'In Salesforce, make an app with OAuth and an integration user that may read users.'),
      h('li', null, 'Add a connector here, or put a file into the folder connectors.'),
      h('li', null, 'Check it, look at a preview, then let it run.'),
    ),
    h('a.button.primary', { href: '#/add' }, icon('plus'), 'Add connector'),
  );
}

const byHealth = (one, other) => ORDER.indexOf(one.health) - ORDER.indexOf(other.health);

function attention(connectors) {
  const needy = connectors
    .filter((connector) => group(connector) === 0)
    .sort(byHealth);
  if (!needy.length) return null;
  return h(
    'section.card.attention',
    { 'aria-labelledby': 'attention' },
    h('h2', { id: 'attention' }, icon('warning'), 'Needs you'),
    h(
      'ul',
      null,
      needy.map((connector) => h('li', { 'data-key': connector.id }, need(connector))),
    ),
  );
}

function need(connector) {
  const name = h('a', { href: connectorLink(connector.id) }, connector.name);
  const title = h('p', null, h('strong', null, name), ' ', healthBadge(connector));
  const errors = connector.problems.filter(({ severity }) => severity === 'error');
  if (errors.length) {
    return [
      title,
      problemList(errors),
      h(
        'p.muted',
        null,
        connector.inForce
          ? 'The last valid version of the file is still used. '
          : 'It does not run until the file is fixed. ',
        h('a', { href: connectorLink(connector.id, 'options') }, `Options of ${connector.name}`),
      ),
    ];
  }
  if (connector.health === 'held') {
    return [
      title,
      reason(connector),
      h('p', null, h('a', { href: runLink(connector.heldRun) }, 'Look at the plan and decide')),
    ];
  }
  if (connector.health === 'failed') {
    return [
      title,
      saysItself(connector) || h('p', null, failure(connector)),
      reason(connector),
      h('p', null, h('a', { href: runLink(connector.failedRun) }, 'See the run')),
    ];
  }
  return [
    title,
    h(
      'p',
      null,
      'Last success ',
      when(connector.lastSuccessAt, 'never'),
      '. At least two scheduled runs were missed since.',
    ),
  ];
}

const reason = ({ healthReason }) => healthReason && h('p.reason.clamp', { title: healthReason }, healthReason);

/** Whether the reason says already what brought no success. */
const saysItself = ({ failedRun, lastRun }) =>
  lastRun?.run === failedRun && ['cancelled', 'discarded'].includes(lastRun?.status);

/** What brought no success: the last run or preview. */
export function failure({ failedRun, lastRun }) {
  if (lastRun?.run !== failedRun) return 'The last preview failed.';
  const texts = { cancelled: 'The last run was cancelled.', discarded: 'The last plan was discarded.' };
  return texts[lastRun.status] ?? 'The last run failed.';
}

function list(connectors, page, refresh) {
  const servers = new Set(connectors.map(({ server }) => server)).size;
  return table(
    'Connectors',
    [
      {
        label: 'Connector name',
        cell: ({ id, name }) => [h('a.name', { href: connectorLink(id) }, name), h('small.muted', null, id)],
      },
      servers > 1 && { label: 'Server', cell: ({ server }) => server },
      { label: 'State', cell: state },
      { label: 'Last run', cell: ({ lastRun }) => runLine(lastRun) },
      { label: 'Last success', cell: ({ lastSuccessAt }) => when(lastSuccessAt, 'never') },
      {
        label: 'Next run',
        cell: ({ nextRun, repeats }) => [when(nextRun), repeats && h('small.muted', null, repeats)],
      },
      { label: 'Active', cell: (connector) => activeSwitch(connector, switchActive(connector, page, refresh)) },
      { label: 'Actions', tone: 'buttons', cell: (connector) => h('div.actions', null, runButtons(connector, page)) },
    ].filter(Boolean),
    [...connectors].sort((one, other) => group(one) - group(other)),
    ({ id }) => id,
  );
}

function state(connector) {
  const progress = connector.lastRun?.progress;
  if (connector.health !== 'running' || !progress?.total) return healthBadge(connector);
  return [
    badge('running'),
    h('progress', { max: progress.total, value: progress.done, 'aria-label': `Progress of ${connector.name}` }),
  ];
}

/** The buttons that start a run of a connector, or the way to the one that is running. */
export function runButtons(connector, page) {
  if (connector.runningRun) return h('a.button', { href: runLink(connector.runningRun) }, icon('eye'), 'Watch');
  if (!connector.current || (connector.health === 'invalid' && !connector.inForce)) return null;
  return [
    connector.active &&
      button('Run now', () => startRun(connector, {}, page), { picture: 'run', name: `Run now: ${connector.name}` }),
    button('Preview', () => startRun(connector, { preview: true }, page), {
      picture: 'eye',
      name: `Preview: ${connector.name}`,
    }),
  ];
}

/** What the switch Active of a connector does. @param {() => void} refresh shows what has become of it */
export function switchActive(connector, page, refresh) {
  return async (active) => {
    await page.attempt(async () => {
      await call('PUT', path('connectors', connector.id, 'active'), { body: { active } });
      page.announce(`${connector.name} is ${active ? 'active' : 'inactive'}.`);
    });
    refresh();
  };
}

/** Starts a run and goes to its page. Asks first if that ends a plan which waits for a decision. */
export async function startRun(connector, request, page) {
  if (connector.health === 'held' && !request.preview) {
    const sure = await ask(
      `Replace the held plan of ${connector.name}?`,
      'A run makes a new plan, and the held one can then no longer be approved. The new plan is held again unless its cause is fixed.',
      'Run now',
    );
    if (!sure) return;
  }
  await page.attempt(async () => {
    const run = await post(path('connectors', connector.id, 'runs'), request, { patient: true });
    if (run.status === 'skipped') page.fail({ title: 'Skipped', detail: run.reason });
    else location.hash = runLink(run.run);
  });
}
