// A copy of a live session changes no answer: whatever the cookies of a request are, it is answered as without the copies.
import { sessionCookieName, sessionCopyName } from '@scale-out-lab/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { startTestCluster } from '../testing/build-test-app.js';
import { demoUser, postLogin } from '../testing/client.js';

const { one, two } = await startTestCluster();
// Its copies live for as long as the test.
two.instanceState.clock.offsetSeconds = -3600;
const mode = 'session-redis-cached';
const [sid, copyName] = [sessionCookieName({ name: mode }), sessionCopyName({ name: mode })];

async function logIn(username: string) {
  const { cookies } = await postLogin(one, mode, { ...demoUser, username });
  const value = (wanted: string) => cookies.find(({ name }) => name === wanted)?.value ?? '';
  return { session: encodeURIComponent(value(sid)), copy: value(copyName) };
}
const users = [await logIn('vu-0001'), await logIn('vu-0002')];

const values = users.flatMap(({ session, copy }) => [session, copy, copy.split('.')[0], `${copy}x`]);
const names = [sid, copyName, `x${sid}`, `${sid}x`, '__proto__', ''];
const piece = fc.oneof(
  fc.constantFrom(...users.map(({ session, copy }) => `${sid}=${session}; ${copyName}=${copy}`)),
  fc.constantFrom(...users.flatMap(({ session, copy }) => [`${sid}=${session}`, `${copyName}=${copy}`])),
  fc.tuple(fc.constantFrom(...names), fc.constantFrom(...values, '', '%', '"')).map((pair) => pair.join('=')),
  fc.constantFrom(sid, copyName, '=', ' '),
);
const header = fc
  .array(fc.tuple(piece, fc.constantFrom('; ', ';', ' ;', ';;', ', ')), { minLength: 1, maxLength: 5 })
  .map((pieces) => pieces.flat().join(''));

it('two cookies or more, whole or not, in any order', { timeout: 60_000 }, async () => {
  let trusted = 0;
  async function ask(cookie: string): Promise<object> {
    const { headers, statusCode, ...answer } = await two.inject({
      url: `/api/${mode}/me`,
      headers: { cookie },
    });
    // On a busy machine Redis may answer too late.
    if (statusCode === 503) return ask(cookie);
    if (statusCode === 200 && !String(headers['server-timing']).includes('store;')) trusted += 1;
    const { username, issuedBy, code } = answer.json();
    return { statusCode, username, issuedBy, code };
  }
  await fc.assert(
    fc.asyncProperty(header, async (cookie) => {
      const withoutCopies = await ask(cookie.replaceAll(copyName, 'other'));
      for (const time of ['first', 'second'])
        expect({ time, ...(await ask(cookie)) }).toEqual({ time, ...withoutCopies });
    }),
    { numRuns: 300 },
  );
  expect(trusted).toBeGreaterThan(0);
});
