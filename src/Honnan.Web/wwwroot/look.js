// The page that looks at a picture.
import { about } from './about.js';
import { AnswerView } from './answer.js';
import { get, predict, Problem, send } from './api.js';
import { bring, make, say } from './dom.js';
import { Note, wordsFor } from './note.js';
import { PictureView } from './picture.js';
import { nameOf } from './places.js';
import { percent, t } from './text.js';

const triesOfExample = 4;
const passing = [0, 401, 408, 429, 500, 503]; // mistakes after which the same may come right

/**
 * What was asked last, for changes of language and page: where the picture comes from, the question that waits for its answer, the answer, and what failed.
 * Everything that waits is given its own, and compares its signal when it goes on: another may have been asked meanwhile.
 */
let last = null;

export class LookPage {
  /** @param model What is served. */
  constructor(model) {
    this.model = model;
    this.element = make('div', { class: 'look', 'aria-busy': 'false' });
    this.left = new AbortController();
    this.answer = null;
  }

  async open() {
    this.note = new Note(() => this.answer?.chosen ?? this.drop.querySelector('.main'));
    this.body = make('div', { class: 'answer' });
    this.element.append(make('section', { class: 'intro' }, make('h1', {}, t('lookTitle')), make('p', {}, t('lookLead'))), this.#input(), this.body, this.note.element);
    this.#listen();
    const asked = last;
    const { pending, failure } = asked ?? {};
    const signal = this.#begin();
    if (asked?.said) {
      await this.#show(asked, signal).catch(error => signal.aborted || this.note.tell(wordsFor(error)));
    } else {
      about(this.model);
      await (pending ? null : this.#examples(signal));
    }
    if (signal.aborted) {
      return;
    }
    if (pending) {
      await this.#ask(asked, pending);
    } else if (failure) {
      this.#tell(asked);
    }
  }

  close() {
    this.left.abort();
    this.waiting?.abort();
  }

  /** Ends what is being waited for; gives the signal that ends what comes now. */
  #begin() {
    this.waiting?.abort();
    this.waiting = new AbortController();
    return this.waiting.signal;
  }

  #input() {
    const take = event => {
      this.#take(event.target.files[0]);
      event.target.value = ''; // so that the same file can be chosen again
    };
    const file = make('input', { type: 'file', accept: 'image/jpeg,image/png,image/webp', class: 'unseen', id: 'file', tabindex: -1, 'aria-hidden': 'true', onchange: take });
    const camera = make('input', { type: 'file', accept: 'image/*', capture: 'environment', class: 'unseen', tabindex: -1, 'aria-hidden': 'true', onchange: take });
    this.drop = make('section', { class: `drop${last?.said ? ' small' : ''}`, 'aria-label': t('choose') },
      make('svg', { viewBox: '0 0 48 48', width: 56, height: 56, 'aria-hidden': 'true' }, make('path', { d: 'M6 38l12-14 8 9 6-7 10 12M8 8h32a2 2 0 0 1 2 2v28a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2V10a2 2 0 0 1 2-2z', fill: 'none', stroke: 'currentColor', 'stroke-width': 2.5, 'stroke-linejoin': 'round' }), make('circle', { cx: 33, cy: 17, r: 3.5, fill: 'currentColor' })),
      make('div', { class: 'words' }, make('strong', {}, t('drop')), make('span', {}, t('dropMore'))),
      make('div', { class: 'buttons' },
        make('button', { type: 'button', class: 'main', onclick: () => file.click() }, last?.said ? t('another') : t('choose')),
        make('button', { type: 'button', class: 'camera', onclick: () => camera.click() }, t('photograph'))),
      file, camera);
    return this.drop;
  }

  /** Pictures can be pasted, and dropped anywhere. */
  #listen() {
    const { signal } = this.left;
    document.addEventListener('paste', event => this.#take([...event.clipboardData.files].find(file => file.type.startsWith('image/'))), { signal });
    for (const [kind, over] of [['dragenter', true], ['dragover', true], ['dragleave', false], ['drop', false]]) {
      document.addEventListener(kind, event => {
        if (!event.dataTransfer.types.includes('Files')) {
          return;
        }
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        this.drop.classList.toggle('over', over);
        if (kind === 'drop') {
          this.#take(event.dataTransfer.files[0]);
        }
      }, { signal });
    }
  }

  async #examples(signal) {
    const examples = await get('/api/examples', { signal }).catch(() => []);
    if (signal.aborted) {
      return;
    }
    const list = make('ul', {}, ...examples.map(({ url, panorama, predict: answeredAt }, index) => {
      const text = t(panorama ? 'examplePanorama' : 'example', { n: index + 1 });
      const small = `${url}?thumbnail=true`;
      const picture = make('img', { src: small, alt: '', loading: 'lazy', width: panorama ? 240 : 120, height: 120 });
      let tries = 1;
      picture.addEventListener('error', () => tries < triesOfExample && setTimeout(() => { picture.src = `${small}&try=${++tries}`; }, 1000 * tries));
      const button = make('button', { type: 'button', class: 'coming', 'aria-label': text, onclick: () => this.#look({ source: url, answeredAt }) }, picture);
      picture.addEventListener('load', () => button.classList.remove('coming'));
      return make('li', { class: panorama ? 'wide' : null }, button);
    }));
    this.answer = null;
    this.drop.classList.remove('small');
    this.drop.querySelector('.main').textContent = t('choose');
    this.body.replaceChildren(make('section', { class: 'examples' }, make('h2', {}, t('examples')), list));
  }

  #take(file) {
    if (file) {
      this.#look({ file });
    }
  }

  /** Looks at a picture: a file, or a drawn example's source with the address that answers it. */
  #look(picture) {
    const wanted = last?.method; // a drawn example's model has all methods
    URL.revokeObjectURL(last?.url);
    last = { ...picture, method: wanted && (picture.answeredAt || this.model.methods.includes(wanted)) ? wanted : this.model.methods[0] };
    return this.#ask(last, { method: last.method });
  }

  /** Asks about a picture, or for another map of it: { method, country }. */
  async #ask(asked, query) {
    const signal = this.#begin();
    const map = Boolean(asked.said);
    Object.assign(asked, { pending: query, failure: null });
    this.#wait(map ? 'map' : 'answer');
    const cancel = () => this.#cancel(asked);
    this.note.working(cancel, t(query.method === 'score-cam' ? 'workingLong' : 'working'));
    try {
      asked.file ??= await (await send(asked.source, { signal })).blob();
      if (asked.file.size > this.model.mostBytes || asked.file.size === 0) {
        throw new Problem(asked.file.size === 0 ? 415 : 413, '');
      }
      const said = await predict(asked, query, signal, seconds => this.note.busy(seconds, cancel));
      if (!signal.aborted) {
        await (map ? this.#explain(asked, query, said, signal) : this.#greet(asked, query, said, signal));
      }
    } catch (error) {
      if (!signal.aborted) {
        await this.#fail(asked, query, error, signal);
      }
    } finally {
      if (!signal.aborted) {
        this.#wait(null);
      }
    }
  }

  /** Gives up what is being waited for: another map, or the answer to a picture. */
  async #cancel(asked) {
    const signal = this.#begin();
    asked.pending = null;
    this.#wait(null);
    if (asked.said) {
      this.answer.method.value = asked.method;
    } else {
      last = null;
      about(this.model);
      await this.#examples(signal);
    }
    if (!signal.aborted) {
      this.note.clear();
    }
  }

  /** Takes the answer to a picture. */
  async #greet(asked, query, said, signal) {
    asked.url ??= URL.createObjectURL(asked.file);
    const picture = await new PictureView(asked.url).load();
    if (signal.aborted) {
      return;
    }
    Object.assign(asked, { said, pending: null, country: said.country, method: query.method });
    const held = this.note.isHeld || this.body.contains(document.activeElement); // by an example or a button, which go
    this.#wait(null);
    say(said.known === false ? t('refused') : t('said', { country: nameOf(said.country), percent: percent(said.probability) }));
    const shown = this.#show(asked, signal, picture);
    if (held) {
      this.answer.title.focus({ preventScroll: true });
    }
    this.note.clear();
    bring(this.answer.named);
    await shown;
  }

  /** Takes another map. */
  async #explain(asked, query, said, signal) {
    asked.said = { ...asked.said, heatmap: said.heatmap, windows: said.windows };
    Object.assign(asked, { pending: null, country: query.country ?? said.country, method: query.method });
    this.answer.explain();
    this.note.clear();
    await this.#draw(signal);
  }

  /** Shows that a map or a whole answer is not yet there: what is seen is the one before. */
  #wait(what) {
    this.element.setAttribute('aria-busy', `${what !== null}`);
    this.element.classList.toggle('mapping', what === 'map');
    this.element.classList.toggle('answering', what === 'answer');
    this.body.inert = what === 'answer' && this.body.querySelector('.named') !== null;
  }

  /** Tells what went wrong. An answer to another picture does not stay, one whose map could not be had does. */
  async #fail(asked, query, error, signal) {
    Object.assign(asked, { pending: null, failure: { query, error } });
    this.#wait(null);
    this.#tell(asked);
    if (asked.said) {
      this.answer.method.value = asked.method;
    } else {
      about(this.model);
      await this.#examples(signal);
    }
  }

  #tell(asked) {
    const { query, error } = asked.failure;
    this.note.tell(wordsFor(error), passing.includes(error.status) ? () => this.#ask(asked, query) : null, () => { asked.failure = null; });
  }

  async #show(asked, signal, picture = null) {
    const view = picture ?? await new PictureView(asked.url).load();
    if (signal.aborted) {
      return;
    }
    const model = asked.said.model ?? this.model;
    this.drop.classList.add('small');
    this.drop.querySelector('.main').textContent = t('another');
    this.answer = new AnswerView(asked, view, model.methods, query => this.#ask(asked, query));
    this.body.replaceChildren(...this.answer.columns);
    about(model);
    await this.#draw(signal);
  }

  /** Draws the world map; an answer stays where that fails. */
  async #draw(signal) {
    try {
      await this.answer.draw();
    } catch (error) {
      if (!signal.aborted) {
        this.note.tell(wordsFor(error), () => { this.note.clear(); this.#draw(signal); });
      }
    }
  }
}
