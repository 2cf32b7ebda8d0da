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
            'This token is not right.',
            h('p', null, 'The connector server may have been started anew since; then it has a new one.'),
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
          h('p.help', { id: 'token-help' }, 'What protects this console and its API.'),
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
          'Where ',
          h('code', null, 'console.token'),
          ' is not set, ',
          h('code', null, 'serve'),
          ' makes a token at its start and prints the address of this console with it once, ending in ',
          h('code', null, '/#token=…'),
          '. Open that address, or copy the part after the equals sign.',
        ),
        h(
          'li',
          null,
          'Where it is set (',
          h('code', null, 'application.properties'),
          ', ',
          h('code', null, 'CONSOLE_TOKEN'),
          '), it is that value, and is never printed.',
        ),
      ),
    ),
  );
}
