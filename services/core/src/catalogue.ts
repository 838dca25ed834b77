// The catalogue: one entry a mode. To add a mode, add an entry; nothing else lists the modes.
import type { Axes, Mode, Words } from './axes.js';

const entries = {
  'session-memory': {
    credential: 'session',
    state: 'memory',
    keys: 'shared',
    balancing: 'round-robin',
    teaches: {
      en: 'The scale-out problem: a session lives in the memory of one instance.',
      ko: '스케일 아웃 문제: 세션이 한 인스턴스의 메모리에만 있습니다.',
    },
  },
  'session-sticky': {
    credential: 'session',
    state: 'memory',
    keys: 'shared',
    balancing: 'sticky',
    teaches: {
      en: 'Affinity hides the problem, until an instance stops.',
      ko: '스티키 세션은 문제를 가릴 뿐입니다. 인스턴스가 멈추면 드러납니다.',
    },
  },
  'session-redis': {
    credential: 'session',
    state: 'redis',
    keys: 'shared',
    balancing: 'round-robin',
    teaches: {
      en: 'Clustering fixes it, at the price of one more thing to run.',
      ko: '세션 클러스터링으로 해결되지만, 운영할 것이 하나 늘어납니다.',
    },
  },
  'session-redis-own-keys': {
    credential: 'session',
    state: 'redis',
    keys: 'own',
    balancing: 'round-robin',
    teaches: {
      en: "Almost fixed: the store is shared, the cookie's signature is not.",
      ko: '거의 해결: 저장소는 공유하지만 쿠키 서명은 공유하지 않습니다.',
    },
  },
  'jwt-own-keys': {
    credential: 'jwt',
    state: 'none',
    keys: 'own',
    balancing: 'round-robin',
    teaches: {
      en: 'A token is not portable by itself.',
      ko: '토큰이라고 해서 저절로 어디서나 통하지는 않습니다.',
    },
  },
  'jwt-shared-key': {
    credential: 'jwt',
    state: 'none',
    keys: 'shared',
    balancing: 'round-robin',
    teaches: {
      en: 'The shared-secret fix; nothing can be revoked.',
      ko: '공유 비밀 키로 해결. 대신 아무것도 폐기할 수 없습니다.',
    },
  },
  'jwt-published-keys': {
    credential: 'jwt',
    state: 'none',
    keys: 'published',
    balancing: 'round-robin',
    teaches: {
      en: 'No shared secret either: ES256 and a key set.',
      ko: '공유 비밀도 필요 없습니다: ES256과 공개 키 집합.',
    },
  },
  'jwt-denylist': {
    credential: 'jwt',
    state: 'redis',
    keys: 'shared',
    balancing: 'round-robin',
    teaches: {
      en: 'Revocable, and so stateful again.',
      ko: '폐기할 수 있게 되고, 그래서 다시 상태를 갖습니다.',
    },
  },
  'jwt-denylist-memory': {
    credential: 'jwt',
    state: 'memory',
    keys: 'shared',
    balancing: 'round-robin',
    teaches: {
      en: 'Almost fixed: a log-out reaches one instance of N.',
      ko: '거의 해결: 로그아웃이 N개 중 한 인스턴스에만 닿습니다.',
    },
  },
  'jwt-refresh': {
    credential: 'jwt',
    state: 'redis',
    keys: 'shared',
    balancing: 'round-robin',
    refresh: true,
    teaches: {
      en: 'A short life bounds a theft; rotation notices it.',
      ko: '짧은 수명이 도난 피해를 제한하고, 회전이 도난을 알아챕니다.',
    },
  },
} as const satisfies Record<string, Axes & { teaches: Words }>;

export type ModeName = keyof typeof entries;

/** Every mode, in the order in which the lesson tells them. */
export const catalogue: readonly Mode[] = Object.entries(entries).map(([name, entry]) => ({
  name,
  ...entry,
}));

export const modeNames: readonly string[] = catalogue.map((mode) => mode.name);

/** The mode of that name, or undefined. */
export function findMode(name: string): Mode | undefined {
  return catalogue.find((mode) => mode.name === name);
}

/** The lines of nginx's `map $mode $policy { include …; }`, such as `session-sticky sticky;`. */
export function renderPolicyMap(modes: readonly Pick<Mode, 'name' | 'balancing'>[]): string {
  return modes.map((mode) => `${mode.name} ${mode.balancing};\n`).join('');
}
