/** The page of the one-time link; its token is behind the `#`, which browsers send to nobody. */
const form = document.getElementById('setup');
const told = document.getElementById('told');
const button = form.querySelector('button');
const token = location.hash.slice(1);
history.replaceState(null, '', location.pathname);

const zone = document.getElementById('zone');
zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC';
for (const name of Intl.supportedValuesOf?.('timeZone') ?? []) {
  const option = document.createElement('option');
  option.value = name;
  document.getElementById('zones').append(option);
}

const slug = document.getElementById('slug');
let isOwnSlug = false;
slug.addEventListener('input', () => {
  isOwnSlug = slug.value !== '';
});
document.getElementById('name').addEventListener('input', (event) => {
  if (isOwnSlug) return;
  slug.value = event.target.value
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 63);
});

function tell(text) {
  told.textContent = text;
  told.hidden = text === '';
}

if (token === '') tell('The address has no token. Open the link that the server printed when it started.');

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  tell('');
  button.disabled = true;
  const value = (name) => form.elements[name].value;
  try {
    const answer = await fetch('/api/v1/setup', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        token,
        organisation: { slug: value('slug'), name: value('name'), timeZone: value('zone') },
        administrator: { name: value('person'), email: value('email'), password: value('password') },
      }),
    });
    const body = await answer.json();
    if (!answer.ok) {
      const problems = (body.problems ?? []).map(({ at, message }) => `${at.split('.').at(-1)}: ${message}`);
      tell([body.message, ...problems].join('\n'));
      return;
    }
    document.getElementById('organisation').textContent = body.organisation.name;
    form.hidden = true;
    const done = document.getElementById('done');
    done.hidden = false;
    done.focus();
  } catch {
    tell('The server does not answer. Try again.');
  } finally {
    button.disabled = false;
  }
});
