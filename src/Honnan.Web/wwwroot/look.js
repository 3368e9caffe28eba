// The page that looks at a picture.
import { about } from './about.js';
import { predict, get, send, Problem } from './api.js';
import { flag, make, say } from './dom.js';
import { legend, WorldMap } from './map.js';
import { PictureView } from './picture.js';
import { nameOf } from './places.js';
import { degrees, percent, t } from './text.js';

const shown = 5;
const triesOfExample = 4;
let last = null; // the picture and what was said of it, for changes of language

const named = { 'grad-cam': 'gradCam', 'eigen-cam': 'eigenCam', 'score-cam': 'scoreCam' };

export class LookPage {
  /** @param model What is served. */
  constructor(model) {
    this.model = model;
    this.method = last?.method ?? model.methods[0];
    this.element = make('div', { class: 'look' });
    this.paste = event => this.#take([...event.clipboardData.files].find(file => file.type.startsWith('image/')));
  }

  async open() {
    document.addEventListener('paste', this.paste);
    this.element.append(make('section', { class: 'intro' }, make('h1', {}, t('lookTitle')), make('p', {}, t('lookLead'))));
    this.note = make('div', { class: 'note', role: 'alert' });
    this.body = make('div', { class: 'answer' });
    this.element.append(this.#input(), this.body, this.note);
    if (last?.said) {
      await this.#show(last.said);
    } else {
      about(this.model);
      await this.#examples();
    }
  }

  close() {
    document.removeEventListener('paste', this.paste);
    this.waiting?.abort();
  }

  #input() {
    const file = make('input', { type: 'file', accept: 'image/jpeg,image/png,image/webp', class: 'unseen', id: 'file', tabindex: -1, 'aria-hidden': 'true', onchange: event => this.#take(event.target.files[0]) });
    const camera = make('input', { type: 'file', accept: 'image/*', capture: 'environment', class: 'unseen', tabindex: -1, 'aria-hidden': 'true', onchange: event => this.#take(event.target.files[0]) });
    this.drop = make('section', { class: `drop${last?.said ? ' small' : ''}`, 'aria-label': t('choose') },
      make('svg', { viewBox: '0 0 48 48', width: 56, height: 56, 'aria-hidden': 'true' }, make('path', { d: 'M6 38l12-14 8 9 6-7 10 12M8 8h32a2 2 0 0 1 2 2v28a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2V10a2 2 0 0 1 2-2z', fill: 'none', stroke: 'currentColor', 'stroke-width': 2.5, 'stroke-linejoin': 'round' }), make('circle', { cx: 33, cy: 17, r: 3.5, fill: 'currentColor' })),
      make('div', { class: 'words' }, make('strong', {}, t('drop')), make('span', {}, t('dropMore'))),
      make('div', { class: 'buttons' },
        make('button', { type: 'button', class: 'main', onclick: () => file.click() }, last?.said ? t('another') : t('choose')),
        make('button', { type: 'button', class: 'camera', onclick: () => camera.click() }, t('photograph'))),
      file, camera);
    for (const [kind, over] of [['dragenter', true], ['dragover', true], ['dragleave', false], ['drop', false]]) {
      this.element.addEventListener(kind, event => {
        event.preventDefault();
        this.drop.classList.toggle('over', over);
        if (kind === 'drop') {
          this.#take(event.dataTransfer.files[0]);
        }
      });
    }
    return this.drop;
  }

  async #examples() {
    const examples = await get('/api/examples').catch(() => []);
    const list = make('ul', {}, ...examples.map(({ url, panorama, predict: answeredAt }, index) => {
      const text = t(panorama ? 'examplePanorama' : 'example', { n: index + 1 });
      const picture = make('img', { src: url, alt: '', loading: 'lazy', width: panorama ? 240 : 120, height: 120 });
      let tries = 1;
      picture.addEventListener('error', () => tries < triesOfExample && setTimeout(() => { picture.src = `${url}?try=${++tries}`; }, 1000 * tries));
      return make('li', { class: panorama ? 'wide' : null }, make('button', { type: 'button', 'aria-label': text, onclick: () => this.#takeExample(url, answeredAt) }, picture));
    }));
    this.drop.classList.remove('small');
    this.drop.querySelector('.main').textContent = t('choose');
    this.body.replaceChildren(make('section', { class: 'examples' }, make('h2', {}, t('examples')), list));
  }

  async #takeExample(url, answeredAt) {
    try {
      await this.#take(await (await send(url)).blob(), answeredAt);
    } catch (error) {
      this.#tell(error);
    }
  }

  /** Takes a picture; a drawn example comes with the address that answers it. */
  async #take(file, answeredAt = null) {
    if (!file) {
      return;
    }
    URL.revokeObjectURL(last?.url);
    this.method = answeredAt || this.model.methods.includes(this.method) ? this.method : this.model.methods[0];
    last = { file, answeredAt, url: URL.createObjectURL(file), method: this.method, country: null };
    if (file.size > this.model.mostBytes) {
      await this.#fail(new Problem(413, ''));
    } else {
      await this.#ask({});
    }
  }

  /** Asks about the picture, or about another country's map of it. */
  async #ask(query) {
    this.waiting?.abort();
    this.waiting = new AbortController();
    const { signal } = this.waiting;
    const asked = last;
    this.#wait(asked.said ? 'map' : 'answer');
    this.note.replaceChildren(make('p', { class: 'working' }, t('working')));
    try {
      const said = await predict(asked, { method: this.method, ...query }, signal, seconds => this.note.replaceChildren(make('p', { class: 'warn' }, t('busy', { seconds }))));
      this.note.replaceChildren();
      asked.country = query.country ?? said.country;
      asked.method = this.method;
      if (asked.said) {
        asked.said = { ...asked.said, heatmap: said.heatmap, windows: said.windows };
        this.#explain();
      } else {
        asked.said = said;
        const chosen = this.body.contains(document.activeElement); // an example, which goes
        await this.#show(said);
        say(said.known === false ? t('refused') : t('said', { country: nameOf(said.country), percent: percent(said.probability) }));
        if (chosen) {
          this.body.querySelector('h2').focus();
        }
      }
    } catch (error) {
      if (error.name !== 'AbortError') {
        await this.#fail(error, query);
      }
    } finally {
      if (!signal.aborted) {
        this.#wait(null);
      }
    }
  }

  /** Shows that a map or a whole answer is not yet there: what is seen is the one before. */
  #wait(what) {
    this.element.toggleAttribute('aria-busy', what !== null);
    this.element.classList.toggle('mapping', what === 'map');
    this.element.classList.toggle('answering', what === 'answer');
    this.body.inert = what === 'answer' && this.body.querySelector('.named') !== null;
  }

  /** Tells what went wrong. An answer to another picture does not stay, one whose map could not be had does. */
  async #fail(error, query = null) {
    this.#wait(null);
    this.#tell(error, query);
    if (last.said) {
      this.method = last.method;
      this.body.querySelector('.tools select').value = this.method;
    } else {
      about(this.model);
      await this.#examples();
    }
  }

  #tell(error, query = null) {
    const text = error instanceof Problem ? error.text : error.name === 'EncodingError' ? t('broken') : t('failed', { detail: error.message });
    const again = query && [0, 401, 429, 503].includes(error.status) ? make('button', { type: 'button', onclick: () => this.#ask(query) }, t('again')) : null;
    this.note.replaceChildren(make('p', { class: 'warn' }, make('span', {}, text), again,
      make('button', { type: 'button', class: 'close', 'aria-label': t('close'), onclick: () => this.note.replaceChildren() }, '×')));
  }

  async #show(said) {
    this.drop.classList.add('small');
    this.drop.querySelector('.main').textContent = t('another');
    this.view = await new PictureView(last.url).load();
    this.view.opacity = last.opacity ?? 0.6;
    this.map = new WorldMap({ label: this.#mapText(said) });
    this.bars = make('ul', { class: 'bars' }, ...said.top.slice(0, shown).map(guess => this.#bar(guess)));
    this.explained = make('p', { class: 'explained' });
    this.windows = make('div', { class: 'windows', role: 'group', 'aria-label': t('windows') });
    this.body.replaceChildren(
      make('section', { class: 'card named', 'aria-label': t('answer') }, this.#headline(said), said.model ? make('p', { class: 'hint by' }, t('drawnAnswer', said.model)) : null),
      make('section', { class: 'card seen', 'aria-label': t('yourPicture') }, this.view.element, this.explained, this.windows, this.#tools()),
      make('section', { class: 'card result', 'aria-label': t('five') }, make('h3', {}, t('five')), this.bars, make('p', { class: 'hint' }, t('whatSpeaks'))),
      make('section', { class: 'card globe', 'aria-label': t('map') }, make('h3', {}, t('map')), this.map.element, legend(), ...this.#point(said)));
    about(said.model ?? this.model);
    this.#explain();
    await this.map.draw();
    this.map.shade(said.top);
    const place = said.latitude === null ? [] : [{ latitude: said.latitude, longitude: said.longitude, kind: 'net' }];
    this.map.point(place);
    this.map.fit(said.top.filter(g => g.probability > 0.08).map(g => g.country), place, 3);
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
    const other = said.pointCountry && said.pointCountry !== said.country ? t('pointElsewhere', { other: nameOf(said.pointCountry), country: nameOf(said.country) }) : null;
    return [make('p', { class: 'hint' }, t('mapPoint', degrees(said))), other ? make('p', { class: 'hint elsewhere' }, other) : null].filter(Boolean);
  }

  #bar(guess) {
    const fill = make('span', { class: 'fill' });
    fill.style.width = `${100 * guess.probability}%`;
    return make('li', {}, make('button', { type: 'button', 'data-country': guess.country, 'aria-pressed': 'false', onclick: () => this.#ask({ country: guess.country }) },
      flag(guess.country), make('span', { class: 'name' }, nameOf(guess.country)), make('span', { class: 'share' }, percent(guess.probability)), make('span', { class: 'track', 'aria-hidden': 'true' }, fill)));
  }

  #tools() {
    const slider = make('input', { type: 'range', min: 0, max: 100, step: 5, '.value': `${100 * this.view.opacity}`, oninput: event => this.view.fade(last.opacity = event.target.value / 100) });
    const method = make('select', { onchange: event => { this.method = event.target.value; this.#ask(last.country ? { country: last.country } : {}); } },
      ...(last.said.model ?? this.model).methods.map(name => make('option', { value: name, selected: name === this.method }, t(named[name]))));
    return make('div', { class: 'tools' }, make('label', {}, make('span', {}, `${t('heat')}: ${t('strength').toLowerCase()}`), slider), make('label', {}, make('span', {}, t('method')), method));
  }

  /** Shows the map of the moment, and whose it is. */
  #explain() {
    const { said, country } = last;
    for (const button of this.bars.querySelectorAll('button')) {
      button.setAttribute('aria-pressed', `${button.dataset.country === country}`);
    }
    this.explained.textContent = t('speaksFor', { country: nameOf(country) });
    this.view.lay(said.heatmap);
    const choose = (button, map, window) => {
      this.windows.querySelectorAll('button').forEach(other => other.setAttribute('aria-pressed', `${other === button}`));
      this.view.lay(map, window);
    };
    this.windows.replaceChildren(...(said.windows ? [null, ...said.windows] : []).map((window, index) => {
      const button = make('button', { type: 'button', 'aria-pressed': `${index === 0}`, onclick: () => choose(button, (window ?? said).heatmap, window) },
        window ? t('window', { n: index }) : t('allWindows'), window ? flag(window.top[0].country, 18) : null, window ? make('small', {}, `${nameOf(window.top[0].country)} ${percent(window.top[0].probability)}`) : null);
      return button;
    }));
    this.windows.hidden = !said.windows;
  }

  #mapText(said) {
    return t('mapLabel', { list: said.top.slice(0, shown).map(g => `${nameOf(g.country)}: ${percent(g.probability)}`).join(', ') });
  }
}
