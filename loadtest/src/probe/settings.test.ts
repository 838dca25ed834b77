import { Ajv2020 } from 'ajv/dist/2020.js';
import { Command } from 'commander';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { addProbeOptions, type ProbeValues } from './options.js';
import { applySettings, settingsSchema } from './settings.js';

const file = `
url: https://shop.example
login: POST /login user=alice&password=$PASSWORD
check: GET /account
expect: Alice
users: 8
insecure: true
i-may: false
`;

function apply(text: string, args: readonly string[] = []) {
  const command = addProbeOptions(new Command()).exitOverride();
  command.parse(args, { from: 'user' });
  const url = applySettings(command, 'probe.yaml', text);
  return { url, values: command.opts<ProbeValues>() };
}

it('a settings file gives the address and the options, and the command line wins', () => {
  const { url, values } = apply(file, ['--users', '3', '--rate', '5']);
  expect(url).toBe('https://shop.example');
  expect(values).toMatchObject({
    login: { method: 'POST', path: '/login', body: 'user=alice&password=$PASSWORD' },
    expect: 'Alice',
    users: 3,
    rate: 5,
    timeout: 10,
    insecure: true,
  });
  expect(values.iMay).toBeUndefined();
});

it('JSON is read like YAML', () => {
  expect(apply('{"check": "GET /me", "users": 7}').values).toMatchObject({
    check: { path: '/me' },
    users: 7,
  });
});

it.each([
  ['users: many', '"users" in probe.yaml is wrong. Expected a whole number from 1 to 200.'],
  ['users: [1]', '"users" in probe.yaml is no text or number.'],
  ['json: yes please', '"json" in probe.yaml is neither true nor false.'],
  ['user: 3', 'A setting of probe.yaml is "user"; expected one of url, login'],
  ['settings: other.yaml', 'A setting of probe.yaml is "settings"'],
  ['check: "GET', 'probe.yaml is not YAML or JSON: line 1'],
  ['GET /account', 'probe.yaml is not a list of settings'],
  ['- GET /account', 'probe.yaml is not a list of settings'],
])('%j is a mistake that a sentence names', (text, sentence) => {
  expect(() => apply(text)).toThrow(sentence);
});

it.each([
  'login: POST /login user=alice&password=hunter2',
  'basic: alice:hunter2',
  'credential: "Authorization: Bearer hunter2"',
  'login: {password: hunter2',
])('a secret in the file is refused, and not shown: %s', (text) => {
  expect(() => apply(text)).toThrow();
  try {
    apply(text);
  } catch (error) {
    expect(String(error)).not.toContain('hunter2');
  }
});

it('the published schema and the probe accept the same settings', () => {
  const isValid = new Ajv2020({ strict: false }).compile(settingsSchema);
  expect(isValid(parse(file))).toBe(true);
  expect(isValid({ users: 0 })).toBe(false);
  expect(isValid({ user: 'alice' })).toBe(false);
});
