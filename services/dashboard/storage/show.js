// What the page shows: the choice, what is readable, and the answers. Everything is set as text; the hole is elsewhere.
import { places } from './places.js';
import { texts } from './texts.js';

const answersKept = 4;

/** Makes an element with text or other elements in it. */
function make(name, properties, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

const fill = (id, ...children) => document.getElementById(id).replaceChildren(...children);

/** The modes by kind, the places, and which of each is chosen. */
export function showChoice(modes, { mode, place }) {
  const chosen = modes.find(({ name }) => name === mode) ?? modes[0];
  const isSession = chosen.credential === 'session';
  const groups = Object.entries(texts.kinds).map(([kind, label]) => {
    const names = modes.filter(({ credential }) => credential === kind).map(({ name }) => name);
    const options = names.map((name) =>
      make('option', { textContent: name, selected: name === chosen.name }),
    );
    return make('optgroup', { label }, ...options);
  });
  fill('mode', ...groups);
  fill('teaches', `${chosen.name}: ${chosen.teaches}`);

  const radios = Object.keys(places).map((value) => {
    const [label, hint] = texts.places[value];
    const disabled = isSession && value !== 'cookie';
    const checked = isSession ? value === 'cookie' : value === place;
    const input = make('input', { type: 'radio', name: 'place', value, checked, disabled });
    return make('label', {}, input, make('b', {}, label), make('small', {}, hint));
  });
  fill('places', ...radios);

  const other = new URL(location.href);
  other.hostname = location.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
  for (const link of document.querySelectorAll('.other-site')) link.href = other.href;
}

/** Exactly what a script finds when it looks. */
export function showReadable() {
  const readable = {
    'document.cookie': document.cookie,
    sessionStorage: list(sessionStorage),
    localStorage: list(localStorage),
  };
  fill(
    'readable',
    ...Object.entries(readable).flatMap(([name, text]) => [
      make('dt', {}, name),
      make('dd', { className: text ? 'taken' : 'empty' }, text || texts.nothing),
    ]),
  );
}

function list(storage) {
  return Object.entries(storage)
    .map(([key, value]) => `${key} = ${value}`)
    .join('\n');
}

/** The newest on top, and it alone with its body. */
export function showAnswer({ method, path, status, instance, body }) {
  const line = make('p', {}, make('b', { className: status < 400 ? 'ok' : 'refused' }, String(status)));
  line.append(make('code', {}, `${method} ${path}`), make('small', {}, instance));
  const answers = document.getElementById('answers');
  answers.prepend(make('li', {}, line, make('pre', {}, JSON.stringify(body, shorten, 2))));
  while (answers.children.length > answersKept) answers.lastChild.remove();
}

/** A token is long, and it is shown in full where it is kept. */
function shorten(_key, value) {
  const isLong = typeof value === 'string' && /^\S{80,}$/.test(value);
  return isLong ? `${value.slice(0, 24)}…${value.slice(-8)} (${texts.characters(value.length)})` : value;
}
