// The game: five streets, a guess each, against the net.
import { about } from './about.js';
import { get, patiently, post, send } from './api.js';
import { bring, flag, make, measure, say } from './dom.js';
import { pinLegend, WorldMap } from './map.js';
import { Note, wordsFor } from './note.js';
import { PictureView } from './picture.js';
import { byName, inSentence, middleOf, nameOf } from './places.js';
import { placeLine, scores, summary } from './score.js';
import { current, t } from './text.js';

const kept = 'honnan.game';
let pending = null; // the guess of the moment, for changes of language and page: { round, place, sent }

const dataUrl = blob => new Promise((done, failed) => {
  const reader = new FileReader();
  Object.assign(reader, { onload: () => done(reader.result), onerror: () => failed(reader.error) });
  reader.readAsDataURL(blob);
});

export class PlayPage {
  /** @param model What is served. */
  constructor(model) {
    this.model = model;
    this.left = new AbortController();
    this.body = make('div');
    this.note = new Note(() => this.body.querySelector('.guessing .main, .intro .main') ?? this.body.querySelector('h1'));
    this.element = make('div', { class: 'play' }, this.body, this.note.element);
  }

  async open() {
    const token = localStorage.getItem(kept);
    about(this.model.drawnModel && this.model.play === 'drawn' ? null : this.model); // who plays drawn streets is told in the introduction
    if (token) {
      await this.#act(() => this.#goOn(token));
    } else {
      this.#intro();
    }
  }

  close() {
    this.left.abort();
    clearInterval(this.clock);
    URL.revokeObjectURL(this.url);
  }

  get #closed() {
    return this.left.signal.aborted;
  }

  /** Shows a game that has been begun, where it stands. */
  async #goOn(token) {
    this.game = await this.#get(token);
    if (this.#closed) {
      return;
    }
    if (this.game.results.length === this.game.rounds) {
      this.#summary();
    } else if (typeof this.game.secondsLeft === 'number') {
      await this.#round(); // its clock runs on in the service
    } else if (this.game.results.length > 0) {
      await this.#outcome();
    } else {
      this.#intro();
    }
  }

  #get(token) {
    return get(`/api/games/${token}?language=${current()}`, { signal: this.left.signal });
  }

  #intro() {
    const drawn = this.model.play === 'drawn';
    this.body.replaceChildren(make('section', { class: 'intro card' },
      make('h1', {}, t('playTitle')), make('p', {}, t('playLead', { seconds: 90 })), make('p', {}, [t(drawn ? 'playDrawn' : 'playOwn', { countries: this.model.playCountries.length }), drawn && this.model.drawnModel ? t('playDrawnModel') : ''].join(' ').trim()),
      make('p', { class: 'flags', 'aria-hidden': 'true' }, ...this.model.playCountries.slice(0, 24).map(code => flag(code, 30))),
      make('button', { type: 'button', class: 'main big', onclick: () => this.#begin() }, t('start'))));
  }

  async #begin() {
    await this.#act(async () => {
      if (!this.game || this.game.results.length === this.game.rounds) {
        this.game = await post(`/api/games?language=${current()}`, {}, { signal: this.left.signal });
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
    this.body.replaceChildren(make('p', { class: 'working', role: 'status' }, t('loadingRound')));
    const response = await send(`/api/games/${this.game.game}/rounds/${number}/picture`, { signal: this.left.signal });
    const picture = await response.blob();
    URL.revokeObjectURL(this.url);
    this.url = URL.createObjectURL(picture);
    this.view = await new PictureView(this.url).load();
    this.map = new WorldMap({ label: t('guessMap'), onPick: place => this.sending || this.#choose(place) });
    await this.map.draw();
    const title = make('h1', { tabindex: -1 }, t('round', { n: number, of: this.game.rounds }));
    const bar = make('div', { class: 'bar' }, title, scores(this.game.results));
    measure(bar, '--bar');
    this.body.replaceChildren(bar,
      make('div', { class: 'board' }, make('section', { class: 'card seen' }, this.view.element), make('section', { class: 'card globe' }, this.map.element, make('div', { class: 'guessing' }))));
    return title;
  }

  async #round() {
    const number = this.#number;
    const title = await this.#lay(number);
    this.game = await this.#get(this.game.game); // how much time is left, now that the picture is here
    if (this.#closed) {
      return;
    }
    if (this.game.results.length >= number) { // a guess was on its way
      await this.#recall(number);
      return;
    }
    const { seconds, secondsLeft, countries } = this.game;
    this.time = make('div', { class: 'time', role: 'timer', 'aria-label': t('time') }, make('span', { class: 'left' }), make('b', {}));
    this.list = make('select', { id: 'guess-country', onchange: event => event.target.value && this.#choose({ country: event.target.value }) },
      make('option', { value: '' }, t('guessNone')), ...byName(countries).map(code => make('option', { value: code }, nameOf(code))));
    this.chosen = make('p', { class: 'chosen', role: 'status' }, t('guessFirst'));
    this.button = make('button', { type: 'button', class: 'main big', disabled: true, onclick: () => this.#send() }, t('guess'));
    this.body.querySelector('.bar').append(this.time);
    this.body.querySelector('.guessing').append(make('label', { for: 'guess-country' }, make('span', {}, t('guessList')), this.list), this.chosen, this.button);
    this.map.mark('playable', countries);
    const sent = pending?.round === `${this.game.game} ${number}` && pending.sent;
    if (pending?.round === `${this.game.game} ${number}`) {
      this.#choose(pending.place);
    }
    title.focus({ preventScroll: true });
    bring(this.element, 'start');
    if (this.#run(secondsLeft ?? seconds, seconds) === 0 || sent) {
      await this.#answer();
    }
  }

  /** Runs the visible clock, whatever comes of a guess: the real one runs too. Gives the seconds that it shows first. */
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
      return left;
    };
    const first = tick();
    if (first > 0) {
      this.clock = setInterval(() => {
        if (tick() === 0) {
          clearInterval(this.clock);
          this.#send();
        }
      }, 1000);
    }
    return first;
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

  /** Sends the guess, unless one is on its way. */
  #send() {
    return this.#act(() => this.#answer());
  }

  async #answer() {
    const number = this.#number;
    this.#lock(true);
    try {
      const path = `/api/games/${this.game.game}/rounds/${number}/guess?language=${current()}`;
      const { signal } = this.left;
      const result = await patiently(() => post(path, this.guess ?? { timedOut: true }, { signal }), signal, seconds => this.note.busy(seconds));
      clearInterval(this.clock);
      this.game.results[number - 1] = result;
      this.#tell(result);
    } finally {
      this.#lock(false);
    }
  }

  /** A guess that is on its way stays as it is. The button keeps the focus, which it would lose if it were disabled. */
  #lock(on) {
    this.sending = on;
    this.list.disabled = on;
    this.button.disabled = false;
    this.button.setAttribute('aria-disabled', `${on}`);
    if (pending && !this.#closed) { // a page that is left lets the next one know
      pending.sent = on;
    }
  }

  /** Shows the last round's outcome again. */
  async #outcome() {
    await this.#lay(this.game.results.length);
    await this.#recall(this.game.results.length);
  }

  /** Tells the outcome of a round that was over before; its heat map has an address of its own. */
  async #recall(number) {
    const { signal } = this.left;
    const map = await send(`/api/games/${this.game.game}/rounds/${number}/heatmap`, { signal });
    const heatmap = await dataUrl(await map.blob());
    if (!signal.aborted) {
      this.#tell({ ...this.game.results[number - 1], heatmap });
    }
  }

  #tell(result) {
    const { truth, you, net, top, heatmap } = result;
    const last = this.game.results.length === this.game.rounds;
    this.view.lay(heatmap);
    const pins = [{ ...truth, kind: 'truth' }, { ...net, kind: 'net' }, ...(you ? [{ ...you, kind: 'you' }] : [])]; // the later ones lie above
    this.map.onPick = null;
    this.map.element.classList.remove('pick');
    this.map.shade(top);
    this.map.mark('playable', []);
    this.map.mark('right', [truth.country]);
    this.map.point(pins);
    this.map.fit([truth.country], pins, 4);
    const title = make('h2', { tabindex: -1 }, t('wasIn', { country: inSentence(truth.country) }));
    const slider = make('input', { type: 'range', min: 0, max: 100, step: 5, '.value': '60', oninput: event => this.view.fade(event.target.value / 100) });
    const next = make('button', { type: 'button', class: 'main big', onclick: () => last ? this.#summary() : this.#act(() => this.#round()) }, t(last ? 'summary' : 'next'));
    this.body.querySelector('.seen').append(make('div', { class: 'tools' }, make('label', {}, make('span', {}, t('lookedAt')), slider)));
    this.body.querySelector('.bar').replaceChildren(this.body.querySelector('.bar h1'), scores(this.game.results));
    this.map.element.after(pinLegend(pins.map(pin => pin.kind)));
    this.body.querySelector('.guessing').replaceWith(make('div', { class: 'outcome' },
      make('div', { class: 'country' }, flag(truth.country, 48), title), make('div', { class: 'lines' }, placeLine('you', you, result.tooLate), placeLine('net', net)), next));
    title.focus({ preventScroll: true });
    bring(this.body.querySelector('.globe'));
  }

  #summary() {
    const { element, title } = summary(this.game.results, () => this.#begin());
    this.body.replaceChildren(element);
    title.focus();
  }

  /** Does one thing at a time; a mistake is told, with a way to try again. */
  async #act(act) {
    if (this.acting) {
      return;
    }
    this.acting = true;
    if (this.note.isHeld) {
      this.note.working();
    } else {
      this.note.clear();
    }
    try {
      await act();
      this.note.clear();
    } catch (error) {
      if (!this.#closed) {
        this.#fail(error, () => this.#act(act));
      }
    } finally {
      this.acting = false;
    }
  }

  #fail(error, again) {
    if (error.status === 404) {
      localStorage.removeItem(kept);
      this.game = null;
      this.#intro();
      this.note.tell(t('gone'));
      return;
    }
    const isOnlyWay = this.body.querySelector('button.main') === null; // nothing has come that could go on
    if (isOnlyWay) {
      this.body.replaceChildren(make('section', { class: 'intro card' }, make('h1', { tabindex: -1 }, t('playTitle'))));
    }
    this.note.tell(wordsFor(error), again, isOnlyWay ? null : undefined);
  }
}
