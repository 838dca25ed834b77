// @ts-check
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const doctor = fileURLToPath(new URL('../../run.mjs', import.meta.url));

it.each([
  [{ LAB_PORT: '65535' }, 'LAB_PORT is "65535", and no port comes after it; set STORAGE_PORT too'],
  [{ LAB_PORT: '9000', STORAGE_PORT: '9000' }, 'STORAGE_PORT is "9000", as LAB_PORT is'],
  [{ LAB_PORT: '65536' }, 'LAB_PORT is "65536"; expected'],
  [{ LAB_ADDRESS: 'abc' }, 'LAB_ADDRESS is "abc"; expected an address'],
])('refuses %j as `npm start` does, with exit code 2', (settings, message) => {
  const env = { PATH: process.env.PATH, ...settings };
  const { status, stderr, stdout } = spawnSync(process.execPath, [doctor, 'doctor'], {
    env,
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(message);
});
