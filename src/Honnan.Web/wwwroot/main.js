// Starts the page: language, light and dark, and which page is shown.
import { about } from './about.js';
import { get } from './api.js';
import { make } from './dom.js';
import { LookPage } from './look.js';
import { loadPlaces } from './places.js';
import { PlayPage } from './play.js';
import { change, current, onChange, t } from './text.js';
import { startTheme } from './theme.js';

const pages = { look: LookPage, play: PlayPage };
const main = document.getElementById('main');
let open = null;
let model = null;
let failure = null; // of the start

/** Writes the texts that stand on every page. */
function write() {
  document.querySelectorAll('[data-text]').forEach(element => { element.textContent = t(element.dataset.text); });
  document.querySelectorAll('[data-label]').forEach(element => element.setAttribute('aria-label', t(element.dataset.label)));
  document.querySelectorAll('[data-language]').forEach(button => button.setAttribute('aria-pressed', `${button.dataset.language === current()}`));
  document.querySelectorAll('[data-report]').forEach(link => {
    const address = model?.[link.dataset.report];
    link.hidden = !address;
    if (address) {
      link.href = address;
    }
  });
  about();
}

async function show() {
  if (failure) {
    main.replaceChildren(make('p', { class: 'warn', role: 'alert' }, failure.text ?? failure.message, ' ', make('button', { type: 'button', onclick: () => location.reload() }, t('again'))));
  }
  if (!model || failure) {
    return;
  }
  const name = location.hash.slice(1) in pages ? location.hash.slice(1) : 'look';
  document.querySelectorAll('[data-page]').forEach(link => link.toggleAttribute('aria-current', link.dataset.page === name));
  document.querySelectorAll('[aria-current]').forEach(link => link.setAttribute('aria-current', 'page'));
  document.title = `Honnan? – ${t(name)}`;
  open?.close();
  open = new pages[name](model);
  main.replaceChildren(open.element);
  await open.open();
}

async function start() {
  startTheme();
  document.querySelectorAll('[data-language]').forEach(button => button.addEventListener('click', () => change(button.dataset.language)));
  addEventListener('hashchange', () => { show(); main.focus({ preventScroll: true }); });
  onChange(() => { write(); show(); });
  write();
  try {
    [model] = await Promise.all([get('/api/model'), loadPlaces()]);
    write();
    await show();
  } catch (error) {
    failure = error;
    await show();
  }
}

start();
