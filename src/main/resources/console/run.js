/** One run: its progress while it lasts, then what it did, and what a person may decide. */

import { follow, get, path, poll, post } from './client.js';
import { changesSection } from './changes.js';
import { startRun } from './connectors.js';
import { h, render } from './dom.js';
import { count, duration, number, planned, timeOfDay, unsent } from './format.js';
import { ask, badge, button, connectorLink, figure, icon, notice, trail, whenExactly, word } from './parts.js';

const STAGES = ['claim', 'read', 'seal', 'plan', 'guard', 'apply', 'close'];
const NAMES = {
  claim: 'Start',
  read: 'Read',
  seal: 'Complete?',
  plan: 'Plan',
  guard: 'Safeguards',
  apply: 'Send',
  close: 'Close',
};
const SAYS = {
  claim: 'Starting',
  read: 'Reading users',
  seal: 'Verifying that all users were read',
  plan: 'Comparing with the users on the platform',
  guard: 'Checking safeguards',
  apply: 'Sending changes',
  close: 'Closing',
};

/** @param {object} page the frame @param {string} id the run's */
export async function runPage(page, id) {
  let run = await get(path('runs', id), { signal: page.signal });
  const connector = await get(path('connectors', run.connector), { signal: page.signal }).catch(() => ({
    id: run.connector,
    name: run.connector,
    gone: true,
  }));
  const top = h('div');
  const live = h('div.stack');
  const changes = changesSection(page, run);
  let before = {};

  function show(next) {
    run = next;
    const within = document.querySelector('main').contains(document.activeElement);
    if (page.mounted) page.title(titled(run, connector));
    render(top, head(run, connector));
    render(
      live,
      run.status === 'running' ? progress(run, cancel) : outcome(run, connector, { approve, discard, again }),
    );
    if (run.status !== before.status || run.progress?.stage !== before.progress?.stage) tell(run, before);
    if (run.status !== before.status && run.status !== 'running') changes.load(run);
    // the button that was pressed may be gone
    if (within && document.activeElement === document.body) {
      top.querySelector('h1').setAttribute('tabindex', '-1');
      top.querySelector('h1').focus({ preventScroll: true });
    }
    before = run;
  }
  const tell = ({ status, progress: now }, { status: known }) =>
    page.announce(
      status === 'running' ? (SAYS[now?.stage] ?? 'Running') : known ? `The run is ${word(status).toLowerCase()}.` : '',
    );

  const decide = (what) =>
    page.attempt(async () => {
      show(await post(path('runs', id, what)));
      if (run.status === 'running') await follow(id, page.signal, show);
    });
  const approve = async () => {
    const where = connector.platform?.url ?? 'the platform';
    const sure = await ask(
      `Apply ${planned(run)} to ${where}?`,
      'Exactly this plan is applied. Its deletions are checked in Salesforce once more; users who are selected again stay.',
      'Approve and apply',
      run.deleted ? 'danger' : 'primary',
    );
    if (sure) await decide('approve');
  };
  const discard = async () => {
    const sure = await ask(
      `Discard ${planned(run)}?`,
      'Nothing of this plan is sent. The next run makes a new plan, which is held again unless the cause is fixed.',
      'Discard',
      'danger',
    );
    if (sure) await decide('discard');
  };
  const cancel = async () => {
    const sure = await ask(
      'Cancel this run?',
      'It stops within seconds. What the platform has acknowledged is kept; the next run does the rest.',
      'Cancel the run',
      'danger',
    );
    if (sure)
      await page.attempt(async () => {
        const told = await post(path('runs', id, 'cancel'));
        // it may have ended meanwhile
        if (run.status === 'running') show(told);
      });
  };
  const again = (request = {}) => startRun(connector, request, page);

  show(run);
  page.mount(titled(run, connector), top, live, changes.element);
  if (run.status === 'running') await follow(id, page.signal, show);
  if (run.status === 'held')
    poll(
      page,
      () => get(path('runs', id), { signal: page.signal }),
      (loaded) => {
        if (loaded.status !== run.status && run.status === 'held') show(loaded);
        return run.status === 'held' ? 5 : 0;
      },
    );
}

/** What the page is called: in a tab behind others, too, the state of the run can be seen. */
const titled = (run, connector) =>
  `${word(run.status)}: ${run.preview ? 'preview' : 'run'} of ${connector.name}`;

function head(run, connector) {
  const steps = [
    ['Connectors', '#/connectors'],
    ...(connector.gone ? [] : [[connector.name, connectorLink(run.connector)]]),
    ['History', connectorLink(run.connector, 'history')],
  ];
  return [
    trail(...steps),
    h(
      'div.head',
      null,
      h(
        'div',
        null,
        h('h1', null, run.preview ? 'Preview' : 'Run', ' of ', connector.name, ' ', badge(run.status)),
        h(
          'p.muted',
          null,
          run.trigger === 'schedule' ? 'Scheduled, ' : 'Started by hand, ',
          whenExactly(run.startedAt),
          ` · ${duration(run.durationMs)} · ${count(run.apiCalls, 'API call')} · `,
          h('code', null, run.run),
        ),
        connector.gone && h('p.muted', null, 'This connector was deleted.'),
      ),
    ),
  ];
}

function progress(run, cancel) {
  const { stage, done = 0, total, perSecond, secondsLeft } = run.progress ?? {};
  const now = STAGES.indexOf(stage);
  const what = run.cancelling ? 'Cancelling' : run.progress ? SAYS[stage] : 'Running in another process';
  const stuck = run.waiting && !run.cancelling;
  const far = total ? `${number(done)} of ${number(total)}` : done ? number(done) : '';
  return h(
    'section.card',
    { 'aria-labelledby': 'progress' },
    h('h2', { id: 'progress' }, `${what} …`),
    h('progress', { max: total ?? 1, value: total ? done : null, 'aria-labelledby': 'progress' }),
    h(
      'p.numbers',
      null,
      [
        far,
        !stuck && perSecond && `${number(Math.round(perSecond))} per second`,
        !stuck &&
          secondsLeft !== null &&
          secondsLeft !== undefined &&
          `this step takes about ${duration(Math.max(secondsLeft, 1) * 1000)} more`,
      ]
        .filter(Boolean)
        .join(' · ') || 'This takes a moment.',
    ),
    stuck && notice('warn', 'clock', waitingFor(run.waiting)),
    h(
      'ol.stages',
      null,
      STAGES.map((name, index) =>
        h(
          'li',
          { class: index < now ? 'past' : index === now ? 'now' : null, 'aria-current': index === now && 'step' },
          index < now ? icon('check') : null,
          NAMES[name],
        ),
      ),
    ),
    now >= STAGES.indexOf('apply') && figures(run, 'So far'),
    h(
      'div.actions',
      null,
      run.cancelling
        ? h('p.muted', null, 'The run stops after its current request. What the platform has acknowledged is kept.')
        : button('Cancel the run', cancel, { picture: 'cross' }),
    ),
  );
}

/** The platform answered 503; try 3 of 6 at 14:02:05 CET. */
function waitingFor({ side, status, since, try: next, of, nextAt }) {
  const who = side === 'salesforce' ? 'Salesforce' : 'The platform';
  const what = status ? `answered ${status}` : 'gave no answer';
  const when = new Date(nextAt) > Date.now() ? `next at ${timeOfDay(nextAt)}` : 'under way';
  return `${who} ${what}; try ${next} of ${of}, ${when} (since ${timeOfDay(since)})`;
}

function outcome(run, connector, doing) {
  const offered = ways(run, connector, doing);
  return [
    explanation(run, connector),
    // no button becomes another one under somebody's finger
    offered && h('div.actions', { 'data-key': run.status }, offered),
    run.status !== 'skipped' && figures(run, titleOfFigures(run)),
    run.leftOut?.length &&
      notice(
        'calm',
        'off',
        `${count(run.leftOut.length, 'attribute')} left out`,
        h(
          'p',
          null,
          'The org does not let the connector read their fields; the platform keeps what it has. To send them, give the integration user read access to the fields.',
        ),
        h(
          'ul.inline',
          null,
          run.leftOut.map((name) => h('li', null, h('code', null, name))),
        ),
      ),
  ];
}

/** What one may do now. */
function ways(run, connector, { approve, discard, again }) {
  const runs = connector.active && connector.current && connector.health !== 'invalid';
  if (run.status === 'held')
    return [
      button('Approve', approve, { tone: 'primary', picture: 'check' }),
      button('Discard', discard, { picture: 'cross' }),
    ];
  if (run.status === 'previewed' && runs)
    return [
      button('Run now', () => again(), { tone: 'primary', picture: 'run' }),
      h('span.muted', null, 'A run reads and plans again; the numbers may differ a little.'),
    ];
  if (['failed', 'cancelled', 'discarded'].includes(run.status) && connector.current)
    return [
      run.preview
        ? button('Preview again', () => again({ preview: true }), { picture: 'eye' })
        : runs && button('Run again', () => again(), { picture: 'run' }),
      h('a.button', { href: connectorLink(connector.id) }, 'Check the connector'),
    ];
  return null;
}

function explanation(run, connector) {
  if (run.status === 'completed') return null;
  const kind = run.preview ? 'preview' : 'run';
  const texts = {
    held: ['warn', 'hold', `Held: ${planned(run)} wait for you`],
    failed: ['bad', 'cross', `The ${kind} failed`],
    cancelled: ['calm', 'cross', `The ${kind} was cancelled`],
    previewed: [
      'calm',
      'eye',
      `A run would send ${planned(run)}${connector.platform?.url ? ` to ${connector.platform.url}` : ''}`,
    ],
    skipped: ['calm', 'off', `The ${kind} was skipped`],
    discarded: ['calm', 'cross', `Discarded: ${planned(run)} were not sent`],
    replaced: ['calm', 'hold', `Replaced: ${planned(run)} were not sent`],
  };
  const [tone, picture, title] = texts[run.status];
  const acknowledged = run.created + run.updated + run.deleted > 0;
  return notice(
    tone,
    picture,
    title,
    run.reason && h('p.reason', null, run.reason),
    run.status === 'held' &&
      h('p', null, 'The plan ends with the next run', connector.nextRun && [', ', whenExactly(connector.nextRun)], '.'),
    run.status === 'previewed' && h('p', null, 'Nothing was sent, and what is known of the platform is as it was.'),
    run.status === 'failed' &&
      h(
        'p',
        null,
        run.preview
          ? 'A preview sends nothing.'
          : acknowledged
            ? 'What the platform acknowledged is kept. The next run does the rest.'
            : 'The platform acknowledged no change of this run.',
      ),
  );
}

function titleOfFigures(run) {
  if (!unsent(run)) return 'What it did';
  return run.status === 'held' || run.status === 'previewed' ? 'What it would do' : 'What it would have done';
}

function figures(run, title) {
  const running = run.status === 'running';
  const names = unsent(run)
    ? { read: 'Read', unchanged: 'Unchanged', created: 'Creations', updated: 'Updates', deleted: 'Deletions' }
    : { read: 'Read', unchanged: 'Unchanged', created: 'Created', updated: 'Updated', deleted: 'Deleted' };
  const more = { pending: 'Pending', missing: 'Missing' };
  const shown = [
    ...Object.entries({ ...names, rejected: 'Rejected' }),
    ...Object.entries(more).filter(([key]) => run[key] && !running),
  ];
  return h(
    'section',
    { 'aria-labelledby': 'figures' },
    h('h2', { id: 'figures' }, title),
    h(
      'dl.figures.small',
      null,
      shown.map(([key, name]) => figure(run[key], name)),
    ),
    run.missing > 0 &&
      !running &&
      h('p.muted', null, 'Missing: users on the platform whom the run did not see as selected, and who are not removed.'),
    run.pending > 0 &&
      !running &&
      h('p.muted', null, 'Pending: planned, and not acknowledged by the platform. The next run sends them.'),
  );
}
