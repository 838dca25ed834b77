// The panel "Token": it shows the credential as it was issued, and no instance accepts an edited one.
import { expect } from 'vitest';
import { it } from '../support/browser/page-test.js';
import { openTokenPanel, pastedIn, textOf } from '../support/browser/token-panel.js';

it('shows the three parts of the issued token, their contents, and its lifetime', async ({ open }) => {
  const panel = await openTokenPanel(open, 'jwt-shared-key');
  const { text } = await panel.logIn();
  const [header = '', payload = '', signature = ''] = text.split('.');
  const [head, body, sign] = panel.words.tokenParts;
  expect(await panel.readParts()).toEqual([
    [head, `${header}.`],
    [body, `${payload}.`],
    [sign, signature],
  ]);
  expect(await panel.readFields('header')).toEqual(decode(header));
  const claims = decode(payload);
  expect(claims).toMatchObject({ sub: 'alice', issued_by: expect.stringMatching(/^api-\d$/) });
  expect(await panel.readFields('payload')).toEqual(claims);

  const leftAt = (ms: number) => Number(claims.exp) - ms / 1000;
  const from = Date.now();
  const left = await panel.secondsLeft();
  expect(left).toBeLessThan(leftAt(from) + 5);
  expect(left).toBeGreaterThan(leftAt(Date.now()) - 5);
  await expect.poll(panel.secondsLeft).toBeLessThan(left);
});

it('a device whose clock is an hour fast shows the life of a token by the clock of the lab', async ({
  open,
}) => {
  const panel = await openTokenPanel(open, 'jwt-shared-key');
  await panel.page.evaluate('{ const { now } = Date; Date.now = () => now() + 3_600_000; }');
  const { text } = await panel.logIn();
  const { exp } = decode(text.split('.')[1]);
  await expect
    .poll(async () => Math.abs(Number(exp) - Date.now() / 1000 - (await panel.secondsLeft())))
    .toBeLessThan(5);
  await expect.poll(panel.readAnatomy).toMatch(/in \d+ min\./);
  expect(await panel.readAnatomy()).not.toMatch(/hr\. ago/);
});

it('each instance refuses an edited token, with the reason, in Korean', async ({ lab, open }) => {
  const panel = await openTokenPanel(open, 'jwt-shared-key', 'ko');
  const { words } = panel;
  const { text: token } = await panel.logIn();
  const [header = '', payload = '', signature = ''] = token.split('.');
  const expectRefusals = async (changes: string) => {
    const answers = await panel.send(changes);
    expect(Object.keys(answers)).toEqual(['api-1', 'api-2', 'api-3']);
    for (const { untouched, edited } of Object.values(answers)) {
      expect(untouched).toContain(words.accepted);
      expect(edited).toContain(words.refused);
      expect(edited).toMatch(words.refusal);
    }
    expect(await panel.readStatus()).toContain(words.verdict(0));
    const [original, sent = ''] = pastedIn(panel.requests).slice(-2);
    expect(original).toBe(token);
    await panel.undo();
    return sent.split('.');
  };

  await panel.edit('otherUser');
  const other = await expectRefusals('username, sub');
  expect(decode(other[1])).toEqual({ ...decode(payload), sub: 'bob', username: 'bob' });
  expect([other[0], other[2]]).toEqual([header, signature]);

  await panel.edit('flipBit');
  const flipped = await expectRefusals('signature');
  expect(flipped.slice(0, 2)).toEqual([header, payload]);
  expect(countDifferentBits(flipped[2], signature)).toBe(1);

  await panel.edit('algNone');
  const unsecured = await expectRefusals('alg, signature');
  expect(decode(unsecured[0])).toEqual({ ...decode(header), alg: 'none' });
  expect(unsecured.slice(1)).toEqual([payload, '']);

  const carrying = panel.requests.filter((request) => textOf(request).includes(payload));
  expect(carrying.length).toBeGreaterThan(0);
  for (const request of carrying) {
    expect(request.url()).toMatch(new RegExp(`^${lab.url}/(lab|api)/`));
    expect(request.url()).not.toContain(payload);
  }
  expect(panel.page.url()).not.toContain(payload);
});

it('where each instance has its own key, only its issuer accepts even the untouched token', async ({
  open,
}) => {
  const panel = await openTokenPanel(open, 'jwt-own-keys');
  const { text, issuedBy } = await panel.logIn();
  expect(decode(text.split('.')[1]).issued_by).toBe(issuedBy);
  const answers = await panel.send('');
  for (const [instance, { untouched, edited }] of Object.entries(answers)) {
    const verdict = panel.words[instance === issuedBy ? 'accepted' : 'refused'];
    expect([untouched, edited], instance).toEqual(Array(2).fill(expect.stringContaining(verdict)));
  }
  expect(await panel.readStatus()).toContain(panel.words.verdict(1));
});

it('of a session cookie nothing can be read', async ({ open }) => {
  const panel = await openTokenPanel(open, 'session-redis');
  const { text, issuedBy } = await panel.logIn();
  expect((await panel.readParts()).map(([name]) => name)).toEqual(panel.words.cookieParts);
  expect((await panel.readParts()).map(([, part]) => part).join('')).toBe(text);
  expect((await panel.readParts())[2]?.[1]).toBe(`${issuedBy}.`);
  expect(await panel.readAnatomy()).toContain(panel.words.closed);
  expect(await panel.countTables()).toBe(0);
  expect(await panel.readAnatomy()).not.toContain('alice');
});

it('a payload that is not JSON is not sent', async ({ open }) => {
  const panel = await openTokenPanel(open, 'jwt-shared-key');
  await panel.logIn();
  await panel.typePayload('{"sub": "bob"');
  await expect.poll(panel.readStatus).toContain(panel.words.notJson);
  expect(await panel.sendButton.isDisabled()).toBe(true);
  await panel.sendButton.click({ force: true });
  await panel.undo();
  await panel.edit('otherUser');
  await panel.send('username, sub');
  // Only the requests after it was JSON again: the original token, and the edited one.
  expect(pastedIn(panel.requests)).toHaveLength(2);
});

/** Without the page's help: base64url (RFC 7515 §2) and the JSON in it. */
function decode(part = ''): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, 'base64url').toString());
}

function countDifferentBits(one = '', other = ''): number {
  const [left, right] = [Buffer.from(one, 'base64url'), Buffer.from(other, 'base64url')];
  const differences = [...left].map((byte, at) => (byte ^ (right[at] ?? 0)).toString(2).replaceAll('0', ''));
  return left.length === right.length ? differences.join('').length : Number.NaN;
}
