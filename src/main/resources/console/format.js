/** Numbers, times and words as the console writes them. */

const NUMBER = new Intl.NumberFormat('en');
const MOMENT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
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

/** A date and a time of day, such as 28 Nov 2028, 02:00. */
export const moment = (iso) => MOMENT.format(new Date(iso));

/** A moment to the second with its time zone. */
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

/** What a run did, in short: 12 created, 948 updated. */
export function done(run) {
  const parts = ['created', 'updated', 'deleted', 'rejected', 'pending']
    .filter((key) => run[key])
    .map((key) => `${number(run[key])} ${key}`);
  return parts.length ? parts.join(', ') : 'no changes';
}
