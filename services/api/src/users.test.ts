import { expect, it, vi } from 'vitest';
import * as password from './password.js';
import { findUser, verifyCredentials } from './users.js';

it('knows people and a thousand virtual users', () => {
  expect(findUser('alice')?.name).toBe('Alice Archer');
  expect(findUser('vu-0001')).toBeDefined();
  expect(findUser('vu-1000')).toBeDefined();
  expect(findUser('vu-1001')).toBeUndefined();
});

it.each(['alice', 'bob', 'minji', 'vu-0042'])(
  'lets %s in with the right password alone',
  async (username) => {
    expect((await verifyCredentials(username, 'demo'))?.username).toBe(username);
    expect(await verifyCredentials(username, 'Demo')).toBeUndefined();
  },
);

it('does the same work for a user who does not exist', async () => {
  const cost = (hash = '') => /^\$scrypt\$[^$]+/.exec(hash)?.[0];
  const verify = vi.spyOn(password, 'verifyPassword');
  await verifyCredentials('nobody', 'demo').finally(() => verify.mockRestore());
  expect(cost(findUser('alice')?.passwordHash)).toBe('$scrypt$ln=15,r=8,p=3');
});
