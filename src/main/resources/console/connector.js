/** One connector: its frame of tabs, and the overview. */

import { check } from './check.js';
import { call, get, path, poll } from './client.js';
import { failure, runButtons, startRun, switchActive } from './connectors.js';
import { h, render } from './dom.js';
import { count, done } from './format.js';
import { chartBox, historyTab } from './history.js';
import { mappingTab } from './mapping.js';
import { optionsTab } from './options.js';
import {
  activeSwitch,
  ask,
  badge,
  button,
  connectorLink,
  figure,
  healthBadge,
  notice,
  problemList,
  runLink,
  trail,
  when,
  whenExactly,
  whenScheduled,
} from './parts.js';
import { tryOutTab } from './user.js';

const TABS = {
  options: ['Options', optionsTab],
  mapping: ['Mapping', mappingTab],
  'try-out': ['Try-out', tryOutTab],
  history: ['History', historyTab],
};

/** @param {object} page the frame @param {string} id the connector's @param {string} [tab] the overview unless given */
export async function connectorPage(page, id, tab) {
  if (!tab) {
    overview(page, id);
    return;
  }
  await openTab(page, id, tab);
}

async function openTab(page, id, tab, said) {
  const response = await call('GET', path('connectors', id), { signal: page.signal }).catch((problem) => {
    if (problem.status === 404 && tab === 'history') return null;
    throw problem;
  });
  if (!response) {
    historyTab(page, { id }, (...content) => page.mount(`History of ${id}`, headOfDeleted(id), content));
    return;
  }
  const connector = await response.json();
  const [title, open] = TABS[tab];
  const before = said && notice('good', 'check', said);
  page.unsay = () => before?.remove();
  const mount = (...content) => {
    page.mount(
      `${title} of ${connector.name}`,
      head(connector, tab),
      h('h2', { 'data-heading': true }, title),
      before,
      content,
    );
    if (said) page.announce(said);
  };
  await open(page, connector, mount, response.headers.get('ETag'), (text) =>
    page.attempt(() => openTab(page, id, tab, text)),
  );
}

function headOfDeleted(id) {
  return [
    trail(['Connectors', '#/connectors']),
    h(
      'div.head',
      null,
      h(
        'div',
        null,
        h('h1', null, `History of ${id}`),
        h('p.muted', null, 'This connector was deleted. Its runs are kept; its users are still on the platform.'),
      ),
    ),
  ];
}

function head(connector, tab) {
  const link = (key, title) =>
    h('a', { href: connectorLink(connector.id, ...(key ? [key] : [])), 'aria-current': key === tab && 'page' }, title);
  return [
    trail(['Connectors', '#/connectors']),
    h(
      'div.head',
      null,
      h(
        'div',
        null,
        h('h1', null, connector.name, ' ', healthBadge(connector)),
        h('p.muted', null, `${connector.id} · connector server ${connector.server}`),
      ),
    ),
    h(
      'nav.tabs',
      { 'aria-label': connector.name },
      link(undefined, 'Overview'),
      Object.entries(TABS).map(([key, [title]]) => link(key, title)),
    ),
  ];
}

function overview(page, id) {
  const top = h('div');
  const content = h('div.stack');
  const findings = h('div.below', { 'aria-live': 'polite' });
  const steps = h('div.below');
  const chart = chartBox(page);
  const last = h('section.below', { 'aria-labelledby': 'last' }, h('h2', { id: 'last' }, 'Last runs'), chart.element);
  const signal = { signal: page.signal };
  const load = () =>
    Promise.all([get(path('connectors', id), signal), get(`${path('connectors', id, 'runs')}?limit=40`, signal)]);
  const refresh = poll(page, load, ([connector, runs]) => {
    render(top, head(connector));
    render(
      content,
      standing(connector),
      facts(connector, page, () => refresh()),
      actions(connector, page, findings),
    );
    render(steps, firstSteps(connector));
    if (!page.mounted) page.mount(connector.name, top, content, findings, steps, last);
    last.hidden = runs.length < 2;
    chart.draw(runs);
    return connector.health === 'running' ? 2 : 5;
  });
}

function standing(connector) {
  const { health, problems } = connector;
  const errors = problems.some(({ severity }) => severity === 'error');
  const file =
    problems.length > 0 &&
    notice(
        errors ? 'bad' : 'warn',
        'warning',
        errors ? 'The file has errors' : 'The file has warnings',
        problemList(problems),
        errors &&
          h(
            'p',
            null,
            connector.inForce
              ? 'The last valid version is used until the file is fixed.'
              : 'The connector does not run until the file is fixed.',
          ),
      );
  return [
    errors && file,
    health === 'held' &&
      notice(
        'warn',
        'hold',
        'A run is held and waits for you',
        h('p', null, connector.healthReason),
        h(
          'p',
          null,
          'The plan ends with the next run',
          connector.nextRun && [', ', whenExactly(connector.nextRun)],
          '.',
        ),
        h('p', null, h('a', { href: runLink(connector.heldRun) }, 'Look at the plan and decide')),
      ),
    health === 'failed' &&
      notice(
        'bad',
        'cross',
        failure(connector),
        h('p', null, connector.healthReason),
        h('p', null, h('a', { href: runLink(connector.failedRun) }, 'See the run')),
      ),
    health === 'overdue' &&
      notice(
        'warn',
        'clock',
        'Overdue',
        h(
          'p',
          null,
          'At least two scheduled runs were missed since the last success. Was the connector server running at those times, and were runs skipped? See History.',
        ),
      ),
    connector.active &&
      !connector.current &&
      notice(
        'calm',
        'globe',
        `Run by the connector server ${connector.server}`,
        h('p', null, 'This one leaves it alone.'),
      ),
    // less urgent than what the last run needs somebody for
    !errors && file,
  ];
}

function facts(connector, page, refresh) {
  const { lastRun } = connector;
  const flip = switchActive(connector, page, refresh);
  return h(
    'dl.figures',
    null,
    figure(
      [
        activeSwitch(connector, flip, !connector.writable),
        h(
          'small.muted',
          null,
          connector.writable
            ? 'Switched off, it reads nothing and removes nothing.'
            : 'The folder of connectors is read-only here.',
        ),
      ],
      'Active',
    ),
    figure(whenExactly(connector.lastSuccessAt, 'never'), 'Last success'),
    figure([whenScheduled(connector.nextRun), h('small.muted', null, connector.repeats ?? '')], 'Next run'),
    figure(
      lastRun
        ? [
            h('a', { href: runLink(lastRun.run) }, when(lastRun.startedAt)),
            ' ',
            badge(lastRun.status),
            h('small.muted', null, `${lastRun.status === 'running' ? '' : `${count(lastRun.read, 'user')} read, `}${done(lastRun)}`),
          ]
        : 'none',
      'Last run',
    ),
  );
}

function actions(connector, page, findings) {
  return [
    h(
      'div.actions',
      null,
      runButtons(connector, page),
      button('Check', () => check(connector, page, findings), { picture: 'check' }),
    ),
    connector.active &&
      connector.current &&
      connector.health !== 'invalid' &&
      !connector.runningRun &&
      h(
        'details',
        null,
        h('summary', null, 'Other ways to run'),
        h(
          'div.choices',
          null,
          h(
            'div',
            null,
            button('Resend everybody', () => startRun(connector, { resend: true }, page)),
            h('p.muted', null, 'Sends every selected user again, for example after the platform was restored.'),
          ),
          h(
            'div',
            null,
            button('Override safeguards', () => override(connector, page), { tone: 'danger' }),
            h('p.muted', null, 'Runs once with all safeguards off and without approval.'),
          ),
        ),
      ),
  ];
}

async function override(connector, page) {
  const sure = await ask(
    `Run ${connector.name} without safeguards?`,
    'Everything the run plans is sent without approval, however many deletions that is. A preview shows the numbers first.',
    'Override safeguards',
    'danger',
  );
  if (sure) await startRun(connector, { overrideSafeguards: true }, page);
}

function firstSteps(connector) {
  if (connector.health !== 'never-run') return null;
  return h(
    'section.card',
    { 'aria-labelledby': 'steps' },
    h('h2', { id: 'steps' }, 'Before the first run'),
    h(
      'ol',
      null,
      h(
        'li',
        null,
        h('strong', null, 'Check'),
        ' tries the login, the readable fields, the rights and the API budget, and names a remedy for what is wrong.',
      ),
      h('li', null, h('strong', null, 'Preview'), ' reads and plans, shows what would be sent, and sends nothing.'),
      h('li', null, h('strong', null, 'Run now'), ' does it. From then on it runs by itself when its schedule says.'),
    ),
  );
}
