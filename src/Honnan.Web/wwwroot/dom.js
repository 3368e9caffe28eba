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

/** Tells those who listen to the page. */
export function say(text) {
  document.getElementById('said').textContent = text;
}
