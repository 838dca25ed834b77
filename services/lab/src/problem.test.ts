import { beforeAll, expect, it } from 'vitest';
import { useOfflineLab } from './testing/offline-lab.js';

const lab = useOfflineLab();
beforeAll(() => {
  lab().get('/fails', () => {
    throw new Error('cannot open /run/secrets/control');
  });
});

it('an unexpected error is a 500 without its message, which may name paths or keys', async () => {
  const answer = await lab().inject({ url: '/fails', headers: { host: 'localhost' } });
  expect([answer.statusCode, answer.json().code]).toEqual([500, 'internal-error']);
  expect(answer.body).not.toContain('secrets');
});
