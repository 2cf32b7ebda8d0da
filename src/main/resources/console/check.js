/** The check of a connector: what was tried, what was found, and the remedies. */

import { path, post } from './client.js';
import { h, render } from './dom.js';
import { count } from './format.js';
import { icon, table } from './parts.js';

/**
 * Tries a connector and shows what was found.
 * @param {Element} place where to show it
 */
export async function check(connector, page, place) {
  render(place, h('p.muted', null, 'Checking files, login, fields, rights and API budget …'));
  const found = await page.attempt(() =>
    post(path('connectors', connector.id, 'check'), undefined, { patient: true, signal: page.signal }),
  );
  render(place, found && results(found));
}

function results(found) {
  const errors = found.filter(({ level }) => level === 'error').length;
  const warnings = found.filter(({ level }) => level === 'warning').length;
  const outcome =
    errors + warnings
      ? [errors && count(errors, 'error'), warnings && count(warnings, 'warning')].filter(Boolean).join(', ')
      : 'everything is fine';
  const level = {
    ok: ['good', 'check', 'Fine'],
    warning: ['warn', 'warning', 'Warning'],
    error: ['bad', 'cross', 'Error'],
  };
  return h(
    'section',
    { 'aria-labelledby': 'check' },
    h('h2', { id: 'check' }, `Check: ${outcome}`),
    table(
      'Findings',
      [
        { label: 'Check', cell: (finding) => finding.check },
        {
          label: 'Result',
          cell: (finding) =>
            h(`span.badge.${level[finding.level][0]}`, null, icon(level[finding.level][1]), level[finding.level][2]),
        },
        { label: 'Finding and remedy', tone: 'wide', cell: ({ message }) => message },
      ],
      found,
      ({ check: name, message }) => `${name} ${message}`,
    ),
  );
}
