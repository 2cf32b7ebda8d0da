/** Numbers, times and words as the console writes them. */

const NUMBER = new Intl.NumberFormat('en');
const MOMENT = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
});
const CLOCK = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
});
const SECONDS = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
});
const EXACT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long' });
const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const UNITS = [
  ['day', 86400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

/** A number with thousands separators. */
export const number = (value) => NUMBER.format(value);

/** `1 user`, `1,204 users`; the plural is the word with an s unless given. */
export const count = (value, one, many = `${one}s`) => `${number(value)} ${value === 1 ? one : many}`;

/** A date and a time of day with its time zone, such as 28 Nov 2028, 02:00 CET. */
export const moment = (iso) => MOMENT.format(new Date(iso));

/** The same to the second, such as 28 Nov 2028, 02:00:07 CET. */
export const toTheSecond = (iso) => SECONDS.format(new Date(iso));

/** A time of day, such as 14:02:05 CET. */
export const timeOfDay = (iso) => CLOCK.format(new Date(iso));

/** What a clock of the offset shows that a moment is written with, if it is not the reader's: 02:00 (UTC+05:30). */
export function clock(iso) {
  const [, time, sign, hours, minutes] = /T(\d\d:\d\d).*?(?:Z|([+-])(\d\d):(\d\d))$/.exec(iso) ?? [];
  if (!time) return '';
  const offset = sign ? (sign === '-' ? -1 : 1) * (60 * Number(hours) + Number(minutes)) : 0;
  if (offset === -new Date(iso).getTimezoneOffset()) return '';
  return `${time} (UTC${offset ? `${sign}${hours}:${minutes}` : ''})`;
}

/** A moment in words with its time zone. */
export const exactly = (iso) => EXACT.format(new Date(iso));

/** How far a moment is away: in 3 hours, 2 days ago. */
export function relative(iso) {
  const seconds = (new Date(iso) - Date.now()) / 1000;
  const [unit, size] = UNITS.find(([, each]) => Math.abs(seconds) >= each * 0.95) ?? UNITS[3];
  return Math.abs(seconds) < 5 ? 'just now' : RELATIVE.format(Math.round(seconds / size), unit);
}

/** A duration of milliseconds in the two units that matter. */
export function duration(milliseconds) {
  if (milliseconds < 950) return `${number(Math.round(milliseconds))} ms`;
  const seconds = Math.round(milliseconds / 1000);
  if (milliseconds < 9950) return `${(milliseconds / 1000).toFixed(1)} s`;
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${number(Math.floor(seconds / 3600))} h ${Math.floor((seconds % 3600) / 60)} min`;
}

/** Joins as a sentence does: a, b and c. */
export function enumerate(parts) {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** What a plan has in it: 12 creations, 948 updates and 1,204 deletions. */
export function planned(run) {
  const parts = [];
  if (run.created) parts.push(count(run.created, 'creation'));
  if (run.updated) parts.push(count(run.updated, 'update'));
  if (run.deleted) parts.push(count(run.deleted, 'deletion'));
  return parts.length ? enumerate(parts) : 'no changes';
}

const NOT_SENT = {
  held: (plan) => `${plan} waiting`,
  previewed: (plan) => `would send ${plan}`,
  discarded: (plan) => `${plan} not sent`,
  replaced: (plan) => `${plan} not sent`,
};

/** Whether a run's counts are what would be sent, or would have been. */
export const unsent = ({ status }) => status in NOT_SENT;

/** What a run did, in short: 12 created, 948 updated; of one that sent nothing, what it would have sent. */
export function done(run) {
  if (unsent(run)) return NOT_SENT[run.status](planned(run));
  const running = run.status === 'running';
  const parts = ['created', 'updated', 'deleted', 'rejected', ...(running ? [] : ['pending'])]
    .filter((key) => run[key])
    .map((key) => `${number(run[key])} ${key}`);
  if (running) return `${parts.length ? parts.join(', ') : `${number(run.read)} read`} so far`;
  return parts.length ? parts.join(', ') : 'no changes';
}
