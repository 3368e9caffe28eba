// The line at the window's foot: what is being waited for or went wrong, and a way to try again.
import { Problem } from './api.js';
import { make } from './dom.js';
import { t } from './text.js';

/** A mistake in words for people. */
export const wordsFor = error => error instanceof Problem ? error.text : error.name === 'EncodingError' ? t('broken') : t('failed', { detail: error.message });

export class Note {
  /** @param rest Gives the element that gets the focus where the line had it and goes. */
  constructor(rest) {
    this.rest = rest;
    this.line = make('p', { tabindex: -1 });
    this.element = make('div', { class: 'note', role: 'alert' });
  }

  /** Whether the focus is in it. */
  get isHeld() {
    return this.element.contains(document.activeElement);
  }

  /**
   * Tells that something is on its way.
   * @param cancel Gives it up; null where that is not possible.
   */
  working(cancel = null, text = t('working')) {
    this.#show('working', make('span', {}, text), cancel && make('button', { type: 'button', onclick: cancel }, t('keyCancel')));
  }

  busy(seconds, cancel = null) {
    this.#show('warn', make('span', {}, t('busy', { seconds })), cancel && make('button', { type: 'button', onclick: cancel }, t('keyCancel')));
  }

  /**
   * Tells what went wrong.
   * @param again Tries again; null where that would not help.
   * @param close Is called when the line has been closed; null where to try again is the only way on.
   */
  tell(text, again = null, close = () => {}) {
    this.#show('warn', make('span', {}, text), again && make('button', { type: 'button', onclick: again }, t('again')),
      close && make('button', { type: 'button', class: 'close', 'aria-label': t('close'), onclick: () => { this.clear(); close(); } }, '×'));
  }

  clear() {
    const held = this.isHeld;
    this.element.replaceChildren();
    if (held) {
      this.rest()?.focus();
    }
  }

  /** The line stays the same element, so that it keeps the focus when the button that was pressed goes. */
  #show(kind, ...content) {
    const held = this.isHeld;
    this.line.className = kind;
    this.line.replaceChildren(...content.filter(Boolean));
    if (this.line.parentElement === null) { // to append it again would take the focus from it
      this.element.append(this.line);
    }
    if (held) {
      this.line.focus();
    }
  }
}
