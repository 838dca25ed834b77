import { expect, it, vi } from 'vitest';
import { verifyPassword } from './password.js';
import { findUser, verifyCredentials } from './users.js';

vi.mock('./password.js', { spy: true });

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

it('an unknown user costs the same work as a person', async () => {
  const cost = /^\$scrypt\$[^$]+/;
  const costOfAlice = cost.exec(findUser('alice')?.passwordHash ?? '')?.[0];
  expect(await verifyCredentials('nobody', 'demo')).toBeUndefined();
  const [, hash = ''] = vi.mocked(verifyPassword).mock.lastCall ?? [];
  expect(cost.exec(hash)?.[0]).toBe(costOfAlice);
});
