import { h } from './dom.js';
import { notice } from './parts.js';

/**
 * Asks for the token.
 * @param {boolean} wrong whether one was refused
 * @param {(token: string) => void} signIn is given the one that was typed
 */
export function signInPage(page, wrong, signIn) {
  const field = h('input', {
    id: 'token',
    type: 'password',
    required: true,
    autocomplete: 'current-password',
    spellcheck: 'false',
    'aria-describedby': 'token-help',
    'aria-invalid': wrong || null,
  });
  const submit = (event) => {
    event.preventDefault();
    if (field.value.trim()) signIn(field.value.trim());
    else field.focus();
  };
  page.mount(
    'Sign in',
    h(
      'div.card.narrow.centered',
      null,
      h('h1', null, 'Sign in'),
      wrong &&
        h(
          'div',
          { role: 'alert' },
          notice(
            'bad',
            'cross',
            'Wrong token.',
            h('p', null, 'Copy it again from the address that the connector server prints when it starts.'),
          ),
        ),
      h(
        'form.stack',
        { onsubmit: submit, novalidate: true },
        h(
          'div.field',
          null,
          h('label', { for: 'token' }, 'Token'),
          field,
          h('p.help', { id: 'token-help' }, 'This browser keeps it until you sign out.'),
        ),
        h('button.primary', { type: 'submit' }, 'Sign in'),
      ),
      h('h2', null, 'Where to find it'),
      h(
        'ul',
        null,
        h(
          'li',
          null,
          'If ',
          h('code', null, 'console.token'),
          ' is not set, ',
          h('code', null, 'serve'),
          ' prints the address of this console when it starts, ending in ',
          h('code', null, '/#token=…'),
          '. Open that address, or copy the part after the equals sign.',
        ),
        h(
          'li',
          null,
          'If it is set (',
          h('code', null, 'application.properties'),
          ', ',
          h('code', null, 'CONSOLE_TOKEN'),
          '), use that value; it is never printed.',
        ),
      ),
    ),
  );
  field.focus();
}
