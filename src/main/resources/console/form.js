/** The options of a connector as a form, made from the JSON Schema. */

import { h } from './dom.js';
import { extraKeys } from './extra-keys.js';
import { field } from './fields.js';

const USERS = ['userStatus', 'frozenUsers', 'userTypes', 'where', 'mapping'];

/**
 * @param {object} schema of a connector
 * @param {object} options as the file says them
 * @param {{secretsSet: string[], suggestions: object}} about which secrets have a value; values to choose from, by key
 * @returns {{element, read, show}} read gives the options to send; show puts problems at their fields and gives those
 *   fields back
 */
export function optionsForm(schema, options, about) {
  const fields = new Map();
  const whole = block('', schema, options, { ...about, fields });
  const names = Object.keys(schema.properties);
  const blocks = names.filter((name) => schema.properties[name].type === 'object');
  const plain = names.filter((name) => !blocks.includes(name) && !USERS.includes(name));
  const group = (title, help, members) =>
    h(
      'fieldset.group',
      null,
      h('legend', null, title),
      h('div.about', null, help),
      h(
        'div.fields',
        null,
        members.map((name) => whole.element(name)),
      ),
    );
  const groups = blocks.map((name) =>
    group(
      schema.properties[name].title,
      [h('p', null, schema.properties[name].description), secretsHint(schema.properties[name])],
      [name],
    ),
  );
  groups.splice(1, 0, group('Users', h('p', null, 'Who is imported, and which fields feed which attributes.'), USERS));
  const element = h(
    'div.groups',
    { oninput: whole.refresh, onchange: whole.refresh },
    group('Connector', h('p', null, 'What people see, and who runs it.'), plain),
    groups,
  );
  whole.refresh();
  return {
    element,
    read: whole.read,
    show(problems) {
      const order = [...fields.values()];
      for (const each of order) each.fault('');
      return problems
        .map((problem) => {
          const found = nearest(fields, problem.key);
          const message = sentence(found?.title ?? problem.key, problem.message);
          found?.fault(message);
          return { message, focus: found?.focus, place: order.indexOf(found) };
        })
        .sort((one, other) => one.place - other.place);
    },
  };
}

function secretsHint(schema) {
  const hasSecrets = JSON.stringify(schema).includes('"writeOnly":true');
  return (
    hasSecrets &&
    h(
      'p',
      null,
      h('code', null, '{{env:NAME}}'),
      ' or ',
      h('code', null, '{{file:/path}}'),
      ' in a value keeps a secret out of the file. The settings secrets.files and secrets.environment say which ones.',
    )
  );
}

const sentence = (name, message) =>
  name && /^[a-z]/.test(message) ? `${name} ${message}` : [name, message].filter(Boolean).join(': ');

/** The field a problem is about: its own, or the one that holds it. */
function nearest(fields, key) {
  for (let name = key.replace(/\[\d+\]/g, ''); name; name = name.replace(/\.?[^.]*$/, '')) {
    if (fields.has(name)) return fields.get(name);
  }
  return undefined;
}

/**
 * The properties of one object, some of them shown only while the schema's conditions ask for them. What is not shown is not
 * sent, and a secret of it is removed.
 */
function block(prefix, schema, values, about) {
  const members = new Map(
    Object.entries(schema.properties).map(([name, part]) => [name, member(prefix + name, part, values?.[name], about)]),
  );
  const extras = schema.additionalProperties === true && extraKeys(prefix, values, schema.properties, about.secretsSet);
  const valueOf = (name) => members.get(name).read() ?? schema.properties[name].default;
  const holds = (branch) =>
    Object.entries(branch.if.properties).every(([name, { const: wanted }]) => valueOf(name) === wanted);
  const mentions = (branch, name) => branch.then.required?.includes(name) || name in (branch.then.properties ?? {});
  const branches = schema.allOf ?? [];
  const visible = (name) =>
    !branches.some((branch) => mentions(branch, name)) ||
    branches.some((branch) => mentions(branch, name) && holds(branch));
  const required = (name) =>
    schema.required?.includes(name) || branches.some((branch) => branch.then.required?.includes(name) && holds(branch));
  return {
    elements: () => [...members.values()].map((each) => each.element).concat(extras ? extras.element : []),
    element: (name) => members.get(name).element,
    refresh() {
      for (const [name, each] of members) {
        each.element.hidden = !visible(name);
        each.demand(required(name) && schema.properties[name].default === undefined);
        each.refresh?.();
      }
    },
    read() {
      const unused = (name) => (about.secretsSet.includes(prefix + name) ? null : undefined);
      const read = [...members].map(([name, each]) => [name, visible(name) ? each.read() : unused(name)]);
      return Object.fromEntries([...read, ...(extras ? extras.read() : [])].filter(([, value]) => value !== undefined));
    },
  };
}

function member(key, schema, value, about) {
  if (schema.type !== 'object') {
    const made = field(key, schema, value, {
      isSet: about.secretsSet.includes(key),
      suggestions: about.suggestions[key],
    });
    about.fields.set(key, { title: schema.title, ...made });
    return made;
  }
  const inner = block(`${key}.`, schema, value, about);
  return key.includes('.')
    ? optional(key, schema, value, inner, about)
    : {
        ...inner,
        read: () => given(inner.read(), value ?? schema.required),
        element: h('div.fields', null, inner.elements()),
        demand() {},
      };
}

/** A block without a key stays out of a file that has no such block. */
const given = (read, before) => (Object.keys(read).length || before ? read : undefined);

/** A block within a block is used or not. */
function optional(key, schema, value, inner, about) {
  const id = `option-${key.replaceAll('.', '-')}`;
  const wasSet = value !== undefined || about.secretsSet.some((secret) => secret.startsWith(`${key}.`));
  const used = h('input', {
    id,
    type: 'checkbox',
    checked: wasSet,
    'aria-describedby': `${id}-help`,
    'aria-controls': `${id}-fields`,
  });
  const fields = h('div.fields.inner', { id: `${id}-fields` }, inner.elements());
  const error = h('p.error');
  about.fields.set(key, {
    title: schema.title,
    focus: () => used.focus(),
    fault: (message) => {
      error.textContent = message;
    },
  });
  return {
    element: h(
      'div.field',
      null,
      h('label.check', null, used, h('strong', null, schema.title)),
      h('p.help', { id: `${id}-help` }, schema.description),
      error,
      fields,
    ),
    demand() {},
    refresh() {
      fields.hidden = !used.checked;
      inner.refresh();
    },
    read: () => (used.checked ? inner.read() : wasSet ? null : undefined),
  };
}
