// An answer to a picture: the country, the heat map, the likeliest five, the world map.
import { bring, flag, make } from './dom.js';
import { legend, WorldMap } from './map.js';
import { inSentence, nameOf } from './places.js';
import { degrees, percent, percents, t } from './text.js';

const shown = 5;
const named = { 'grad-cam': 'gradCam', 'eigen-cam': 'eigenCam', 'score-cam': 'scoreCam' };

export class AnswerView {
  /**
   * @param asked The picture and what was said of it; the map of the moment may change, see {@link explain}.
   * @param picture The view of the picture, loaded.
   * @param methods Those of the model that answered.
   * @param ask Asks for another map: { country, method }.
   */
  constructor(asked, picture, methods, ask) {
    const { said } = asked;
    [this.asked, this.picture] = [asked, picture];
    this.ask = query => { // its effect is on the picture, which a phone may have scrolled away
      bring(picture.element);
      ask(query);
    };
    picture.opacity = asked.opacity ?? 0.6;
    this.map = new WorldMap({ label: this.#mapText(said) });
    const written = percents(said.top.slice(0, shown).map(guess => guess.probability));
    this.bars = make('ul', { class: 'bars' }, ...said.top.slice(0, shown).map((guess, index) => this.#bar(guess, written[index])));
    this.explained = make('p', { class: 'explained' });
    this.windows = make('div', { class: 'windows', role: 'group', 'aria-label': t('windows') });
    this.method = make('select', { onchange: () => this.ask({ country: asked.country, method: this.method.value }) }, ...methods.map(name => make('option', { value: name }, t(named[name]))));
    this.named = make('section', { class: 'card named', 'aria-label': t('answer') }, this.#headline(said), said.model ? make('p', { class: 'hint by' }, t('drawnAnswer', said.model)) : null);
    this.columns = [
      make('div', { class: 'column' }, this.named, make('section', { class: 'card seen', 'aria-label': t('yourPicture') }, picture.element, this.explained, this.windows, this.#tools())),
      make('div', { class: 'column' }, make('section', { class: 'card result', 'aria-label': t('five') }, make('h3', {}, t('five')), this.bars, make('p', { class: 'hint' }, t('whatSpeaks'))),
        make('section', { class: 'card globe', 'aria-label': t('map') }, make('h3', {}, t('map')), this.map.element, legend(), ...this.#point(said)))];
    this.explain();
  }

  /** The country's name. */
  get title() {
    return this.named.querySelector('h2');
  }

  /** The button of the country whose map is shown, or the name where it is not among the likeliest. */
  get chosen() {
    return this.bars.querySelector('[aria-pressed=true]') ?? this.title;
  }

  /** Draws the world map, unless that is done. */
  async draw() {
    const { said } = this.asked;
    if (this.drawn) {
      return;
    }
    await this.map.draw();
    this.drawn = true;
    this.map.shade(said.top);
    const place = said.latitude === null ? [] : [{ latitude: said.latitude, longitude: said.longitude, kind: 'net' }];
    this.map.point(place);
    this.map.fit(said.top.filter(g => g.probability > 0.08).map(g => g.country), place, 3);
  }

  /** Shows the heat map of the moment, and whose it is. */
  explain() {
    const { said, country, method } = this.asked;
    this.method.value = method;
    for (const button of this.bars.querySelectorAll('button')) {
      button.setAttribute('aria-pressed', `${button.dataset.country === country}`);
    }
    this.explained.textContent = t('speaksFor', { country: inSentence(country) });
    this.picture.lay(said.heatmap);
    const choose = (button, map, window) => {
      this.windows.querySelectorAll('button').forEach(other => other.setAttribute('aria-pressed', `${other === button}`));
      this.picture.lay(map, window);
    };
    const written = percents((said.windows ?? []).map(window => window.top[0].probability));
    this.windows.replaceChildren(...(said.windows ? [null, ...said.windows] : []).map((window, index) => {
      const button = make('button', { type: 'button', 'aria-pressed': `${index === 0}`, onclick: () => choose(button, (window ?? said).heatmap, window) },
        make('b', {}, window ? t('window', { n: index }) : t('allWindows')), window ? flag(window.top[0].country, 18) : null, window ? make('small', {}, `${nameOf(window.top[0].country)} ${written[index - 1]}`) : null);
      return button;
    }));
    this.windows.hidden = !said.windows;
  }

  #headline(said) {
    const refused = said.known === false ? make('p', { class: 'refused' }, make('strong', {}, t('refused')), ' ', t('refusedMore')) : null;
    return make('div', { class: `headline${refused ? ' doubted' : ''}` }, refused,
      make('div', { class: 'country' }, flag(said.country, 64), make('div', {}, make('h2', { tabindex: -1 }, nameOf(said.country)), make('p', {}, t('sure', { percent: percent(said.probability) })))));
  }

  /** Words about the point: where it is, and why it may lie elsewhere than the country that is named. */
  #point(said) {
    if (said.latitude === null) {
      return [];
    }
    const other = said.pointCountry && said.pointCountry !== said.country ? t('pointElsewhere', { other: inSentence(said.pointCountry), country: inSentence(said.country) }) : null;
    return [make('p', { class: 'hint' }, t('mapPoint', degrees(said))), other ? make('p', { class: 'hint elsewhere' }, other) : null].filter(Boolean);
  }

  #bar(guess, share) {
    const fill = make('span', { class: 'fill' });
    fill.style.width = `${100 * guess.probability}%`;
    return make('li', {}, make('button', { type: 'button', 'data-country': guess.country, 'aria-pressed': 'false', onclick: () => this.ask({ country: guess.country, method: this.method.value }) },
      flag(guess.country), make('span', { class: 'name' }, nameOf(guess.country)), make('span', { class: 'share' }, share), make('span', { class: 'track', 'aria-hidden': 'true' }, fill)));
  }

  #tools() {
    const slider = make('input', { type: 'range', min: 0, max: 100, step: 5, '.value': `${100 * this.picture.opacity}`, oninput: event => this.picture.fade(this.asked.opacity = event.target.value / 100) });
    return make('div', { class: 'tools' }, make('label', {}, make('span', {}, `${t('heat')}: ${t('strength').toLowerCase()}`), slider), make('label', {}, make('span', {}, t('method')), this.method));
  }

  #mapText(said) {
    return t('mapLabel', { list: said.top.slice(0, shown).map(g => `${nameOf(g.country)}: ${percent(g.probability)}`).join(', ') });
  }
}
