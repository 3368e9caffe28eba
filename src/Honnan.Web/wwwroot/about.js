// The line at the page's foot: what happens to pictures, and which model answers.
import { make } from './dom.js';
import { t } from './text.js';

let last = null;

/** Tells about a model: { net, countries, notice }; null for none. Called without one, it writes the last again. */
export function about(model = last) {
  last = model;
  document.getElementById('about').replaceChildren(
    make('p', {}, t('kept'), model ? ` ${t('about', model)}` : ''),
    model?.notice ? make('details', {}, make('summary', {}, t('notice')), make('p', { lang: 'en' }, model.notice)) : '');
}
