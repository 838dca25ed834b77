// The device of a log-in: the User-Agent as its sender meant it, bounded, and harmless where it is shown.
import { expect, it, onTestFinished } from 'vitest';
import { buildTestApp } from '../../testing/build-test-app.js';
import { logIn } from '../../testing/client.js';

/** The text that Node decodes from the bytes of a client. */
const sent = (text: string, encoding: BufferEncoding = 'utf8') =>
  Buffer.from(text, encoding).toString('latin1');

it.each([
  ['ASCII as it is', sent('Phone/1.0 (x; y)'), 'Phone/1.0 (x; y)'],
  ['UTF-8', sent('갤럭시 📱'), '갤럭시 📱'],
  ['Latin-1, where it is no UTF-8', sent('Télé', 'latin1'), 'Télé'],
  ['nothing', '', 'unknown'],
  ['what a terminal would obey', sent('a\u{9b}31mb'), 'a\u{fffd}31mb'],
  ['what would turn the line round', sent('a\u{202e}b\u{2066}c'), 'a\u{fffd}b\u{fffd}c'],
  ['a User-Agent of 16 kB', sent('x'.repeat(16_384)), 'x'.repeat(120)],
  ['one whose end would be half a character', sent(`${'x'.repeat(119)}📱📱`), `${'x'.repeat(119)}📱`],
])('%s', async (_what, userAgent, device) => {
  const app = await buildTestApp(onTestFinished);
  const credential = await logIn(app, 'session-memory', { 'user-agent': userAgent });
  const { sessions } = (
    await app.inject({ url: '/api/session-memory/sessions', headers: credential })
  ).json();
  expect(sessions).toMatchObject([{ device }]);
});
