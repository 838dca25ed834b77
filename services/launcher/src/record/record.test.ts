// The contents of replay.html besides the page, and the data that must not be in it.
import { serve } from '@scale-out-lab/core/testing/serve';
import { expect, it } from 'vitest';
import { recordPage, withoutCredentials } from './record-page.js';
import { readReplay, renderReplay } from './render-replay.js';

const page = '<body><script type="text/plain" id="recording"></script></body>';
const state = { at: '', instances: [], redis: null, busy: null, can: {} };
const recording = {
  schemaVersion: 1,
  version: '0.1.0',
  commit: null,
  recordedAt: '2026-01-01T12:00:00.000Z',
  instances: 3,
  durationMs: 1000,
  moments: [{ atMs: 0, what: 'state', data: state }],
} as never;

it('a recording is read from the page as it was written', () => {
  expect(readReplay(renderReplay(page, recording))).toEqual(recording);
});

it('a page without a place for the recording is refused', () => {
  expect(() => renderReplay('<body></body>', recording)).toThrow('no place for a recording');
});

it('a recording keeps the beginning of a credential, and the rest of the client', () => {
  const credential = { kind: 'jwt', header: 'authorization', expiresAt: null };
  const secret = { ...credential, text: 'eyJhbGciOiJIUzI1NiJ9.claims.signature', refreshToken: null };
  const kept = withoutCredentials({
    client: { username: 'alice', credential: secret },
    other: { credential: null },
  });
  expect(kept).toEqual({
    client: { username: 'alice', credential: { ...credential, text: 'eyJhbGciOiJI…', refreshToken: null } },
    other: { credential: null },
  });
});

it('an event stream that ends before its snapshot ends the recording', async () => {
  const url = await serve((_request, response) => void response.end());
  const recording = recordPage({ url, version: '0.1.0', commit: null, onScene: () => {} } as never);
  await expect(recording).rejects.toThrow(
    'The event stream ended, so the recording has a gap. Record again.',
  );
});
