// A picture with its heat map laid over it. Panoramas are turned by dragging or with the arrow keys.
import { make } from './dom.js';
import { t } from './text.js';

const panoramaAspect = 3;

export class PictureView {
  /** @param {string} url The picture's. */
  constructor(url) {
    this.url = url;
    this.turn = 0; // of the panorama's left edge, in turns
    this.opacity = 0.6;
    this.element = make('div', { class: 'stage' });
  }

  /** Loads the picture; afterwards {@link isPanorama} is known. */
  async load() {
    this.image = make('img', { src: this.url, alt: t('yourPicture'), draggable: 'false' });
    await this.image.decode();
    this.aspect = this.image.naturalWidth / this.image.naturalHeight;
    this.isPanorama = this.aspect >= panoramaAspect;
    this.element.classList.toggle('panorama', this.isPanorama);
    this.element.classList.toggle('wide', this.aspect > 1.7 && !this.isPanorama);
    this.strip = make('div', { class: 'strip' }, this.image);
    this.element.replaceChildren(this.strip);
    this.strip.style.setProperty('--aspect', this.aspect);
    if (this.isPanorama) {
      this.strip.append(...[1, 2].map(() => make('img', { src: this.url, alt: '', draggable: 'false' })));
      Object.entries({ tabindex: 0, role: 'group', 'aria-label': t('stagePanorama') }).forEach(([name, value]) => this.element.setAttribute(name, value));
      this.element.append(make('span', { class: 'turn-hint', 'aria-hidden': 'true' }, `↔ ${t('turn')}`));
      this.#listen();
      new ResizeObserver(() => this.#place()).observe(this.element);
    }
    return this;
  }

  /** Lays a map over the picture. Of a panorama, over the whole, or over a window: { heading, width } in degrees. */
  lay(map, window = null) {
    this.strip.querySelectorAll('.heat').forEach(old => old.remove());
    if (!map) {
      return;
    }
    const copies = this.isPanorama ? [-1, 0, 1, 2] : [0];
    this.heats = copies.map(copy => {
      const heat = make('img', { class: 'heat', src: map, alt: '', draggable: 'false' });
      heat.style.opacity = this.opacity;
      if (this.isPanorama) {
        heat.style.left = `${(copy + (window?.heading ?? 0) / 360) * 100 / 3}%`;
        heat.style.width = `${(window?.width ?? 360) / 360 * 100 / 3}%`;
      }
      return heat;
    });
    this.strip.append(...this.heats);
    if (window && this.isPanorama) {
      this.look(window.heading + window.width / 2);
    }
  }

  /** How much of the picture the map covers, 0 to 1. */
  fade(opacity) {
    this.opacity = opacity;
    this.strip.querySelectorAll('.heat').forEach(heat => { heat.style.opacity = opacity; });
  }

  /** Turns a panorama so that a heading, in degrees, is in the middle. */
  look(heading) {
    const shown = this.element.clientWidth / this.#width();
    this.#to(heading / 360 - shown / 2);
  }

  #width() {
    return this.element.clientHeight * this.aspect;
  }

  #to(turn) {
    this.turn = turn - Math.floor(turn);
    this.#place();
  }

  #place() {
    const width = this.#width();
    this.strip.style.width = `${3 * width}px`;
    this.strip.style.transform = `translateX(${-this.turn * width}px)`;
  }

  #listen() {
    let from = null;
    this.element.addEventListener('pointerdown', event => {
      from = event.clientX;
      this.element.setPointerCapture(event.pointerId);
      this.element.classList.add('turned');
    });
    this.element.addEventListener('pointermove', event => {
      if (from !== null) {
        this.#to(this.turn - (event.clientX - from) / this.#width());
        from = event.clientX;
      }
    });
    for (const end of ['pointerup', 'pointercancel']) {
      this.element.addEventListener(end, () => { from = null; });
    }
    this.element.addEventListener('keydown', event => {
      const step = { ArrowLeft: -1 / 36, ArrowRight: 1 / 36 }[event.key];
      if (step) {
        event.preventDefault();
        this.element.classList.add('turned');
        this.#to(this.turn + step);
      }
    });
  }
}
