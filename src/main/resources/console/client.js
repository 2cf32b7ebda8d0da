/** The API: requests with the token, problems, polling, and the stream of a run's progress. */

const TOKEN = 'console.token';
const LONGEST = 15000;

/** What happens to the connection: events `lost`, `back`, `refused` (no token, or a wrong one) and `signed` (in or out, in another tab). */
export const connection = new EventTarget();
let lost = false;

/** An error the API answered with, as problem+json says it. */
export class Problem extends Error {
  constructor(status, { title, detail, problems }) {
    super(detail ?? title);
    this.status = status;
    this.title = title ?? `The server answered ${status}`;
    this.detail = detail ?? '';
    this.problems = problems ?? [];
  }
}

/** The server did not answer. */
export class Offline extends Error {
  constructor() {
    super('The connector server does not answer. Is it running?');
    this.title = 'No connection';
    this.detail = this.message;
    this.problems = [];
  }
}

/** Kept for all tabs of this browser until somebody signs out. */
export const token = {
  get: () => localStorage.getItem(TOKEN),
  set: (value) => localStorage.setItem(TOKEN, value),
  forget: () => localStorage.removeItem(TOKEN),
};
addEventListener('storage', ({ key }) => {
  if (key === TOKEN || key === null) connection.dispatchEvent(new Event('signed'));
});

/** The path of a thing below /api, its parts encoded. */
export const path = (...parts) => `/api/${parts.map(encodeURIComponent).join('/')}`;

/**
 * One request. Times out after 15 s unless it is `patient`.
 * @returns {Promise<Response>} an answer that is no error
 */
export async function call(method, where, { body, headers, signal, patient } = {}) {
  const used = token.get();
  const response = await reach(where, {
    method,
    signal: patient ? signal : AbortSignal.any([AbortSignal.timeout(LONGEST), ...(signal ? [signal] : [])]),
    headers: {
      Authorization: `Bearer ${used}`,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    cache: 'no-store',
    redirect: 'error',
  });
  if (response.ok) return response;
  const problem = new Problem(response.status, await response.json().catch(() => ({})));
  // another tab may have signed out, or in with another token, meanwhile
  if (problem.status === 401 && token.get() === used) connection.dispatchEvent(new Event('refused'));
  throw problem;
}

async function reach(where, request) {
  try {
    const response = await fetch(where, request);
    if (lost) connection.dispatchEvent(new Event('back'));
    lost = false;
    return response;
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw broken();
  }
}

function broken() {
  if (!lost) connection.dispatchEvent(new Event('lost'));
  lost = true;
  return new Offline();
}

/** Reads JSON. */
export const get = async (where, options) => (await call('GET', where, options)).json();

/** Sends JSON and reads the answer. */
export const post = async (where, body, options) => (await call('POST', where, { body, ...options })).json();

/**
 * Loads and shows, again and again until the signal ends it; not while nobody looks. A lost connection is waited for.
 * @param {object} page where: its signal ends the polling, its fail is told other errors
 * @param {(data) => number} show shows what was loaded and says in how many seconds to ask again (0: never)
 * @returns {() => Promise<void>} asks at once; an answer to an earlier question is dropped
 */
export function poll(page, load, show) {
  let round = 0;
  let timer;
  async function turn() {
    clearTimeout(timer);
    const mine = ++round;
    let pause = 2;
    try {
      const data = await load();
      if (mine !== round || page.signal.aborted) return;
      pause = show(data);
    } catch (failure) {
      if (mine !== round || page.signal.aborted || failure.name === 'AbortError') return;
      if (!(failure instanceof Offline)) {
        page.fail(failure);
        if (failure.status === 404 || failure.status === 401) return;
        pause = 10;
      }
    }
    if (pause) timer = setTimeout(() => document.hidden || turn(), pause * 1000);
  }
  document.addEventListener('visibilitychange', () => document.hidden || turn(), { signal: page.signal });
  page.signal.addEventListener('abort', () => clearTimeout(timer));
  turn();
  return turn;
}

/**
 * Follows a run to its end; a broken stream is opened again.
 * @param {(run) => void} show is given the run whenever something changed
 */
export async function follow(run, signal, show) {
  while (!signal.aborted) {
    try {
      const response = await call('GET', path('runs', run, 'events'), { signal, patient: true });
      if (await events(response, show)) return;
      throw broken();
    } catch (failure) {
      if (!(failure instanceof Offline)) throw failure;
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  }
}

/** Reads server-sent events; true when the run has ended, false when the stream broke before. */
async function events(response, show) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return false;
      text = (text + value).replace(/\r\n?/g, '\n');
      const blocks = text.split('\n\n');
      text = blocks.pop();
      for (const block of blocks) {
        const event = parse(block);
        if (event.data) show(JSON.parse(event.data));
        if (event.name === 'end') return true;
      }
    }
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    return false;
  }
}

function parse(block) {
  const lines = block.split('\n').map((line) => /^(\w*): ?(.*)$/.exec(line) ?? []);
  const values = (field) => lines.filter((line) => line[1] === field).map((line) => line[2]);
  return { name: values('event').at(-1) ?? 'message', data: values('data').join('\n') };
}
