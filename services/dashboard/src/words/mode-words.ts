// What each mode teaches, in the language of the view. A mode that is added to the catalogue has to be added here.
import type { ModeName } from '@scale-out-lab/modes';
import { defineTexts } from '../i18n/texts.js';

const texts = defineTexts(
  {
    'session-memory': 'The scale-out problem: a session lives in the memory of one instance.',
    'session-sticky': 'Affinity hides the problem, until an instance stops.',
    'session-redis': 'Clustering fixes it, at the price of one more thing to run.',
    'session-redis-own-keys': "Almost fixed: the store is shared, the cookie's signature is not.",
    'jwt-own-keys': 'A token is not portable by itself.',
    'jwt-shared-key': 'The shared-secret fix; nothing can be revoked.',
    'jwt-published-keys': 'No shared secret either: ES256 and a key set.',
    'jwt-denylist': 'Revocable, and so stateful again.',
    'jwt-denylist-memory': 'Almost fixed: a log-out reaches one instance of N.',
    'jwt-refresh': 'A short life bounds a theft; rotation notices it.',
  } satisfies Record<ModeName, string>,
  {
    'session-memory': '스케일 아웃 문제: 세션이 한 인스턴스의 메모리에만 있습니다.',
    'session-sticky': '스티키 세션은 문제를 가릴 뿐입니다. 인스턴스가 멈추면 드러납니다.',
    'session-redis': '세션 클러스터링으로 해결되지만, 운영할 것이 하나 늘어납니다.',
    'session-redis-own-keys': '거의 해결: 저장소는 공유하지만 쿠키 서명은 공유하지 않습니다.',
    'jwt-own-keys': '토큰이라고 해서 저절로 어디서나 통하지는 않습니다.',
    'jwt-shared-key': '공유 비밀 키로 해결. 대신 아무것도 폐기할 수 없습니다.',
    'jwt-published-keys': '공유 비밀도 필요 없습니다: ES256과 공개 키 집합.',
    'jwt-denylist': '폐기할 수 있게 되고, 그래서 다시 상태를 갖습니다.',
    'jwt-denylist-memory': '거의 해결: 로그아웃이 N개 중 한 인스턴스에만 닿습니다.',
    'jwt-refresh': '짧은 수명이 도난 피해를 제한하고, 회전이 도난을 알아챕니다.',
  },
);

/** Of a mode that this page does not know, nothing. */
export function teachingOf(mode: string): string {
  return (texts() as Readonly<Record<string, string>>)[mode] ?? '';
}
