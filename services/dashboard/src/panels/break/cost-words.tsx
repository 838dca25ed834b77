// What a fault should cost, for one lane, in words.
import type { Mode } from '@scale-out-lab/core';
import { defineTexts } from '../../i18n/texts.js';
import type { Cost, CostReason } from './cost.js';

const texts = defineTexts(
  {
    nobody: 'nobody should be logged out.',
    some: (range: string, of: number) => `${range} of ${of} should be logged out.`,
    each: (list: string, of: number) => `${list} of ${of} should be logged out.`,
    reasons: {
      'kept-in-instance': 'What a log-in needs is in the memory of the instance that served it.',
      'not-in-instance': 'Nothing that a log-in needs is in one instance alone.',
      'kept-in-redis': 'What a log-in stands for is in Redis, which comes back empty.',
      'read-back': 'Redis reads its append-only file when it is back.',
      'not-in-redis': 'A log-in needs nothing from Redis.',
      'other-key': 'Its credentials are not signed with this key.',
      'old-accepted': 'The old key is still accepted.',
      'old-refused': 'No instance accepts what the old key has signed.',
      'signed-by-new': 'Their credentials were signed with the key that stays.',
      renewed: 'A refresh token is not signed: it gets a new access token.',
      waits: 'Who comes to it waits; what it holds stays.',
      'refused-meanwhile': 'Requests are refused (503) until it answers again; what it holds stays.',
      moved: 'Affinity leads some users to the new instance, which does not know them.',
      harmless: 'What log-ins need stays where it is.',
    } satisfies Record<CostReason, string>,
  },
  {
    nobody: '아무도 로그아웃되지 않을 것입니다.',
    some: (range, of) => `${of}명 중 ${range}명이 로그아웃될 것입니다.`,
    each: (list, of) => `${of}명 중 로그아웃될 인원: ${list}.`,
    reasons: {
      'kept-in-instance': '로그인에 필요한 것이 그 로그인을 처리한 인스턴스의 메모리에 있습니다.',
      'not-in-instance': '로그인에 필요한 것이 한 인스턴스에만 있지 않습니다.',
      'kept-in-redis': '로그인 정보가 Redis에 있고, Redis는 빈 상태로 돌아옵니다.',
      'read-back': 'Redis가 돌아올 때 AOF(append-only file)를 다시 읽습니다.',
      'not-in-redis': '로그인에 Redis가 필요하지 않습니다.',
      'other-key': '이 모드의 자격 증명은 이 키로 서명하지 않습니다.',
      'old-accepted': '이전 키도 아직 받아들입니다.',
      'old-refused': '이전 키로 서명한 것은 어떤 인스턴스도 받아들이지 않습니다.',
      'signed-by-new': '남는 키로 서명한 자격 증명입니다.',
      renewed: '리프레시 토큰은 서명하지 않으므로 새 액세스 토큰을 받을 수 있습니다.',
      waits: '그 인스턴스에 온 요청은 기다리고, 메모리의 내용은 그대로입니다.',
      'refused-meanwhile': '다시 응답할 때까지 요청이 거부되지만(503), 저장된 내용은 그대로입니다.',
      moved: '일부 사용자가 자신을 모르는 새 인스턴스로 보내집니다.',
      harmless: '로그인에 필요한 것은 그대로 있습니다.',
    },
  },
);

interface CostWordsProps {
  readonly mode: Mode;
  /** How many are logged in; 0: nobody is, or nobody has been asked. */
  readonly of: number;
  /** What it costs by what it is done to. */
  readonly costs: readonly (readonly [target: string, cost: Cost])[];
}

export function CostWords({ mode, of, costs }: CostWordsProps) {
  const t = texts();
  const reason = costs[0]?.[1].reason;
  return (
    <li>
      <code>{mode.name}</code>: {of > 0 && <b>{sayCosts(costs, of)} </b>}
      {reason && t.reasons[reason]}
    </li>
  );
}

function sayCosts(costs: CostWordsProps['costs'], of: number): string {
  const t = texts();
  const [first] = costs;
  if (!first || costs.every(([, { loggedOut }]) => loggedOut[1] === 0)) return t.nobody;
  if (costs.length === 1) return t.some(sayRange(first[1].loggedOut), of);
  return t.each(costs.map(([target, { loggedOut }]) => `${target} ${sayRange(loggedOut)}`).join(', '), of);
}

export function sayRange([low, high]: readonly [number, number]): string {
  return low === high ? String(low) : `${low}–${high}`;
}
