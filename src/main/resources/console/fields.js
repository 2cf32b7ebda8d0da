/** One option as a field: label, control, help and error, made from its part of the JSON Schema. */

import { h, render } from './dom.js';
import { button, icon } from './parts.js';

const WORD = /^[a-z][a-z-]*(\.csv)?$/;
const OTHER = 'Other …';

/**
 * @param {string} key dotted: salesforce.url
 * @param {object} schema the option's own schema
 * @param {*} value as the file has it; undefined where it has none
 * @param {{isSet?: boolean, suggestions?: string[]}} about whether a secret has a value; values to choose from
 * @returns {{element, focus, read, fault, demand}} read gives undefined where the file needs no such key, null for a
 *   secret to remove; fault shows an error, or none; demand says whether a value is required
 */
export function field(key, schema, value, about) {
  const id = `option-${key.replaceAll('.', '-')}`;
  const error = h('p.error', { id: `${id}-error` });
  const describedBy = `${id}-help ${id}-error`;
  const control = widget(schema)({ id, key, schema, value, about, described: { 'aria-describedby': describedBy } });
  const optional = h('small.muted', null, '');
  const label = [schema.title ?? key, ' ', optional];
  const help = h(
    'p.help',
    { id: `${id}-help` },
    schema.description,
    schema.default !== undefined && !control.showsDefault ? ` Default: ${shown(schema.default)}.` : '',
  );
  const element = control.grouped
    ? h('fieldset.field', { id, 'aria-describedby': describedBy }, h('legend', null, label), control.nodes, help, error)
    : h('div.field', null, h('label', { for: id }, label), control.nodes, help, error);
  return {
    element,
    focus: () => control.input.focus(),
    read: control.read,
    fault(message) {
      render(error, message && [icon('warning'), message]);
      element.classList.toggle('wrong', Boolean(message));
      for (const input of control.inputs ?? [control.input])
        input.setAttribute('aria-invalid', String(Boolean(message)));
    },
    demand: (required) => {
      optional.textContent = required ? '(required)' : '';
    },
  };
}

const shown = (value) => (Array.isArray(value) ? value.join(', ') : String(value));

function widget(schema) {
  if (schema.writeOnly) return secret;
  if (schema.type === 'boolean') return toggle;
  if (schema.type === 'array') return schema.items.enum ? choices : list;
  if (schema.enum) return choices;
  // a name of one's own may take the place of those the product has
  const names = (schema.examples ?? []).filter((example) => WORD.test(example));
  if (names.length > 1 || (names.length && names.length === schema.examples.length && schema.pattern)) return known;
  return text;
}

/** A line of text, or several where much fits. */
function text({ id, schema, value, about, described }) {
  const long = schema.maxLength > 1000;
  const whole = [schema.type].flat().includes('integer');
  const input = h(long ? 'textarea' : 'input', {
    id,
    ...described,
    value: value ?? '',
    placeholder: hint(schema),
    spellcheck: 'false',
    autocomplete: 'off',
    autocapitalize: 'off',
    inputmode: schema.type === 'integer' ? 'numeric' : null,
    rows: long ? 2 : null,
    type: long ? null : 'text',
    class: isShort(schema) ? 'short' : null,
    list: about.suggestions ? `${id}-list` : null,
  });
  return {
    nodes: [
      input,
      about.suggestions &&
        h(
          'datalist',
          { id: `${id}-list` },
          about.suggestions.map((each) => h('option', { value: each })),
        ),
    ],
    input,
    read() {
      const typed = tidy(input.value.trim(), schema.pattern);
      if (typed === '') return undefined;
      return whole && /^\d{1,15}$/.test(typed) ? Number(typed) : typed;
    },
  };
}

/** What people type for a value of a fixed form: with the quotes a file would need, or an hour of one digit. */
function tidy(typed, pattern) {
  if (!pattern || !typed) return typed;
  const bare = typed.replace(/^(["'])(.*)\1$/, '$2');
  const hour = bare.replace(/^\d:/, '0$&');
  return [typed, bare, hour].find((each) => new RegExp(pattern, 'u').test(each)) ?? typed;
}

const hint = ({ default: standard, examples }) =>
  standard !== undefined ? shown(standard) : examples ? shown(examples[0]) : null;
const isShort = ({ type, pattern }) => type !== 'string' || /\[0-9\]/.test(pattern ?? '');

/** A secret is written, never shown. */
function secret({ id, schema, about, described }) {
  const input = h('input', {
    id,
    ...described,
    type: 'password',
    autocomplete: 'new-password',
    spellcheck: 'false',
    placeholder: about.isSet ? 'Is set – leave empty to keep it' : hint(schema),
  });
  const reveal = button(
    'Show',
    () => {
      const visible = input.type === 'password';
      input.type = visible ? 'text' : 'password';
      reveal.setAttribute('aria-pressed', String(visible));
    },
    { tone: 'quiet', name: `Show ${schema.title}`, pressed: 'false' },
  );
  const remove = h('input', {
    type: 'checkbox',
    onchange: () => {
      input.disabled = remove.checked;
    },
  });
  return {
    nodes: [
      h('div.joined', null, input, reveal),
      about.isSet && h('label.check', null, remove, `Remove the ${schema.title.toLowerCase()} that is set`),
    ],
    input,
    read: () => (remove.checked ? null : input.value || undefined),
  };
}

function toggle({ id, schema, value, described }) {
  const input = h('input', {
    id,
    type: 'checkbox',
    role: 'switch',
    checked: value ?? schema.default ?? false,
    ...described,
  });
  return {
    nodes: h('div.switch', null, input),
    input,
    showsDefault: true,
    read: () => (input.checked === schema.default && value === undefined ? undefined : input.checked),
  };
}

/** One of a few values, or several of them. */
function choices({ key, schema, value, described }) {
  const many = schema.type === 'array';
  const chosen = [value ?? schema.default ?? []].flat();
  const inputs = (many ? schema.items.enum : schema.enum).map((choice) =>
    h('input', {
      type: many ? 'checkbox' : 'radio',
      name: key,
      value: choice,
      checked: chosen.includes(choice),
      ...described,
    }),
  );
  const read = () => {
    const values = inputs.filter(({ checked }) => checked).map((input) => input.value);
    if (value === undefined && String(values) === String(schema.default ?? [])) return undefined;
    return many ? values : values[0];
  };
  return {
    nodes: h(
      'div.options',
      null,
      inputs.map((input) => h('label.check', null, input, input.value)),
    ),
    input: inputs.find(({ checked }) => checked) ?? inputs[0],
    inputs,
    grouped: true,
    read,
  };
}

/** Several values in one line. */
function list({ value, schema, ...rest }) {
  const line = text({
    ...rest,
    schema: { ...schema, type: 'string', examples: schema.examples?.map((each) => each.join(', ')) },
    value: value && [value].flat().join(', '),
  });
  return {
    ...line,
    read: () =>
      line
        .read()
        ?.split(/[\s,]+/)
        .filter(Boolean),
  };
}

/** A word that most choose from a list, and some write themselves. */
function known({ id, schema, value, about, described }) {
  const words = schema.examples.filter((example) => WORD.test(example));
  const rest = schema.examples.filter((example) => !WORD.test(example));
  const start = value ?? schema.default ?? words[0];
  const own = !words.includes(start);
  const other = text({
    id: `${id}-other`,
    schema: { ...schema, default: undefined, examples: rest.length ? rest : words },
    value: own ? start : '',
    about,
    described,
  });
  other.input.setAttribute('aria-label', `${schema.title}, other`);
  const select = h(
    'select',
    {
      id,
      ...described,
      onchange: () => {
        other.input.hidden = select.value !== OTHER;
      },
    },
    [...words, OTHER].map((word) => h('option', { value: word, selected: word === (own ? OTHER : start) }, word)),
  );
  other.input.hidden = !own;
  return {
    nodes: h('div.joined', null, select, other.nodes),
    input: select,
    read() {
      const chosen = select.value === OTHER ? other.read() : select.value;
      return value === undefined && chosen === schema.default ? undefined : chosen;
    },
  };
}
