/**
 * What the report does in a browser, as plain JavaScript: filters whose state is in the address, component
 * search, copying. The page is whole without it. Text is only ever set as text.
 */
export const SCRIPT = `'use strict';
(() => {
  const byId = (id) => document.getElementById(id);
  for (const element of document.querySelectorAll('.needs-script')) element.hidden = false;

  const form = byId('finding-filters');
  const bodies = [...document.querySelectorAll('li[data-outcome]')];
  const names = ['outcome', 'severity', 'kind', 'status', 'scope', 'root'];
  const controls = form === null ? [] : [...form.elements].filter((e) => e.name);
  // Copies of a package may have several scopes.
  const valuesOf = (body, name) =>
    name === 'scope' ? body.dataset.scope.split(' ') : [body.dataset[name]];
  const apply = () => {
    const want = Object.fromEntries(controls.map((c) => [c.name, c.value]));
    const words = (want.q || '').toLowerCase().split(/\\s+/).filter(Boolean);
    let shown = 0;
    for (const body of bodies) {
      const fits =
        names.every((name) => !want[name] || valuesOf(body, name).includes(want[name])) &&
        words.every((word) => body.dataset.text.includes(word));
      body.hidden = !fits;
      if (fits) shown += 1;
    }
    byId('finding-count').textContent = shown + ' of ' + bodies.length + ' findings shown';
    return want;
  };
  const remember = () => {
    const state = new URLSearchParams(Object.entries(apply()).filter(([, value]) => value));
    history.replaceState(null, '', String(state) === '' ? '#findings' : '#findings?' + state);
  };
  const restore = () => {
    const at = location.hash.indexOf('?');
    if (!location.hash.startsWith('#findings')) return;
    const state = new URLSearchParams(at < 0 ? '' : location.hash.slice(at + 1));
    for (const control of controls) {
      control.value = state.get(control.name) || '';
      if (control.value === '' && control.tagName === 'SELECT') control.selectedIndex = 0;
    }
    apply();
    byId('findings').scrollIntoView();
  };
  if (form !== null) {
    form.addEventListener('input', remember);
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('reset', () => setTimeout(remember));
    apply();
    restore();
  }
  for (const link of document.querySelectorAll('a[data-filter]')) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      location.hash = '#findings?' + link.dataset.filter;
    });
  }
  const openTarget = () => {
    if (!location.hash.startsWith('#f-')) return;
    const target = byId(location.hash.slice(1));
    if (target === null) return;
    target.hidden = false;
    const details = target.querySelector('details');
    if (details !== null) details.open = true;
    target.scrollIntoView();
  };
  addEventListener('hashchange', () => { restore(); openTarget(); });
  openTarget();

  for (const button of document.querySelectorAll('button[data-copy]')) {
    button.addEventListener('click', async () => {
      const text = byId(button.dataset.copy).textContent;
      try {
        await navigator.clipboard.writeText(text);
        byId('copied').textContent = 'Copied: ' + text;
        button.textContent = 'Copied';
      } catch {
        getSelection().selectAllChildren(byId(button.dataset.copy));
        byId('copied').textContent = 'Selected; copy with the keyboard';
        button.textContent = 'Selected';
      }
      setTimeout(() => { button.textContent = 'Copy'; }, 2000);
    });
  }

  const search = byId('component-search');
  if (search !== null) {
    const data = JSON.parse(byId('component-data').textContent);
    const rows = byId('component-rows');
    const texts = data.rows.map((row) => row.join(' ').toLowerCase());
    const show = () => {
      const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
      const fitting = [];
      let found = 0;
      for (let i = 0; i < texts.length; i += 1) {
        if (!words.every((word) => texts[i].includes(word))) continue;
        found += 1;
        if (fitting.length < data.cap) fitting.push(data.rows[i]);
      }
      rows.replaceChildren(...fitting.map((row) => {
        const line = document.createElement('tr');
        row.forEach((text, i) => {
          const cell = document.createElement(i === 0 ? 'th' : 'td');
          if (i === 0) cell.scope = 'row';
          cell.className = data.classes[i] || '';
          cell.textContent = text;
          line.append(cell);
        });
        return line;
      }));
      byId('component-count').textContent =
        found + ' of ' + texts.length + ' components match' +
        (found > fitting.length ? '; the first ' + fitting.length + ' are shown' : '');
    };
    let waiting;
    search.addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(show, 120); });
  }
  addEventListener('beforeprint', () => {
    for (const details of document.querySelectorAll('details.fix, details.known')) details.open = true;
  });
})();
`;
