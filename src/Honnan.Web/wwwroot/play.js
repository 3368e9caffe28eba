// The game: five streets, a guess each, against the net.
import { about } from './about.js';
import { get, post, send, Problem } from './api.js';
import { flag, make, say } from './dom.js';
import { WorldMap } from './map.js';
import { PictureView } from './picture.js';
import { byName, middleOf, nameOf } from './places.js';
import { current, number, t } from './text.js';

const kept = 'honnan.game';
const mostOfAll = 5000;
let pending = null; // the guess of the moment, for changes of language and page: { round, place }

export class PlayPage {
  /** @param model What is served. */
  constructor(model) {
    this.model = model;
    this.element = make('div', { class: 'play' });
  }

  async open() {
    const token = localStorage.getItem(kept);
    this.game = token ? await get(`/api/games/${token}?language=${current()}`).catch(() => null) : null;
    if (token && !this.game) {
      localStorage.removeItem(kept);
    }
    if (this.closed) {
      return;
    }
    about(this.model.drawnModel && this.model.play === 'drawn' ? null : this.model); // who plays drawn streets is told in the introduction
    if (this.game?.results.length === this.game?.rounds && this.game) {
      this.#summary();
    } else if (typeof this.game?.secondsLeft === 'number') {
      await this.#try(() => this.#round()); // its clock runs on in the service
    } else if (this.game?.results.length) {
      await this.#try(() => this.#outcome());
    } else {
      this.#intro();
    }
  }

  close() {
    this.closed = true;
    clearInterval(this.clock);
    URL.revokeObjectURL(this.url);
  }

  #intro() {
    const drawn = this.model.play === 'drawn';
    this.element.replaceChildren(make('section', { class: 'intro card' },
      make('h1', {}, t('playTitle')), make('p', {}, t('playLead', { seconds: 90 })), make('p', {}, [t(drawn ? 'playDrawn' : 'playOwn', { countries: this.model.playCountries.length }), drawn && this.model.drawnModel ? t('playDrawnModel') : ''].join(' ').trim()),
      make('p', { class: 'flags', 'aria-hidden': 'true' }, ...this.model.playCountries.slice(0, 24).map(code => flag(code, 30))),
      make('button', { type: 'button', class: 'main big', onclick: () => this.#begin() }, t('start'))));
  }

  async #begin() {
    await this.#try(async () => {
      if (!this.game || this.game.results.length === this.game.rounds) {
        this.game = await post(`/api/games?language=${current()}`);
        localStorage.setItem(kept, this.game.game);
      }
      await this.#round();
    });
  }

  get #number() {
    return this.game.results.length + 1;
  }

  /** Loads a round's picture and lays out its board; the clock begins with the first time that it is asked for. */
  async #lay(number) {
    this.guess = null;
    this.element.replaceChildren(make('p', { class: 'working', role: 'status' }, t('loadingRound')));
    const response = await send(`/api/games/${this.game.game}/rounds/${number}/picture`);
    URL.revokeObjectURL(this.url);
    this.url = URL.createObjectURL(await response.blob());
    this.view = await new PictureView(this.url).load();
    this.map = new WorldMap({ label: t('guessMap'), onPick: place => this.#choose(place) });
    await this.map.draw();
    const title = make('h1', { tabindex: -1 }, t('round', { n: number, of: this.game.rounds }));
    this.note = make('div', { class: 'note', role: 'alert' });
    this.element.replaceChildren(make('div', { class: 'bar' }, title, this.#scores()),
      make('div', { class: 'board' }, make('section', { class: 'card seen' }, this.view.element), make('section', { class: 'card globe' }, this.map.element, make('div', { class: 'guessing' }))), this.note);
    return title;
  }

  async #round() {
    const number = this.#number;
    const title = await this.#lay(number);
    this.game = await get(`/api/games/${this.game.game}?language=${current()}`); // how much time is left, now that the picture is here
    if (this.closed) {
      return;
    }
    const { seconds, secondsLeft, countries } = this.game;
    this.time = make('div', { class: 'time', role: 'timer', 'aria-label': t('time') }, make('span', { class: 'left' }), make('b', {}));
    this.list = make('select', { id: 'guess-country', onchange: event => event.target.value && this.#choose({ country: event.target.value }) },
      make('option', { value: '' }, t('guessNone')), ...byName(countries).map(code => make('option', { value: code }, nameOf(code))));
    this.chosen = make('p', { class: 'chosen', role: 'status' }, t('guessFirst'));
    this.button = make('button', { type: 'button', class: 'main big', disabled: true, onclick: () => this.#send() }, t('guess'));
    this.element.querySelector('.bar').append(this.time);
    this.element.querySelector('.guessing').append(make('label', { for: 'guess-country' }, make('span', {}, t('guessList')), this.list), this.chosen, this.button);
    this.map.mark('playable', countries);
    if (pending?.round === `${this.game.game} ${number}`) {
      this.#choose(pending.place);
    }
    title.focus();
    this.#run(secondsLeft ?? seconds, seconds);
  }

  #run(secondsLeft, seconds) {
    const end = performance.now() + 1000 * secondsLeft;
    clearInterval(this.clock);
    const tick = () => {
      const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
      this.time.querySelector('b').textContent = `${left}`;
      this.time.querySelector('.left').style.transform = `scaleX(${left / seconds})`;
      this.time.classList.toggle('soon', left <= 10);
      if (left === 30 || left === 10) {
        say(t('secondsLeft', { n: left }));
      }
      if (left === 0) {
        this.#send();
      }
      return left;
    };
    if (tick() > 0) {
      this.clock = setInterval(tick, 1000);
    }
  }

  #choose(place) {
    pending = { round: `${this.game.game} ${this.#number}`, place };
    const [latitude, longitude] = place.latitude === undefined ? middleOf(place.country) : [place.latitude, place.longitude];
    this.guess = place.latitude === undefined ? { country: place.country } : { latitude, longitude };
    this.list.value = this.game.countries.includes(place.country) ? place.country : '';
    this.map.point([{ latitude, longitude, kind: 'you' }]);
    this.chosen.textContent = t('guessed', { place: place.country ? nameOf(place.country) : t('sea') });
    this.button.disabled = false;
  }

  async #send() {
    clearInterval(this.clock);
    this.button.disabled = true;
    await this.#try(async () => {
      const result = await post(`/api/games/${this.game.game}/rounds/${this.#number}/guess?language=${current()}`, this.guess ?? { timedOut: true });
      this.game.results.push(result);
      if (!this.closed) {
        this.#tell(result);
      }
    }, () => { this.button.disabled = false; });
  }

  /** Shows the last round's outcome again. */
  async #outcome() {
    await this.#lay(this.game.results.length);
    if (!this.closed) {
      this.#tell(this.game.results.at(-1));
    }
  }

  #tell(result) {
    const { truth, you, net, top, heatmap } = result;
    const last = this.game.results.length === this.game.rounds;
    this.view.lay(heatmap);
    const pins = [{ ...net, kind: 'net' }, ...(you ? [{ ...you, kind: 'you' }] : []), { ...truth, kind: 'truth' }];
    this.map.onPick = null;
    this.map.element.classList.remove('pick');
    this.map.shade(top);
    this.map.mark('playable', []);
    this.map.mark('right', [truth.country]);
    this.map.point(pins);
    this.map.fit([truth.country], pins, 4);
    const title = make('h2', { tabindex: -1 }, t('wasIn', { country: nameOf(truth.country) }));
    const slider = make('input', { type: 'range', min: 0, max: 100, step: 5, '.value': '60', oninput: event => this.view.fade(event.target.value / 100) });
    const next = make('button', { type: 'button', class: 'main big', onclick: () => last ? this.#summary() : this.#try(() => this.#round()) }, t(last ? 'summary' : 'next'));
    this.element.querySelector('.seen').append(make('div', { class: 'tools' }, make('label', {}, make('span', {}, t('lookedAt')), slider)));
    this.element.querySelector('.bar').replaceChildren(this.element.querySelector('.bar h1'), this.#scores());
    this.element.querySelector('.guessing').replaceWith(make('div', { class: 'outcome' },
      make('div', { class: 'country' }, flag(truth.country, 48), title), make('div', { class: 'lines' }, this.#line('you', you, result.tooLate), this.#line('net', net)), next));
    title.focus();
  }

  #line(who, place, tooLate = false) {
    const where = place ? [place.country ? flag(place.country, 22) : null, make('span', { class: 'name' }, place.country ? nameOf(place.country) : t('sea')),
      make('span', { class: 'far' }, place.kilometres === 0 ? t('right') : t('away', { km: number(place.kilometres) }))] : [make('span', { class: 'name' }, t(tooLate ? 'tooLate' : 'noGuess'))];
    const fill = make('span', { class: 'fill', hidden: !place?.points });
    fill.style.width = `${100 * (place?.points ?? 0) / mostOfAll}%`;
    return make('div', { class: `line ${who}` }, make('b', {}, t(who)), ...where, make('span', { class: 'share' }, t('points', { points: number(place?.points ?? 0) })), make('span', { class: 'track', 'aria-hidden': 'true' }, fill));
  }

  #totals() {
    return { you: this.game.results.reduce((sum, r) => sum + (r.you?.points ?? 0), 0), net: this.game.results.reduce((sum, r) => sum + r.net.points, 0) };
  }

  #scores() {
    const { you, net } = this.#totals();
    return make('p', { class: 'scores' }, make('span', { class: 'you' }, `${t('you')} `, make('b', {}, number(you))), make('span', { class: 'net' }, `${t('net')} `, make('b', {}, number(net))));
  }

  #summary() {
    const { you, net } = this.#totals();
    const title = make('h1', { tabindex: -1 }, t(you > net ? 'youWon' : you < net ? 'netWon' : 'draw'));
    const rows = this.game.results.map((r, i) => make('tr', {}, make('th', { scope: 'row' }, `${i + 1}`), make('td', {}, make('span', { class: 'place' }, flag(r.truth.country, 22), make('span', {}, nameOf(r.truth.country)))),
      make('td', { class: 'points' }, number(r.you?.points ?? 0)), make('td', { class: 'points' }, number(r.net.points))));
    const shared = make('p', { class: 'hint', role: 'status' });
    this.element.replaceChildren(make('section', { class: 'card summary' }, title,
      make('table', {}, make('thead', {}, make('tr', {}, ...[t('roundColumn'), t('truth')].map(x => make('th', { scope: 'col' }, x)), ...[t('you'), t('net')].map(x => make('th', { scope: 'col', class: 'points' }, x)))),
        make('tbody', {}, ...rows), make('tfoot', {}, make('tr', {}, make('th', { scope: 'row', colspan: 2 }, t('total')), make('td', { class: 'points' }, number(you)), make('td', { class: 'points' }, number(net))))),
      make('div', { class: 'buttons' }, make('button', { type: 'button', class: 'main big', onclick: () => this.#begin() }, t('newGame')), make('button', { type: 'button', class: 'big', onclick: () => this.#share(you, net, shared) }, t('share'))), shared));
    title.focus();
  }

  async #share(you, net, shared) {
    const squares = this.game.results.map(r => (r.you?.points ?? 0) > 4000 ? '🟩' : (r.you?.points ?? 0) > 1500 ? '🟨' : '🟥').join('');
    const text = `${t('shareText', { you: number(you), net: number(net) })} ${squares}`;
    if (navigator.share && matchMedia('(pointer: coarse)').matches) {
      await navigator.share({ text }).catch(() => {});
      return;
    }
    await navigator.clipboard?.writeText(text).then(() => { shared.textContent = `${t('copied')} ${text}`; }, () => { shared.textContent = text; });
  }

  /** Does something; a mistake is told, with a way to try again. */
  async #try(act, undo = () => {}) {
    try {
      await act();
    } catch (error) {
      undo();
      if (error.status === 404) {
        localStorage.removeItem(kept);
        this.game = null;
        this.#intro();
      }
      const text = error.status === 404 ? t('gone') : error instanceof Problem ? error.text : t('failed', { detail: error.message });
      this.note?.remove();
      this.note = make('div', { class: 'note', role: 'alert' });
      this.element.append(this.note);
      const clear = () => this.note.replaceChildren();
      this.note.append(make('p', { class: 'warn' }, make('span', {}, text), error.status === 404 ? null : make('button', { type: 'button', onclick: () => { clear(); this.#try(act, undo); } }, t('again')),
        make('button', { type: 'button', class: 'close', 'aria-label': t('close'), onclick: clear }, '×')));
    }
  }
}
