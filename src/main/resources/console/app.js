/** The frame of the console: who is signed in, which page is shown, what is said above and below it. */

import { connection, get, Offline, path, token } from './client.js';
import { connectorPage } from './connector.js';
import { connectorsPage } from './connectors.js';
import { h, render } from './dom.js';
import { addPage } from './options.js';
import { ask, icon, notice } from './parts.js';
import { runPage } from './run.js';
import { signInPage } from './sign-in.js';
import { userPage } from './user.js';

const ROUTES = [
  [/^#\/connectors$/, connectorsPage],
  [/^#\/add$/, addPage],
  [/^#\/connectors\/([^/]+)(?:\/(options|mapping|try-out|history))?$/, connectorPage],
  [/^#\/connectors\/([^/]+)\/users\/([^/]+)$/, userPage],
  [/^#\/runs\/([^/?]+)(?:\?.*)?$/, runPage],
];
const element = (id) => document.getElementById(id);
let shown = { hash: '', abort: new AbortController() };
/** Whether the alert on the page says that the server does not answer. */
let offline = false;

/** What a page may do with its surroundings. */
class Page {
  constructor(signal, first) {
    this.signal = signal;
    this.first = first;
    /** How far down somebody had come before who now comes back; else 0. */
    this.back = history.state?.scroll ?? 0;
    this.mounted = false;
    this.unsaved = () => false;
  }

  /** What the browser's tab says. */
  title(text) {
    document.title = `${text} – Salesforce connector`;
  }

  /** Shows the page's content in place of the one before, and moves the focus to its heading. */
  mount(title, ...children) {
    if (this.signal.aborted) return;
    this.title(title);
    element('page').replaceChildren(...children.flat(Infinity).filter(Boolean));
    element('main').removeAttribute('aria-busy');
    const heading = element('page').querySelector('[data-heading], h1');
    heading?.setAttribute('tabindex', '-1');
    if (!this.first) {
      if (!this.back) scrollTo(0, 0);
      heading?.focus({ preventScroll: true });
    }
    if (this.back) returnTo(this.back, this.signal);
    this.mounted = true;
  }

  /** What the page noted when somebody was here before, by the same entry of the browser's history. */
  get noted() {
    return history.state?.noted ?? {};
  }

  note(values) {
    history.replaceState({ ...history.state, noted: { ...this.noted, ...values } }, '');
  }

  /** Says, for those who listen, what has changed. */
  announce(text) {
    element('announcer').textContent = '';
    setTimeout(() => (element('announcer').textContent = text), 50);
  }

  /** Shows what went wrong; in place of the page where there is none yet. */
  fail(problem) {
    if (this.signal.aborted || problem.name === 'AbortError' || problem.status === 401) return;
    if (!this.mounted) {
      this.mount(
        problem.title,
        h('h1', null, problem.title ?? 'Something went wrong'),
        h('p', null, problem.detail ?? problem.message),
        h('p', null, h('a', { href: '#/connectors' }, 'All connectors')),
      );
      return;
    }
    const close = h('button.quiet', { type: 'button', onclick: () => render(element('alerts')) }, 'Close');
    offline = problem instanceof Offline;
    render(
      element('alerts'),
      notice('bad', 'warning', problem.title, h('p', null, problem.detail ?? problem.message)),
      close,
    );
    element('alerts').scrollIntoView({ block: 'nearest' });
  }

  /** Does something on the server for the one who clicked; a problem is shown. */
  async attempt(action) {
    render(element('alerts'));
    try {
      return await action();
    } catch (problem) {
      this.fail(problem);
      return undefined;
    }
  }
}

async function navigate() {
  const given = /^#token=(.+)$/.exec(location.hash);
  if (given) {
    token.set(decoded(given[1]));
    history.replaceState(null, '', '#/connectors');
  }
  if (shown.page?.unsaved() && location.hash !== shown.hash) {
    const wanted = location.hash;
    history.replaceState(null, '', shown.hash);
    if (!(await ask('Leave without saving?', 'What you changed in the options is not saved yet.', 'Leave', 'danger')))
      return;
    history.replaceState(null, '', wanted);
  }
  show();
}

function show() {
  shown.abort.abort();
  const abort = new AbortController();
  const page = new Page(abort.signal, !shown.page);
  shown = { hash: location.hash, abort, page };
  render(element('alerts'));
  element('main').setAttribute('aria-busy', 'true');
  element('sign-out').hidden = !token.get();
  if (!token.get()) {
    signInPage(page, false, signedIn);
    return;
  }
  if (['', '#', '#/'].includes(location.hash)) {
    location.replace('#/connectors');
    return;
  }
  showServer();
  const [pattern, open] = ROUTES.find(([route]) => route.test(location.hash)) ?? [];
  if (!open) {
    notFoundPage(page);
    return;
  }
  const parts = pattern
    .exec(location.hash)
    .slice(1)
    .map((part) => part && decoded(part));
  Promise.resolve(open(page, ...parts)).catch((problem) => page.fail(problem));
}

function notFoundPage(page) {
  page.mount(
    'Page not found',
    h('h1', null, 'Page not found'),
    h('p', null, 'The console has no page at this address. The link may be incomplete or outdated.'),
    h('p', null, h('a', { href: '#/connectors' }, 'All connectors')),
  );
}

/** An address that was typed may not be one that was encoded. */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Scrolls to a place as soon as the page is long enough, unless somebody scrolls first. */
function returnTo(place, signal) {
  const given = new AbortController();
  const stop = () => given.abort();
  const until = AbortSignal.any([given.signal, signal, AbortSignal.timeout(5000)]);
  const grown = new ResizeObserver(() => {
    if (document.documentElement.scrollHeight < place + innerHeight) return;
    scrollTo(0, place);
    stop();
  });
  for (const each of ['wheel', 'touchstart', 'keydown']) addEventListener(each, stop, { signal: until, passive: true });
  until.addEventListener('abort', () => grown.disconnect());
  grown.observe(element('page'));
}

async function showServer() {
  const servers = await get(path('servers')).catch(() => []);
  element('server').textContent = servers.find((server) => server.current)?.name ?? '';
}

function signedIn(value) {
  token.set(value);
  show();
}

connection.addEventListener('refused', () => {
  if (!token.get()) return;
  shown.abort.abort();
  const abort = new AbortController();
  token.forget();
  element('sign-out').hidden = true;
  render(element('alerts'));
  shown = { hash: location.hash, abort, page: new Page(abort.signal, false) };
  signInPage(shown.page, true, signedIn);
});
connection.addEventListener('lost', () =>
  render(element('banner'), icon('warning'), h('span', null, 'No connection to the connector server. Trying again …')),
);
connection.addEventListener('back', () => {
  render(element('banner'));
  if (offline) render(element('alerts'));
  offline = false;
});
connection.addEventListener('signed', () => {
  const atSignIn = Boolean(document.getElementById('token'));
  if (atSignIn || !token.get()) show();
});
element('sign-out').onclick = () => {
  token.forget();
  show();
};
element('skip').onclick = (event) => {
  event.preventDefault();
  element('main').focus();
};
history.scrollRestoration = 'manual';
let scrolled;
/** Notes how far down the page is scrolled, for when somebody comes back to it. */
function noteScroll() {
  clearTimeout(scrolled);
  if (shown.page?.mounted) history.replaceState({ ...history.state, scroll: scrollY }, '');
}
addEventListener(
  'scroll',
  () => {
    clearTimeout(scrolled);
    scrolled = setTimeout(noteScroll, 100);
  },
  { passive: true },
);
// before a link is followed
addEventListener('click', noteScroll, { capture: true });
addEventListener('hashchange', () => clearTimeout(scrolled));
addEventListener('hashchange', navigate);
addEventListener('beforeunload', (event) => shown.page?.unsaved() && event.preventDefault());
navigate();
