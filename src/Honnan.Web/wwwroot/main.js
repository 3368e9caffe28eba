// Starts the page: language, light and dark, and which page is shown.
import { about } from './about.js';
import { get } from './api.js';
import { make, measure } from './dom.js';
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
let name = null; // of the page that is shown

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

/** The page that the address names, "" the first; null for other marks, such as the skip link's. */
function named() {
  const mark = location.hash.slice(1) || 'look';
  return Object.hasOwn(pages, mark) ? mark : null;
}

async function show() {
  if (failure) {
    main.replaceChildren(make('p', { class: 'warn', role: 'alert' }, failure.text ?? failure.message, ' ', make('button', { type: 'button', onclick: () => location.reload() }, t('again'))));
  }
  if (!model || failure) {
    return;
  }
  name = named() ?? name ?? 'look';
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
  measure(document.querySelector('.top'), '--head');
  document.querySelectorAll('[data-language]').forEach(button => button.addEventListener('click', () => change(button.dataset.language)));
  addEventListener('hashchange', () => {
    if (named()) {
      show();
      main.focus({ preventScroll: true });
    }
  });
  document.getElementById('skip').addEventListener('click', event => { event.preventDefault(); main.focus(); });
  for (const kind of ['dragover', 'drop']) { // else the browser leaves the page for a file that missed its place
    document.addEventListener(kind, event => {
      if (event.dataTransfer.types.includes('Files')) {
        event.preventDefault();
        event.dataTransfer.dropEffect = 'none';
      }
    });
  }
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
