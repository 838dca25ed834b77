// The storage page: what is chosen, what the buttons do, what is shown. The choice is kept in the address alone, so that
// nothing but a credential is ever in storage.
import { createClient } from './client.js';
import { openHole } from './hole.js';
import { places } from './places.js';
import { showAnswer, showChoice, showReadable } from './show.js';

const form = document.getElementById('log-in');
const { modes } = await (await fetch('/api/modes')).json();
const query = new URLSearchParams(location.search);

showChoice(modes, { mode: query.get('mode') ?? 'jwt-denylist', place: query.get('place') ?? 'localStorage' });
showReadable();
openHole();

/** The mode and the place that are chosen. A session knows no other place than a cookie. */
function chosen() {
  const mode = modes.find(({ name }) => name === form.elements.mode.value);
  const place = mode.credential === 'session' ? 'cookie' : form.elements.place.value;
  return { mode, place };
}

form.onchange = () => {
  const { mode, place } = chosen();
  showChoice(modes, { mode: mode.name, place });
  query.set('mode', mode.name);
  query.set('place', place);
  history.replaceState(null, '', `?${query}${location.hash}`);
};

async function use(act) {
  const { mode, place } = chosen();
  await act(createClient(mode, places[place], showAnswer));
  showReadable();
}

form.onsubmit = (event) => {
  event.preventDefault();
  use((client) => client.logIn(form.elements.username.value, form.elements.password.value));
};
document.getElementById('me').onclick = () => use((client) => client.me());
document.getElementById('log-out').onclick = () => use((client) => client.logOut());

// Another tab may have changed what there is to read.
addEventListener('storage', showReadable);
addEventListener('focus', showReadable);
