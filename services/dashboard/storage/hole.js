// The hole, and scripts to try it with. What follows #greeting= in the address becomes part of the page, as HTML.
import { texts } from './texts.js';

const { harmless, reads, acts, waits } = texts.examples;

/** Each runs as it stands, and shows what it got instead of sending it away. */
const examples = [
  harmless,
  [
    reads[0],
    run(`
      const loot = { cookie: document.cookie, session: { ...sessionStorage }, local: { ...localStorage } };
      greeting.textContent = '${reads[1]}' + JSON.stringify(loot)`),
  ],
  [acts[0], run(`me.click(); greeting.textContent = '${acts[1]}'`)],
  [
    waits[0],
    run(`
      greeting.textContent = '${waits[1]}';
      password.oninput = () => { greeting.textContent = '${waits[2]}' + password.value }`),
  ],
];

/** Markup that runs a script. Setting innerHTML runs no <script>, but the handler of an image that cannot be loaded. */
function run(script) {
  return `<img src="" onerror="${script.trim().replace(/\s+/g, ' ')}">`;
}

const element = (id) => document.getElementById(id);
const toFragment = (markup) => `#greeting=${encodeURIComponent(markup)}`;

export function openHole() {
  element('examples').append(
    ...examples.map(([name, markup]) => {
      const link = Object.assign(document.createElement('a'), {
        href: toFragment(markup),
        textContent: name,
      });
      // The same link again changes nothing in the address.
      link.onclick = () => {
        if (link.hash === location.hash) greet();
      };
      const item = document.createElement('li');
      item.append(link);
      return item;
    }),
  );
  element('inject').onclick = () => {
    location.hash = toFragment(element('markup').value);
  };
  addEventListener('hashchange', greet);
  greet();
}

function greet() {
  const markup = new URLSearchParams(location.hash.slice(1)).get('greeting') ?? '';
  element('markup').value = markup;
  element('greeting').innerHTML = markup; // the hole
}
