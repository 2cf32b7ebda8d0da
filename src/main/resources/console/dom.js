/** Building, and changing in place, what is on the page. No markup is ever made from text. */

const SVG = 'http://www.w3.org/2000/svg';
const HANDLERS = ['onclick', 'onchange', 'oninput', 'onsubmit'];
const PROPERTIES = ['value', 'checked', 'hidden', 'disabled', 'required', 'open', 'selected'];

/**
 * Builds an element.
 * @param {string} tag its name and classes: `div.card.wide`
 * @param {object} [attributes] `on…` are handlers, true means present, null and false mean absent
 * @param {...(Node|string|number|Array|null|false)} children texts and nodes; null and false are passed over
 */
export function h(tag, attributes, ...children) {
  const [name, ...classes] = tag.split('.');
  return fill(document.createElement(name), classes, attributes, children);
}

/** Builds an element of a drawing; otherwise like {@link h}. */
export function svg(tag, attributes, ...children) {
  const [name, ...classes] = tag.split('.');
  return fill(document.createElementNS(SVG, name), classes, attributes, children);
}

function fill(element, classes, attributes, children) {
  if (classes.length) element.setAttribute('class', classes.join(' '));
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (HANDLERS.includes(name) || PROPERTIES.includes(name)) element[name] = value;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

const busy = new WeakSet();
const WHILE_BUSY = ['disabled', 'aria-disabled', 'aria-busy'];

/**
 * Does what a control is for; until that is done the control takes nothing more, so that a double click asks once. Keeps the
 * focus, and stays as it is when the page is rendered meanwhile.
 * @param {HTMLElement} control a button, or the input of a switch
 * @param {() => (Promise|void)} action
 */
export async function once(control, action) {
  if (busy.has(control)) return;
  const doing = action();
  if (typeof doing?.then !== 'function') return;
  const focused = document.activeElement === control;
  busy.add(control);
  control.setAttribute('aria-busy', 'true');
  if (control.tagName === 'INPUT') control.disabled = true;
  else control.setAttribute('aria-disabled', 'true');
  try {
    await doing;
  } finally {
    busy.delete(control);
    for (const name of WHILE_BUSY) control.removeAttribute(name);
    if (focused && document.activeElement === document.body) control.focus({ preventScroll: true });
  }
}

/**
 * Gives an element these children, changing those that are there already in place: focus, selection, scroll position and
 * what is open stay. Children of one `data-key` are the same; others are by name and class.
 */
export function render(parent, ...children) {
  const focused = document.activeElement;
  const row = parent.contains(focused) ? focused.closest('[data-key]') : null;
  const wanted = document.createElement('div');
  wanted.append(...children.flat(Infinity).filter(Boolean));
  renderChildren(parent, [...wanted.childNodes]);
  if (row?.isConnected && !focused.isConnected) {
    row.querySelector('button, a, input')?.focus({ preventScroll: true });
  } else if (focused?.isConnected && document.activeElement !== focused) {
    focused.focus({ preventScroll: true });
  }
}

function renderChildren(parent, wanted) {
  let place = parent.firstChild;
  for (const node of wanted) {
    const present = find(place, node);
    if (!present) {
      parent.insertBefore(node, place);
      continue;
    }
    if (present === place) place = place.nextSibling;
    else parent.insertBefore(present, place);
    change(present, node);
  }
  while (place) {
    const next = place.nextSibling;
    place.remove();
    place = next;
  }
}

function find(from, wanted) {
  for (let node = from; node; node = node.nextSibling) {
    if (identity(node) === identity(wanted)) return node;
  }
  return null;
}

function identity(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return node.nodeName;
  return `${node.nodeName} ${node.dataset.key ?? node.getAttribute('class') ?? ''}`;
}

function change(present, wanted) {
  if (present.nodeType !== Node.ELEMENT_NODE) {
    if (present.data !== wanted.data) present.data = wanted.data;
    return;
  }
  for (const { name } of [...present.attributes]) {
    const kept = name === 'open' || (busy.has(present) && WHILE_BUSY.includes(name));
    if (!kept && !wanted.hasAttribute(name)) present.removeAttribute(name);
  }
  for (const { name, value } of wanted.attributes) {
    if (name !== 'open' && present.getAttribute(name) !== value) present.setAttribute(name, value);
  }
  for (const name of HANDLERS) present[name] = wanted[name];
  if (present.type === 'checkbox' || present.type === 'radio') present.checked = wanted.checked;
  renderChildren(present, [...wanted.childNodes]);
}
