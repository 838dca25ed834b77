// The words of the map that more than one of its parts uses.
import type { Exchange } from '@scale-out-lab/core/wire';
import { defineTexts } from '../i18n/texts.js';
import type { Life } from './cluster/life.js';
import { isAccepted } from './dots/launch.js';

export const lifeTexts = defineTexts(
  {
    alive: 'alive',
    starting: 'starting',
    draining: 'draining',
    stalled: 'stalled',
    dead: 'dead',
  } satisfies Record<Life, string>,
  { alive: '정상', starting: '시작 중', draining: '종료 중', stalled: '멈춤', dead: '다운' },
);

/** What a request is for. */
export const kindTexts = defineTexts(
  { login: 'log-in', me: 'who am I?', logout: 'log-out', refresh: 'renewal' } satisfies Record<
    Exchange['kind'],
    string
  >,
  { login: '로그인', me: '나는 누구?', logout: '로그아웃', refresh: '토큰 갱신' },
);

const texts = defineTexts(
  {
    accepted: 'accepted',
    retried: 'retried by nginx',
    unanswered: 'no answer',
    reasons: {
      'unknown-session': 'unknown session',
      'bad-signature': 'bad signature',
      'missing-credential': 'no credential',
      'invalid-credentials': 'wrong password',
      'invalid-claims': 'wrong claims',
      malformed: 'unreadable',
      expired: 'expired',
      revoked: 'revoked',
      'reused-token': 'token reused',
      'store-unavailable': 'Redis does not answer',
      'no-instance': 'no instance',
      'not-remembered': 'nothing remembers it',
    },
  },
  {
    accepted: '수락',
    retried: 'nginx가 재시도',
    unanswered: '응답 없음',
    reasons: {
      'unknown-session': '모르는 세션',
      'bad-signature': '서명 불일치',
      'missing-credential': '자격 증명 없음',
      'invalid-credentials': '비밀번호 불일치',
      'invalid-claims': '클레임 불일치',
      malformed: '읽을 수 없음',
      expired: '만료됨',
      revoked: '폐기됨',
      'reused-token': '토큰 재사용',
      'store-unavailable': 'Redis 무응답',
      'no-instance': '인스턴스 없음',
      'not-remembered': '기억하는 곳 없음',
    },
  },
);

/** What came of it, in two or three words. */
export function shortReason({ status, code }: Pick<Exchange, 'status' | 'code'>): string {
  const t = texts();
  if (status === null) return t.unanswered;
  if (isAccepted({ status })) return t.accepted;
  return (t.reasons as Readonly<Record<string, string>>)[code ?? ''] ?? `HTTP ${status}`;
}

/** What stands beside its dot: nothing where a tick says it all. */
export function labelOf(exchange: Exchange): string | null {
  if (!isAccepted(exchange)) return shortReason(exchange);
  return exchange.isRetried ? texts().retried : null;
}

/** Fractions of a millisecond count where there are few. */
export function inMs(ms: number): string {
  return ms.toFixed(ms < 10 ? 1 : 0);
}
