// Small things around elements.

/** Makes an element: attributes, properties that begin with a dot, listeners that begin with "on", then children. */
export function make(tag, attributes = {}, ...children) {
  const svg = ['svg', 'g', 'path', 'circle', 'line', 'rect', 'title', 'use'].includes(tag);
  const element = svg ? document.createElementNS('http://www.w3.org/2000/svg', tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (name.startsWith('.')) {
      element[name.slice(1)] = value;
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}

/** A country's flag; its name stands beside it, so it says nothing by itself. */
export const flag = (code, size = 24) => make('img', { class: 'flag', src: `/flags/${code}.svg`, alt: '', width: size, height: size });

/** Brings an element into view below the page's head, as far as it is not there. */
export function bring(element, block = 'nearest') {
  element.scrollIntoView({ block, behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
}

/** Keeps an element's height as a variable of the styles, for what stands below it while the page scrolls. */
export function measure(element, name) {
  new ResizeObserver(() => document.documentElement.style.setProperty(name, `${element.offsetHeight}px`)).observe(element);
}

/** Tells those who listen to the page. */
export function say(text) {
  document.getElementById('said').textContent = text;
}
