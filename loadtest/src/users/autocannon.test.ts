import autocannon from 'autocannon';
import { expect, it, vi } from 'vitest';
import { driveUsers } from './autocannon.js';
import type { VirtualUser } from './virtual-user.js';

// The test looks at the options alone: sending the most that they allow takes hours.
vi.mock('autocannon', () => ({
  default: vi.fn((_options: unknown, done: () => void) => {
    setImmediate(done);
    return { stop() {} };
  }),
}));

it.each([1, 1000])(
  'autocannon lets %i users send as much as the options and the gaps allow',
  async (count) => {
    const user = { leave() {} } as VirtualUser;
    await driveUsers(
      new URL('http://127.0.0.1/'),
      Array<VirtualUser>(count).fill(user),
      new AbortController().signal,
    );
    const [options] = vi.mocked(autocannon).mock.lastCall ?? expect.fail();
    // Ten million requests, with eight open ones before each, and as many log-ins.
    expect(Number(options.amount) / count).toBeGreaterThan(100_000_000);
  },
);
