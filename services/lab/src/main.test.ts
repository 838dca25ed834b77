import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const nowhere = 'http://127.0.0.1:1';
const good = {
  LAB_URL: nowhere,
  CONTROL_URLS: nowhere,
  CONTROL_TOKEN: 'token',
  PORT: '0',
  PAGES: '/nowhere',
};

function start(env: Record<string, string>): { child: ChildProcess; said: () => string } {
  const child = spawn(process.execPath, [main], { env: { PATH: process.env.PATH, ...env }, stdio: 'pipe' });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  child.stderr?.on('data', (text) => {
    said += text;
  });
  return { child, said: () => said };
}

it.each([
  [2, 'PORT is "4000x"; expected a whole number from 0 to 65535.', { PORT: '4000x' }],
  [
    3,
    'CONTROL_TOKEN_FILE is "/no/such", which cannot be read',
    { CONTROL_TOKEN: '', CONTROL_TOKEN_FILE: '/no/such' },
  ],
])('ends with %i and prints "%s"', { timeout: 30_000 }, async (code, sentence, env) => {
  const { child, said } = start({ ...good, ...env });
  expect(await once(child, 'close')).toEqual([code, null]);
  expect(said()).toContain(sentence);
  expect(said().trim().split('\n')).toHaveLength(1);
});

it('the process serves until SIGTERM, and then ends although a page listens', {
  timeout: 30_000,
}, async () => {
  const { child, said } = start(good);
  await expect.poll(said, { timeout: 20_000 }).toMatch(/listens on port \d+/);
  const port = /\d+/.exec(said())?.[0];
  const answer = await fetch(`http://127.0.0.1:${port}/lab/events`);
  const listening = answer.text();
  child.kill('SIGTERM');
  expect(await once(child, 'close')).toEqual([0, null]);
  expect(await listening).toContain('event: snapshot');
});
