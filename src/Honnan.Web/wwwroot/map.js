// The world map: countries as shapes that can be shaded, points, zooming.
import { get } from './api.js';
import { make } from './dom.js';
import { percent, t } from './text.js';
import { nameOf } from './places.js';
import { project, unproject } from './projection.js';

const [west, north] = [project(0, -180)[0], project(83.7, 0)[1]];
const [east, south] = [project(60, 190)[0] > project(0, 180)[0] ? project(60, 190)[0] : project(0, 180)[0], project(-56.5, 0)[1]];
const world = { x: west - 4, y: north - 4, width: east - west + 8, height: south - north + 8 };
const smallest = 5; // units; smaller countries have a dot as well
const mostZoom = 40;
const lean = { net: -38, you: 38, truth: 0 }; // degrees: pins at one place are all seen

// The truth is a target that lies on the map, the guesses stand on it: none hides another, and their shapes tell them apart.
const signs = {
  truth: () => [make('circle', { r: 9 }), make('circle', { r: 6, class: 'hole' }), make('circle', { r: 3 })],
  net: () => [make('path', { d: 'M0 0l-4-8h-3a1.500 1.500 0 0 1-1.500-1.500v-13a1.500 1.500 0 0 1 1.500-1.500h14a1.500 1.500 0 0 1 1.500 1.500v13a1.500 1.500 0 0 1-1.500 1.500h-3z' }), make('rect', { x: -3, y: -19, width: 6, height: 6, class: 'hole' })],
  you: () => [make('path', { d: 'M0 0c-1.500-7-8-9-8-16a8 8 0 0 1 16 0c0 7-6.500 9-8 16z' }), make('circle', { cy: -16, r: 3, class: 'hole' })],
};
const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// Shades by probability, the likeliest first: from which share, and how much of the shade.
const steps = [[0.5, 100], [0.2, 72], [0.05, 46], [0.01, 24], [0.001, 10]];
const shadeOf = share => steps.find(([from]) => share >= from)?.[1] ?? 0;

let outlines = null;

/** Loads the outlines: for each country the data of its path, and the box of its largest part. */
async function load() {
  return Object.entries(await get('/world.json')).map(([code, rings]) => {
    let box = null;
    const path = rings.map((ring, index) => {
      let [x, y] = [0, 0];
      const points = [];
      for (let i = 0; i < ring.length; i += 2) {
        x += ring[i];
        y += ring[i + 1];
        points.push(project(y / 100, x / 100));
      }
      if (index === 0) {
        const [xs, ys] = [points.map(p => p[0]), points.map(p => p[1])];
        box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
      }
      return `M${points.map(p => `${p[0].toFixed(2)} ${p[1].toFixed(2)}`).join('L')}Z`;
    }).join('');
    return { code, path, box };
  });
}

/** What the shades mean. */
export function legend() {
  const texts = steps.map(([from], i) => i === 0 ? t('over', { percent: percent(from) }) : `${percent(from).replace('%', '')}–${percent(steps[i - 1][0])}`);
  return make('ul', { class: 'legend', 'aria-label': t('legend') }, ...steps.map(([, shade], i) => {
    const swatch = make('span', { class: 'swatch', 'aria-hidden': 'true' });
    swatch.style.setProperty('--p', `${shade}%`);
    return make('li', {}, swatch, texts[i]);
  }));
}

/** What the pins mean. */
export const pinLegend = kinds => make('ul', { class: 'legend', 'aria-label': t('pins') }, ...kinds.map(kind => make('li', {},
  make('svg', { viewBox: kind === 'truth' ? '-12 -12 24 24' : '-12 -25 24 26', width: 20, height: 20, 'aria-hidden': 'true' }, make('g', { class: `pin ${kind}` }, ...signs[kind]())), t(kind))));

export class WorldMap {
  /** An empty map in a box of its own; call {@link draw}. */
  constructor({ onPick = null, label = '' } = {}) {
    this.onPick = onPick;
    this.land = make('g', { class: 'land' });
    this.lines = make('g');
    this.pins = make('g');
    this.svg = make('svg', { role: 'img', 'aria-label': label, preserveAspectRatio: 'xMidYMid meet' }, this.land, this.lines, this.pins);
    this.tip = make('div', { class: 'tip', hidden: true, 'aria-hidden': 'true' });
    this.buttons = [['+', 'zoomIn', () => this.zoom(1.8)], ['−', 'zoomOut', () => this.zoom(1 / 1.8)], ['⤢', 'zoomAll', () => this.show(this.#whole)]].map(([sign, key, act]) =>
      make('button', { type: 'button', 'data-label': key, 'aria-label': t(key), onclick: act }, sign));
    this.element = make('div', { class: `map${onPick ? ' pick' : ''}`, tabindex: 0, role: 'group', 'aria-label': t('mapKeys') }, this.svg, make('div', { class: 'zoom' }, ...this.buttons), this.tip);
    this.shapes = new Map();
    this.boxes = new Map();
    this.shares = new Map();
    this.show(this.#whole);
    this.#listen();
    this.#listenToKeys();
    new ResizeObserver(() => this.show(this.element.classList.contains('zoomed') ? this.view : this.#whole)).observe(this.svg);
  }

  /** The box's width to its height; the world's where it has none yet. */
  get #aspect() {
    return this.svg.clientWidth / this.svg.clientHeight || world.width / world.height;
  }

  /** The least view that has the whole world in it. */
  get #whole() {
    return { x: world.x, y: world.y, width: Math.max(world.width, world.height * this.#aspect) };
  }

  async draw() {
    outlines ??= load().catch(error => { outlines = null; throw error; }); // once, unless it failed
    const countries = await outlines;
    if (this.shapes.size > 0) {
      return this;
    }
    for (const { code, path, box } of countries) {
      const shape = make('g', { 'data-country': code }, make('path', { d: path }));
      if (Math.max(box[2] - box[0], box[3] - box[1]) < smallest) {
        shape.append(make('circle', { class: 'dot', cx: (box[0] + box[2]) / 2, cy: (box[1] + box[3]) / 2, r: 3 }));
      }
      this.shapes.set(code, shape);
      this.boxes.set(code, box);
    }
    this.land.append(...[...this.shapes.values()]);
    this.show(this.view);
    return this;
  }

  /** Shades countries by probability: a list of { country, probability }. */
  shade(guesses) {
    this.shares = new Map(guesses.map(g => [g.country, g.probability]));
    for (const [code, shape] of this.shapes) {
      shape.style.setProperty('--p', `${shadeOf(this.shares.get(code) ?? 0)}%`);
    }
  }

  /** Marks countries by a class. */
  mark(name, codes) {
    for (const [code, shape] of this.shapes) {
      shape.classList.toggle(name, codes.includes(code));
    }
  }

  /** Sets points: a list of { latitude, longitude, kind, label }, and lines from each to the one of kind "truth". */
  point(places) {
    const spots = places.map(place => ({ ...place, at: project(place.latitude, place.longitude) }));
    const truth = spots.find(spot => spot.kind === 'truth');
    this.lines.replaceChildren(...spots.filter(spot => truth && spot !== truth).map(spot =>
      make('line', { class: `way ${spot.kind}`, x1: spot.at[0], y1: spot.at[1], x2: truth.at[0], y2: truth.at[1] })));
    this.pins.replaceChildren(...spots.map(spot => make('g', { class: `pin ${spot.kind}`, 'data-kind': spot.kind, 'data-x': spot.at[0], 'data-y': spot.at[1] },
      ...signs[spot.kind]())));
    this.show(this.view);
  }

  /** Goes where some countries and points are. */
  fit(codes, places = [], most = 5) {
    const boxes = [...codes.map(code => this.boxes.get(code)).filter(Boolean), ...places.map(p => project(p.latitude, p.longitude)).map(([x, y]) => [x - 12, y - 12, x + 12, y + 12])];
    if (boxes.length === 0) {
      this.show(this.#whole);
      return;
    }
    const box = [Math.min(...boxes.map(b => b[0])), Math.min(...boxes.map(b => b[1])), Math.max(...boxes.map(b => b[2])), Math.max(...boxes.map(b => b[3]))];
    const width = Math.min(this.#whole.width, Math.max((box[2] - box[0]) * 1.5, (box[3] - box[1]) * 1.6 * this.#aspect, world.width / most));
    this.show({ x: (box[0] + box[2] - width) / 2, y: (box[1] + box[3] - width / this.#aspect) / 2, width });
  }

  /** Zooms by a factor, around a place of the map or the middle. */
  zoom(factor, at = [this.view.x + this.view.width / 2, this.view.y + this.view.height / 2]) {
    const width = Math.min(this.#whole.width, Math.max(world.width / mostZoom, this.view.width / factor));
    const share = width / this.view.width;
    this.show({ x: at[0] - (at[0] - this.view.x) * share, y: at[1] - (at[1] - this.view.y) * share, width });
  }

  /** Shows a part of the map, kept inside the world. */
  show({ x, y, width }) {
    const height = width / this.#aspect;
    const inside = (value, low, room) => room < 0 ? low + room / 2 : Math.min(Math.max(value, low), low + room);
    this.view = { x: inside(x, world.x, world.width - width), y: inside(y, world.y, world.height - height), width, height };
    this.svg.setAttribute('viewBox', `${this.view.x} ${this.view.y} ${width} ${height}`);
    const unit = width / (this.svg.clientWidth || world.width); // of the map to a pixel: points stay as large as they are
    for (const pin of this.pins.children) {
      pin.setAttribute('transform', `translate(${pin.dataset.x} ${pin.dataset.y}) rotate(${this.pins.children.length > 1 ? lean[pin.dataset.kind] : 0}) scale(${1.1 * unit})`);
    }
    for (const dot of this.land.querySelectorAll('.dot')) {
      dot.setAttribute('r', 2.6 * unit);
    }
    this.element.classList.toggle('zoomed', width < 0.99 * this.#whole.width);
  }

  #place(event) {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.svg.getScreenCTM().inverse());
    return [point.x, point.y];
  }

  #listenToKeys() {
    this.element.addEventListener('keydown', event => {
      const [across, down] = arrows[event.key] ?? [0, 0];
      if (event.target !== this.element || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      if (['+', '-'].includes(event.key)) {
        this.zoom(event.key === '+' ? 1.8 : 1 / 1.8);
      } else if ((across || down) && this.element.classList.contains('zoomed')) {
        this.show({ ...this.view, x: this.view.x + across * this.view.width / 8, y: this.view.y + down * this.view.height / 8 });
      } else {
        return; // the page may scroll
      }
      event.preventDefault();
    });
  }

  #listen() {
    const fingers = new Map();
    let moved = 0;
    this.svg.addEventListener('wheel', event => {
      if (event.ctrlKey || this.onPick || this.element.matches(':focus-within')) {
        event.preventDefault();
        this.zoom(Math.exp(-event.deltaY / 300), this.#place(event));
      }
    }, { passive: false });
    this.svg.addEventListener('dblclick', event => this.onPick ? null : this.zoom(2, this.#place(event)));
    this.svg.addEventListener('pointerdown', event => {
      fingers.set(event.pointerId, event);
      moved = fingers.size > 1 ? Infinity : 0;
    });
    this.svg.addEventListener('pointermove', event => {
      this.#hint(event);
      const before = fingers.get(event.pointerId);
      if (!before) {
        return;
      }
      const perPixel = this.view.width / this.svg.getBoundingClientRect().width;
      moved += Math.abs(event.clientX - before.clientX) + Math.abs(event.clientY - before.clientY);
      if (fingers.size === 2) {
        const other = [...fingers.values()].find(f => f.pointerId !== event.pointerId);
        const far = f => Math.hypot(f.clientX - other.clientX, f.clientY - other.clientY);
        this.zoom(far(event) / Math.max(1, far(before)), this.#place(event));
      } else if (moved > 4) {
        this.svg.setPointerCapture(event.pointerId);
        this.show({ ...this.view, x: this.view.x - (event.clientX - before.clientX) * perPixel, y: this.view.y - (event.clientY - before.clientY) * perPixel });
      }
      fingers.set(event.pointerId, event);
    });
    for (const end of ['pointerup', 'pointercancel', 'pointerleave']) {
      this.svg.addEventListener(end, event => {
        const pressed = fingers.delete(event.pointerId);
        this.tip.hidden = end === 'pointerleave' || this.tip.hidden;
        if (end === 'pointerup' && pressed && moved <= 4 && this.onPick) {
          const place = unproject(...this.#place(event));
          if (place) {
            this.onPick({ latitude: place[0], longitude: place[1], country: event.target.closest?.('[data-country]')?.dataset.country ?? null });
          }
        }
      });
    }
  }

  #hint(event) {
    const code = event.pointerType === 'mouse' ? event.target.closest?.('[data-country]')?.dataset.country : null;
    this.tip.hidden = !code;
    if (code) {
      const box = this.element.getBoundingClientRect();
      const share = this.shares.get(code);
      this.tip.textContent = share >= 0.001 ? `${nameOf(code)} ${percent(share)}` : nameOf(code);
      this.tip.style.left = `${Math.min(event.clientX - box.left + 12, box.width - 150)}px`;
      this.tip.style.top = `${event.clientY - box.top + 14}px`;
    }
  }
}
