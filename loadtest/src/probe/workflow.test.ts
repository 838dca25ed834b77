// The workflow that docs/probe.md offers is one that GitHub can read, and its command is one that the probe accepts.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { splitWords } from './curl.js';
import { parseProbe } from './to-plan.js';

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
}

it('the workflow of the documentation starts two replicas, and gives the probe valid options', () => {
  const text = readFileSync(new URL('../../../docs/probe-workflow.yml', import.meta.url), 'utf8');
  const { on, jobs } = parse(text) as { on: string; jobs: { probe: { steps: readonly Step[] } } };
  const { steps } = jobs.probe;
  expect(on).toBe('pull_request');
  expect(steps.every(({ run, uses }) => (run === undefined) !== (uses === undefined))).toBe(true);
  expect(steps.some(({ run }) => run?.includes('server 127.0.0.1:3001; server 127.0.0.1:3002;'))).toBe(true);

  const probe = steps.find(({ run }) => run?.includes('scale-out-probe')) ?? expect.fail();
  const [npx, yes, archive, ...args] = splitWords(probe.run ?? '');
  expect([npx, yes, archive]).toEqual(['npx', '--yes', './tools/scale-out-probe-0.1.0.tgz']);
  expect(probe.env?.PASSWORD).toMatch(/^\$\{\{ secrets\.\w+ \}\}$/);
  const plan = parseProbe(args, { PASSWORD: 'demo' });
  expect(plan.url.href).toBe('http://127.0.0.1:8080/');
  expect(plan.logIn?.body).toBe('user=alice&password=demo');
});
