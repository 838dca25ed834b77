import type { Exchange } from '@scale-out-lab/core/wire';
import { describe, expect, it } from 'vitest';
import { judge } from './crowd.js';

function answer(servedBy: string | null, status: number | null, part: Partial<Exchange> = {}): Exchange {
  return {
    ...{ id: 1, kind: 'me', clientId: 'client-1', mode: 'session-memory', method: 'GET' },
    ...{ path: '/api/session-memory/me', sentAt: '2026-01-01T00:00:00Z', durationMs: 2, credential: null },
    ...{ status, servedBy, issuedBy: 'api-1', isRetried: false, code: null, detail: null },
    ...{ username: null, verifyMs: null, storeMs: null, ...part },
  };
}

describe('a visitor of the crowd', () => {
  it('is logged in when one instance of all accepts them', () => {
    const answers = [answer('api-2', 401), answer('api-1', 200), answer('api-3', 401)];
    expect(judge(answers)).toEqual({ state: 'in', exchange: answers[1] });
  });

  it('is logged out when every instance refuses them, with the reason of the issuer', () => {
    const answers = [answer('api-2', 401), answer('api-1', 401), answer('api-3', 401)];
    expect(judge(answers)).toEqual({ state: 'out', exchange: answers[1] });
  });

  it('is neither while the store that the answer needs is down', () => {
    expect(judge([answer('api-1', 503), answer('api-2', 401)]).state).toBe('unclear');
    expect(judge([answer(null, null)]).state).toBe('unclear');
  });

  it('is judged by the request, not by the renewal before it', () => {
    const renewal = answer('api-2', 503, { kind: 'refresh' });
    expect(judge([renewal, answer('api-1', 200)]).state).toBe('in');
    expect(judge([renewal]).state).toBe('unclear');
  });

  it('is logged out without a credential', () => {
    expect(judge([])).toEqual({ state: 'out', exchange: null });
  });
});
