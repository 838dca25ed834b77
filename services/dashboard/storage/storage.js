// The storage page: what is chosen, what the buttons do, what is shown. The choice is kept in the address alone, so that
// nothing but a credential is ever in storage.
import { createClient } from './client.js';
import { openHole } from './hole.js';
import { places } from './places.js';
import { showAnswer, showChoice, showReadable } from './show.js';
import { language, texts } from './texts.js';

const form = document.getElementById('log-in');
const query = new URLSearchParams(location.search);
document.title = texts.title;
document.getElementById('lab').href = `back?lang=${language}`;
document.getElementById('other-language').onclick = switchLanguage;
const modes = await loadModes();

/** Keeps the choice, and what follows the query. */
function switchLanguage(event) {
  event.preventDefault();
  query.set('lang', language === 'ko' ? 'en' : 'ko');
  location.search = query;
}

/** The modes to choose from; none if the lab does not answer. */
async function loadModes() {
  const response = await fetch(`/api/modes?lang=${language}`).catch(() => undefined);
  return response?.ok ? (await response.json()).modes : [];
}

/** The mode and the place that are chosen. A session knows no other place than a cookie. */
function chosen() {
  const mode = modes.find(({ name }) => name === form.elements.mode.value);
  const place = mode.credential === 'session' ? 'cookie' : form.elements.place.value;
  return { mode, place };
}

async function use(act) {
  const { mode, place } = chosen();
  await act(createClient(mode, places[place], showAnswer));
  showReadable();
}

form.onchange = () => {
  const { mode, place } = chosen();
  showChoice(modes, { mode: mode.name, place });
  query.set('mode', mode.name);
  query.set('place', place);
  history.replaceState(null, '', `?${query}${location.hash}`);
};
form.onsubmit = (event) => {
  event.preventDefault();
  use((client) => client.logIn(form.elements.username.value, form.elements.password.value));
};
document.getElementById('me').onclick = () => use((client) => client.me());
document.getElementById('log-out').onclick = () => use((client) => client.logOut());

if (modes.length > 0) {
  showChoice(modes, {
    mode: query.get('mode') ?? 'jwt-denylist',
    place: query.get('place') ?? 'localStorage',
  });
  form.inert = false;
} else {
  document.getElementById('trouble').textContent = texts.trouble;
}
showReadable();
openHole();

// Another tab may have changed what there is to read.
addEventListener('storage', showReadable);
addEventListener('focus', showReadable);
