// Light, dark, or as the system has it: the button at the top goes through the three.
import { say } from './dom.js';
import { onChange, t } from './text.js';

const kept = 'honnan.theme';
const button = document.getElementById('theme');
const stored = localStorage.getItem(kept);
let choice = ['light', 'dark'].includes(stored) ? stored : 'system';

function show() {
  if (choice === 'system') {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = choice;
  }
  button.dataset.choice = choice;
  button.title = `${t('theme')}: ${t(choice)}`;
  button.setAttribute('aria-label', button.title);
}

/** Shows the theme and listens to its button. */
export function startTheme() {
  button.addEventListener('click', () => {
    const [same, other] = matchMedia('(prefers-color-scheme: dark)').matches ? ['dark', 'light'] : ['light', 'dark'];
    choice = { system: other, [other]: same, [same]: 'system' }[choice]; // the first click changes something
    if (choice === 'system') {
      localStorage.removeItem(kept);
    } else {
      localStorage.setItem(kept, choice);
    }
    show();
    say(t(choice));
  });
  onChange(show);
  show();
}
