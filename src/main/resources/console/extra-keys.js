import { h } from './dom.js';
import { button } from './parts.js';

/** Keys the schema does not know, as rows of key and value; secrets among them stay unless they are written anew or removed. */
export function extraKeys(prefix, values, known, secretsSet) {
  const rows = h('div.rows');
  const removed = [];
  const add = (key, value, isSecret = false) => {
    const before = isSecret ? '' : typeof value === 'string' ? value : JSON.stringify(value);
    const name = h('input', {
      type: 'text',
      value: key,
      readonly: isSecret,
      'aria-label': 'Key',
      placeholder: 'key',
      spellcheck: 'false',
      autocapitalize: 'off',
    });
    const text = h('input', {
      type: isSecret ? 'password' : 'text',
      value: before,
      'aria-label': `Value of ${key || 'the new key'}`,
      autocomplete: 'off',
      spellcheck: 'false',
      placeholder: isSecret ? 'Is set – leave empty to keep it' : 'value',
    });
    const remove = () => {
      if (isSecret) removed.push([key, null]);
      row.remove();
    };
    const row = h(
      'div.joined.row',
      null,
      name,
      text,
      button('Remove', remove, { tone: 'quiet', name: `Remove ${key || 'the new key'}` }),
    );
    row.read = () => [name.value.trim(), text.value === before ? value : literal(text.value)];
    rows.append(row);
    return name;
  };
  const given = typeof values === 'object' ? values : {};
  for (const [key, value] of Object.entries(given)) if (!(key in known)) add(key, value);
  for (const key of secretsSet.filter((each) => each.startsWith(prefix)).map((each) => each.slice(prefix.length))) {
    if (!key.includes('.') && !(key in known)) add(key, undefined, true);
  }
  return {
    element: h(
      'div.field',
      { role: 'group', 'aria-label': 'Other keys' },
      h('p.label', null, 'Other keys'),
      h('p.help', null, 'Whatever else the route of the platform reads.'),
      rows,
      button('Add key', () => add('', '').focus(), { picture: 'plus' }),
    ),
    read: () => [...removed, ...[...rows.children].map((row) => row.read())].filter(([key]) => key),
  };
}

function literal(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
