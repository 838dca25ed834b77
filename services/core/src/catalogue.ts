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
      en: 'Session affinity hides the problem until an instance stops.',
      ko: '스티키 세션은 문제를 가릴 뿐입니다. 인스턴스가 멈추면 드러납니다.',
    },
  },
  'session-redis': {
    credential: 'session',
    state: 'redis',
    keys: 'shared',
    balancing: 'round-robin',
    teaches: {
      en: 'Clustering solves it, but adds a store that you must run.',
      ko: '세션 클러스터링으로 해결되지만, 운영할 것이 하나 늘어납니다.',
    },
  },
  'session-redis-cached': {
    credential: 'session',
    state: 'redis',
    keys: 'shared',
    balancing: 'round-robin',
    cacheSeconds: 5,
    teaches: {
      en: 'A signed copy saves look-ups, but a log-out takes effect late.',
      ko: '서명한 사본으로 조회를 줄입니다. 대신 로그아웃이 늦게 반영됩니다.',
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
      en: 'A token does not work on every instance by default.',
      ko: '토큰이라고 모든 서버에서 인정되는 것은 아닙니다.',
    },
  },
  'jwt-shared-key': {
    credential: 'jwt',
    state: 'none',
    keys: 'shared',
    balancing: 'round-robin',
    teaches: {
      en: 'A shared secret solves it, but tokens cannot be revoked.',
      ko: '공유 비밀 키로 해결됩니다. 대신 토큰을 무효화(폐기)할 수 없습니다.',
    },
  },
  'jwt-published-keys': {
    credential: 'jwt',
    state: 'none',
    keys: 'published',
    balancing: 'round-robin',
    teaches: {
      en: 'No shared secret: ES256 and a published key set.',
      ko: '공유 비밀 키도 필요 없습니다: ES256과 공개 키 집합.',
    },
  },
  'jwt-denylist': {
    credential: 'jwt',
    state: 'redis',
    keys: 'shared',
    balancing: 'round-robin',
    teaches: {
      en: 'Tokens can be revoked, so the server is stateful again.',
      ko: '토큰을 무효화(폐기)할 수 있지만, 서버가 다시 상태를 갖습니다.',
    },
  },
  'jwt-denylist-memory': {
    credential: 'jwt',
    state: 'memory',
    keys: 'shared',
    balancing: 'round-robin',
    teaches: {
      en: 'Almost fixed: a log-out reaches one instance of N.',
      ko: '거의 해결: 로그아웃이 N대 중 한 대에만 반영됩니다.',
    },
  },
  'jwt-refresh': {
    credential: 'jwt',
    state: 'redis',
    keys: 'shared',
    balancing: 'round-robin',
    refresh: true,
    teaches: {
      en: 'A short lifetime limits a theft; rotation detects it.',
      ko: '짧은 수명으로 탈취 피해를 제한하고, 로테이션으로 탈취를 감지합니다.',
    },
  },
  'oidc-memory': {
    credential: 'session',
    state: 'redis',
    keys: 'shared',
    balancing: 'round-robin',
    signIn: 'oidc',
    transaction: 'memory',
    teaches: {
      en: 'Sign-in breaks first: the callback reaches another instance.',
      ko: '로그인부터 실패합니다: 콜백이 로그인을 시작하지 않은 인스턴스로 갑니다.',
    },
  },
  'oidc-sticky': {
    credential: 'session',
    state: 'memory',
    keys: 'shared',
    balancing: 'sticky',
    signIn: 'oidc',
    transaction: 'memory',
    teaches: {
      en: 'Affinity hides both problems, but a log-out of the provider reaches one of N.',
      ko: '스티키 세션은 두 문제를 가립니다. 하지만 제공자의 로그아웃은 N대 중 한 대에만 도착합니다.',
    },
  },
  'oidc-cookie': {
    credential: 'session',
    state: 'redis',
    keys: 'shared',
    balancing: 'round-robin',
    signIn: 'oidc',
    transaction: 'cookie',
    teaches: {
      en: 'The browser carries the pending sign-in, encrypted with a shared secret.',
      ko: '진행 중인 로그인을 공유 비밀 키로 암호화해 브라우저가 들고 다닙니다.',
    },
  },
  'oidc-redis': {
    credential: 'session',
    state: 'redis',
    keys: 'shared',
    balancing: 'round-robin',
    signIn: 'oidc',
    transaction: 'redis',
    teaches: {
      en: 'Redis keeps the pending sign-in, as it keeps the session afterwards.',
      ko: '진행 중인 로그인도 로그인 뒤의 세션처럼 Redis가 보관합니다.',
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

/** The modes in which users log in at the instances themselves. */
export const passwordModeNames: readonly string[] = catalogue
  .filter((mode: Mode) => mode.signIn === undefined)
  .map(({ name }) => name);

/** The modes in which users sign in through the OpenID provider. */
export const signInModeNames: readonly string[] = catalogue
  .filter(({ signIn }) => signIn === 'oidc')
  .map(({ name }) => name);

/** The mode of that name, or undefined. */
export function findMode(name: string): Mode | undefined {
  return catalogue.find((mode) => mode.name === name);
}

/** The same for a name that the code itself writes. @throws if there is no such mode */
export function modeNamed(name: string): Mode {
  const mode = findMode(name);
  if (!mode) throw new Error(`There is no mode "${name}".`);
  return mode;
}

/** The lines of nginx's `map $mode $policy { include …; }`, such as `session-sticky sticky;`. */
export function renderPolicyMap(modes: readonly Pick<Mode, 'name' | 'balancing'>[]): string {
  return modes.map((mode) => `${mode.name} ${mode.balancing};\n`).join('');
}
