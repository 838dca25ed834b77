import { serve } from '@scale-out-lab/core/testing/serve';
import { Command } from 'commander';
import { expect, it } from 'vitest';
import { createAgent } from './agent.js';
import { logIn } from './log-in.js';
import { addProbeOptions, type ProbeValues } from './options.js';
import { parseProbe, toPlan } from './to-plan.js';

const nowhere = 'http://127.0.0.1:1';
const login = ['--login', 'POST /login user=Alice&password=demo'];
const check = ['--check', 'GET /account'];

it.each([
  [[...login, ...check], 'The address is missing'],
  [[nowhere, ...check], '--login is missing'],
  [[nowhere, ...login], '--check is missing'],
  [[nowhere, '--login', 'POST /l {"password":', ...check], 'is not JSON'],
  [[nowhere, ...login, ...check, '--threshold', 'p99<5'], 'Expected a limit such as failed<0.1%.'],
])('%j is refused with the missing option or the accepted values', (args, sentence) => {
  expect(() => parseProbe(args, {})).toThrow(sentence);
});

function planOf(url: string, curl: string, ...more: readonly string[]) {
  const command = addProbeOptions(new Command());
  command.parse(['--from-curl', 'login.curl', ...check, ...more], { from: 'user' });
  return toPlan(url, command.opts<ProbeValues>(), {}, () => curl);
}

it('a copied form of several parts is wrong usage: the probe sends forms and JSON', () => {
  const curl = `curl ${nowhere}/login -H 'Content-Type: multipart/form-data; boundary=x' -d 'x'`;
  expect(() => planOf(nowhere, curl)).toThrow(
    '--from-curl sends multipart/form-data; write the fields with --login instead.',
  );
});

it.each([
  ['[{"user":"alice"}]', 'application/json', 'a body that is neither a form nor a JSON object'],
  [
    '[{"user":"alice"}]',
    'application/x-www-form-urlencoded',
    'a body that is neither a form nor a JSON object',
  ],
  ['<user>alice</user>', 'text/xml', 'a body that is neither a form nor a JSON object'],
  ['{"password":hunter2}', 'application/json', 'begins with { but is not JSON'],
])('the copied body %s is wrong usage, and no message shows it', (body, type, sentence) => {
  const wrong = () => planOf(nowhere, `curl ${nowhere}/login -H 'Content-Type: ${type}' -d '${body}'`);
  expect(wrong).toThrow(sentence);
  expect(wrong).not.toThrow(/alice|hunter2/);
});

it('a new CSRF token replaces a copied one', async () => {
  const tokens: unknown[] = [];
  const url = await serve((request, response) => {
    if (request.method === 'POST') tokens.push(request.headers['x-csrf-token']);
    response.end('<meta name="csrf" content="new">');
  });
  const curl = `curl ${url}/login -H 'X-CSRF-Token: old' -d 'user=alice'`;
  const plan = planOf(url, curl, '--csrf', '/login csrf', '--csrf-header', 'X-CSRF-Token');
  await logIn(createAgent(plan, new AbortController().signal), plan);
  expect(tokens).toEqual(['new']);
});
