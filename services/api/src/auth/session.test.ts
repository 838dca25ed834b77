// What a log-in makes of the session that the browser brings along.

import { expect, it, onTestFinished } from 'vitest';
import { buildTestApp } from '../testing/build-test-app.js';
import { getMe, logIn } from '../testing/client.js';

const mode = 'session-memory';

it('ends the session that a browser already has when its user logs in again', async () => {
  const app = await buildTestApp(onTestFinished);
  const first = await logIn(app, mode);
  const second = await logIn(app, mode, first);
  expect((await getMe(app, mode, first)).statusCode).toBe(401);
  expect((await getMe(app, mode, second)).statusCode).toBe(200);
});

it('gives nothing to a visitor who does not log in', async () => {
  const app = await buildTestApp(onTestFinished);
  const answer = await getMe(app, mode);
  expect([answer.statusCode, answer.cookies]).toEqual([401, []]);
});
