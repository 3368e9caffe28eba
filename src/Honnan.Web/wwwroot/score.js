// The points of a game: while it is played, and at its end.
import { flag, make } from './dom.js';
import { nameOf } from './places.js';
import { number, t } from './text.js';

const mostOfAll = 5000;

/** Where somebody's guess was, and what it gave; of a guess that did not come, why. */
export function placeLine(who, place, tooLate = false) {
  const where = place ? [place.country ? flag(place.country, 22) : null, make('span', { class: 'name' }, place.country ? nameOf(place.country) : t('sea')),
    make('span', { class: 'far' }, place.kilometres === 0 ? t('right') : t('away', { km: number(place.kilometres) }))] : [make('span', { class: 'name' }, t(tooLate ? 'tooLate' : 'noGuess'))];
  const fill = make('span', { class: 'fill', hidden: !place?.points });
  fill.style.width = `${100 * (place?.points ?? 0) / mostOfAll}%`;
  return make('div', { class: `line ${who}` }, make('b', {}, t(who)), ...where, make('span', { class: 'share' }, t('points', { points: number(place?.points ?? 0) })), make('span', { class: 'track', 'aria-hidden': 'true' }, fill));
}

const totals = results => ({ you: results.reduce((sum, r) => sum + (r.you?.points ?? 0), 0), net: results.reduce((sum, r) => sum + r.net.points, 0) });

/** Both players' points so far. */
export function scores(results) {
  const { you, net } = totals(results);
  return make('p', { class: 'scores' }, make('span', { class: 'you' }, `${t('you')} `, make('b', {}, number(you))), make('span', { class: 'net' }, `${t('net')} `, make('b', {}, number(net))));
}

/** The result of a whole game: the element, and its title. */
export function summary(results, onNew) {
  const { you, net } = totals(results);
  const title = make('h1', { tabindex: -1 }, t(you > net ? 'youWon' : you < net ? 'netWon' : 'draw'));
  const rows = results.map((r, i) => make('tr', {}, make('th', { scope: 'row' }, `${i + 1}`), make('td', {}, make('span', { class: 'place' }, flag(r.truth.country, 22), make('span', {}, nameOf(r.truth.country)))),
    make('td', { class: 'points' }, number(r.you?.points ?? 0)), make('td', { class: 'points' }, number(r.net.points))));
  const shared = make('p', { class: 'hint', role: 'status' });
  const element = make('section', { class: 'card summary' }, title,
    make('table', {}, make('thead', {}, make('tr', {}, ...[t('roundColumn'), t('truth')].map(x => make('th', { scope: 'col' }, x)), ...[t('you'), t('net')].map(x => make('th', { scope: 'col', class: 'points' }, x)))),
      make('tbody', {}, ...rows), make('tfoot', {}, make('tr', {}, make('th', { scope: 'row', colspan: 2 }, t('total')), make('td', { class: 'points' }, number(you)), make('td', { class: 'points' }, number(net))))),
    make('div', { class: 'buttons' }, make('button', { type: 'button', class: 'main big', onclick: onNew }, t('newGame')), make('button', { type: 'button', class: 'big', onclick: () => share(results, shared) }, t('share'))), shared);
  return { element, title };
}

async function share(results, shared) {
  const { you, net } = totals(results);
  const squares = results.map(r => (r.you?.points ?? 0) > 4000 ? '🟩' : (r.you?.points ?? 0) > 1500 ? '🟨' : '🟥').join('');
  const text = `${t('shareText', { you: number(you), net: number(net) })} ${squares}`;
  if (navigator.share && matchMedia('(pointer: coarse)').matches) {
    await navigator.share({ text }).catch(() => {});
    return;
  }
  const copied = await navigator.clipboard?.writeText(text).then(() => true, () => false); // none where the page came by plain http
  shared.textContent = `${t(copied ? 'copied' : 'toCopy')} ${text}`;
}
