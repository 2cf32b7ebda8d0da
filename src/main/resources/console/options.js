/** Adding, changing and deleting a connector. */

import { call, get, path } from './client.js';
import { h, render } from './dom.js';
import { optionsForm } from './form.js';
import { count } from './format.js';
import { ask, button, connectorLink, notice, trail } from './parts.js';

const ID = /^[a-z0-9][a-z0-9-]*$/;

/** The page that adds a connector. */
export async function addPage(page) {
  const current = (await get(path('servers'))).find((server) => server.current)?.name;
  const id = h('input', {
    id: 'connector-id',
    type: 'text',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    class: 'short',
    'aria-describedby': 'connector-id-help connector-id-error',
  });
  const fault = h('p.error', { id: 'connector-id-error' });
  const form = await editor(
    page,
    {
      options: { server: current === 'Cloud' ? undefined : current },
      secretsSet: [],
      writable: true,
      save: 'Add connector',
    },
    async (options) => {
      const wrong = ID.test(id.value)
        ? (await exists(id.value)) && 'There is a connector of this id already. Choose another.'
        : 'Write lower-case letters, digits and -, such as acme.';
      render(fault, wrong);
      id.setAttribute('aria-invalid', String(Boolean(wrong)));
      if (wrong) return [{ message: `Connector id: ${wrong}`, focus: () => id.focus() }];
      await call('PUT', path('connectors', id.value), { body: options });
      page.unsaved = () => false;
      page.announce('Saved.');
      location.hash = connectorLink(id.value);
      return [];
    },
  );
  form.addEventListener('input', ({ target }) => {
    if (target === id) id.dataset.own = 'yes';
    else if (target.id === 'option-name' && !id.dataset.own) id.value = slug(target.value);
  });
  form
    .querySelector('#option-name')
    .closest('.field')
    .after(
      h(
        'div.field',
        null,
        h('label', { for: 'connector-id' }, 'Connector id ', h('small.muted', null, '(required)')),
        id,
        h(
          'p.help',
          { id: 'connector-id-help' },
          'The name of its file without .yaml: lower-case letters, digits and -. It stays as it is.',
        ),
        fault,
      ),
    );
  page.mount(
    'Add connector',
    trail(['Connectors', '#/connectors']),
    h('div.head', null, h('h1', null, 'Add connector')),
    form,
  );
}

const slug = (name) =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
const exists = (id) => get(path('connectors')).then((all) => all.some((connector) => connector.id === id));

/**
 * The tab Options of a connector.
 * @param {Function} mount shows the tab's content
 * @param {string} etag the version of the file the form shows
 * @param {(said: string) => void} again opens the tab once more and says what happened
 */
export async function optionsTab(page, connector, mount, etag, again) {
  const headers = etag ? { 'If-Match': etag } : {};
  const where = path('connectors', connector.id);
  const { secretsSet, writable } = connector;
  const form = await editor(
    page,
    {
      options: connector,
      secretsSet,
      writable,
      save: 'Save',
      reload: again,
      problems: connector.problems,
      file: `${connector.id}.yaml`,
    },
    async (options) => {
      await call('PUT', where, { body: options, headers });
      page.unsaved = () => false;
      again('Saved. Takes effect at once; a run in progress finishes with the options it started with.');
      return [];
    },
  );
  const remove = async () => {
    const sure = await ask(
      `Delete ${connector.name}?`,
      `Its file ${connector.id}.yaml is removed, with the copy of its last version. It no longer runs. Nobody is removed from the platform.`,
      'Delete connector',
      'danger',
    );
    if (!sure) return;
    await page.attempt(async () => {
      await call('DELETE', where, { headers });
      page.unsaved = () => false;
      location.hash = '#/connectors';
    });
  };
  mount(
    form,
    writable &&
      h(
        'section.card.danger-zone',
        { 'aria-labelledby': 'delete' },
        h('h3', { id: 'delete' }, 'Delete this connector'),
        h('p', null, 'It runs no more. Nobody is removed from the platform.'),
        button('Delete connector', remove, { tone: 'danger' }),
      ),
  );
}

/** The form with what surrounds it; save gives back the problems it found itself. */
async function editor(page, { options, secretsSet, writable, save, reload, problems = [], file }, send) {
  const [schema, servers] = await Promise.all([get('/api/connector.schema.json'), get(path('servers'))]);
  const suggestions = {
    server: servers.map(({ name }) => name),
    'schedule.timeZone': Intl.supportedValuesOf('timeZone'),
  };
  const form = optionsForm(schema, options, { secretsSet, suggestions });
  const summary = h('div', { tabindex: '-1', class: 'summary' });
  const state = h('span.muted', { role: 'status' });
  let unsaved = false;
  page.unsaved = () => unsaved;

  function show(found) {
    render(
      summary,
      found.length &&
        notice(
          'bad',
          'warning',
          found.length === 1 ? 'One thing is not right' : `${found.length} things are not right`,
          h(
            'ul',
            null,
            found.map(({ message, focus }) =>
              h(
                'li',
                null,
                focus
                  ? h(
                      'a',
                      {
                        href: location.hash,
                        onclick: (event) => {
                          event.preventDefault();
                          focus();
                        },
                      },
                      message,
                    )
                  : message,
              ),
            ),
          ),
        ),
    );
  }
  function explain(problem) {
    if (problem.status === 422)
      return show(form.show(problem.problems.filter(({ severity }) => severity !== 'warning')));
    if (problem.status !== 412) return page.fail(problem);
    return render(
      summary,
      notice(
        'warn',
        'warning',
        'The file was changed meanwhile',
        h(
          'p',
          null,
          'By an editor or another window. Load it again to see what it says now; what you typed here is then lost.',
        ),
        button('Load again', () => {
          unsaved = false;
          reload('Loaded again.');
        }),
      ),
    );
  }
  async function submit(event) {
    event.preventDefault();
    page.unsay?.();
    state.textContent = 'Saving …';
    try {
      show(form.show([]));
      show(await send(form.read()));
    } catch (problem) {
      explain(problem);
    }
    state.textContent = unsaved && page.unsaved() ? 'Not saved yet' : '';
    if (summary.hasChildNodes()) summary.focus();
  }
  const errors = problems.filter(({ severity }) => severity === 'error');
  const elsewhere = errors.filter((problem) => problem.file !== file);
  show([
    ...form.show(errors.filter((problem) => problem.file === file)),
    ...(elsewhere.length
      ? [
          {
            message: `The mapping ${elsewhere[0].file} has ${count(elsewhere.length, 'error')}. See the tab Mapping.`,
            focus: () => (location.hash = connectorLink(file.replace(/\.yaml$/, ''), 'mapping')),
          },
        ]
      : []),
  ]);
  const touched = () => {
    unsaved = true;
    state.textContent = 'Not saved yet';
  };
  return h(
    'form',
    { onsubmit: submit, oninput: touched, novalidate: true },
    summary,
    !writable &&
      notice(
        'calm',
        'warning',
        'The folder of connectors is read-only here',
        h('p', null, 'The options can be read, not changed. Change the file where the folder comes from.'),
      ),
    h('fieldset.plain', { disabled: !writable }, h('legend.unseen', null, 'Options'), form.element),
    writable &&
      h(
        'div.savebar',
        null,
        h('button.primary', { type: 'submit' }, save),
        state,
        file &&
          h(
            'small.muted',
            null,
            `Saving replaces ${file} and drops its comments; the previous file is kept as ${file}.bak.`,
          ),
      ),
  );
}
