/** One run: its progress while it lasts, then what it did, and what a person may decide. */

import { follow, get, path, poll, post } from './client.js';
import { changesSection } from './changes.js';
import { startRun } from './connectors.js';
import { h, render } from './dom.js';
import { count, duration, number, planned } from './format.js';
import { ask, badge, button, connectorLink, figure, icon, notice, trail, whenExactly, word } from './parts.js';

const STAGES = ['claim', 'read', 'seal', 'plan', 'guard', 'apply', 'close'];
const SAYS = {
  claim: 'Claiming the connector',
  read: 'Reading users',
  seal: 'Proving the read complete',
  plan: 'Comparing with the snapshot',
  guard: 'Asking the safeguards',
  apply: 'Sending changes',
  close: 'Closing',
};

/** @param {object} page the frame @param {string} id the run's */
export async function runPage(page, id) {
  let run = await get(path('runs', id), { signal: page.signal });
  const connector = await get(path('connectors', run.connector), { signal: page.signal }).catch(() => ({
    id: run.connector,
    name: run.connector,
  }));
  const top = h('div');
  const live = h('div.stack');
  const changes = changesSection(page, run);
  let before = {};

  function show(next) {
    run = next;
    render(top, head(run, connector));
    render(
      live,
      run.status === 'running' ? progress(run, cancel) : outcome(run, connector, { approve, discard, again }),
    );
    if (run.status !== before.status || run.progress?.stage !== before.progress?.stage) tell(run, before);
    if (run.status !== before.status && run.status !== 'running') changes.load(run);
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
      'Exactly this plan is applied. Its deletions are read back from Salesforce once more; who is selected again stays.',
      'Approve and apply',
      run.deleted ? 'danger' : 'primary',
    );
    if (sure) await decide('approve');
  };
  const discard = async () => {
    const sure = await ask(
      `Discard ${planned(run)}?`,
      'Nothing of this plan is sent. The next run plans anew, and is held again unless the cause is mended.',
      'Discard',
      'danger',
    );
    if (sure) await decide('discard');
  };
  const cancel = async () => {
    const sure = await ask(
      'Cancel this run?',
      'It stops at the next page or batch. What the platform has acknowledged is kept; the next run does the rest.',
      'Cancel the run',
      'danger',
    );
    if (sure) await page.attempt(() => post(path('runs', id, 'cancel')));
  };
  const again = () => startRun(connector, {}, page);

  show(run);
  page.mount(`Run of ${connector.name}`, top, live, changes.element);
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

function head(run, connector) {
  return [
    trail(
      ['Connectors', '#/connectors'],
      [connector.name, connectorLink(run.connector)],
      ['History', connectorLink(run.connector, 'history')],
    ),
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
      ),
    ),
  ];
}

function progress(run, cancel) {
  const { stage, done = 0, total, perSecond, secondsLeft } = run.progress ?? {};
  const now = STAGES.indexOf(stage);
  const what = run.progress ? SAYS[stage] : 'Running in another process';
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
        perSecond && `${number(Math.round(perSecond))} a second`,
        secondsLeft !== null && secondsLeft !== undefined && `about ${duration(Math.max(secondsLeft, 1) * 1000)} left`,
      ]
        .filter(Boolean)
        .join(' · ') || 'This takes a moment.',
    ),
    h(
      'ol.stages',
      null,
      STAGES.map((name, index) =>
        h(
          'li',
          { class: index < now ? 'past' : index === now ? 'now' : null, 'aria-current': index === now && 'step' },
          index < now ? icon('check') : null,
          name,
        ),
      ),
    ),
    now >= STAGES.indexOf('apply') && figures(run, 'So far'),
    h('div.actions', null, button('Cancel the run', cancel, { picture: 'cross' })),
  );
}

function outcome(run, connector, { approve, discard, again }) {
  const open = ['held', 'previewed', 'discarded', 'replaced'].includes(run.status);
  return [
    explanation(run, connector),
    run.status === 'held' &&
      h(
        'div.actions',
        null,
        button('Approve', approve, { tone: 'primary', picture: 'check' }),
        button('Discard', discard, { picture: 'cross' }),
      ),
    run.status === 'previewed' &&
      h(
        'div.actions',
        null,
        button('Run now', again, { tone: 'primary', picture: 'run' }),
        h('span.muted', null, 'A run reads and plans anew; the numbers may differ a little.'),
      ),
    run.status !== 'skipped' && figures(run, open ? (run.status === 'held' || run.status === 'previewed' ? 'What it would do' : 'What it would have done') : 'What it did'),
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

function explanation(run, connector) {
  if (run.status === 'completed') return null;
  const texts = {
    held: ['warn', 'hold', `Held: ${planned(run)} wait for you`],
    failed: ['bad', 'cross', 'The run failed'],
    cancelled: ['calm', 'cross', 'The run was cancelled'],
    previewed: [
      'calm',
      'eye',
      `A run would send ${planned(run)}${connector.platform?.url ? ` to ${connector.platform.url}` : ''}`,
    ],
    skipped: ['calm', 'off', 'The run was skipped'],
    discarded: ['calm', 'cross', `Discarded: ${planned(run)} were not sent`],
    replaced: ['calm', 'hold', `Replaced: ${planned(run)} were not sent`],
  };
  const [tone, picture, title] = texts[run.status];
  return notice(
    tone,
    picture,
    title,
    run.reason && h('p.reason', null, run.reason),
    run.status === 'previewed' && h('p', null, 'Nothing was sent, and the snapshot is as it was.'),
    run.status === 'failed' && h('p', null, 'What the platform acknowledged is kept. The next run does the rest.'),
  );
}

function figures(run, title) {
  const names = {
    read: 'Read',
    unchanged: 'Unchanged',
    created: 'Created',
    updated: 'Updated',
    deleted: 'Deleted',
    rejected: 'Rejected',
    pending: 'Pending',
    missing: 'Missing',
  };
  const always = ['read', 'unchanged', 'created', 'updated', 'deleted', 'rejected'];
  return h(
    'section',
    { 'aria-labelledby': 'figures' },
    h('h2', { id: 'figures' }, title),
    h(
      'dl.figures.small',
      null,
      Object.entries(names)
        .filter(([key]) => always.includes(key) || run[key])
        .map(([key, name]) => figure(run[key], name)),
    ),
    run.missing > 0 && h('p.muted', null, 'Missing: users of the snapshot not seen and not yet removed.'),
    run.pending > 0 &&
      h('p.muted', null, 'Pending: planned, without an acknowledgement of the platform. The next run sends them.'),
  );
}
