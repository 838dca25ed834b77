// The page that plays a recording.
import type { replayTexts as english } from '../en/replay.js';
import type { Translated } from '../translation.js';

export const replayTexts: Translated<typeof english> = {
  title: '녹화: 스케일 아웃 랩',
  about: ({ date, instances, version }) =>
    `${date}에 인스턴스 ${instances}대에서 실제 요청을 녹화했습니다. 버전 ${version}. 지금 실행 중인 랩이 아닙니다.`,
  scene: '장면',
  play: '재생',
  pause: '일시 정지',
  again: '다시 재생',
  position: '녹화 위치',
  at: (now, end) => `${end} 중 ${now}`,
  load: (users, rate) => `다른 사용자 ${users}명, 초당 요청 ${rate}개`,
  noLoad: '곧 요청이 시작됩니다.',
  unreadable: '이 브라우저에서는 녹화를 읽을 수 없습니다. 최신 브라우저로 여세요.',

  scenes: {
    'session-memory': '1 · session-memory',
    'session-sticky': '2 · session-sticky',
    'sticky-crash': '3 · session-sticky, 강제 종료',
    'session-redis': '4 · session-redis',
    'redis-crash': '5 · session-redis, 강제 종료',
    'jwt-own-keys': '6 · jwt-own-keys',
    'jwt-shared-key': '7 · jwt-shared-key',
  },

  says: {
    'session-memory': '세션은 한 인스턴스의 메모리에만 있습니다. 다른 인스턴스는 거부합니다.',
    'session-sticky': 'nginx가 alice의 요청을 세션이 있는 인스턴스로만 보냅니다.',
    'sticky-crash': '그 인스턴스가 강제 종료되었습니다. 세션이 사라져 그 사용자들은 로그아웃됩니다.',
    'session-redis': '모든 인스턴스가 Redis에서 세션을 조회하므로 어디서든 alice를 알아봅니다.',
    'redis-crash':
      '이번에도 인스턴스가 강제 종료되었습니다. 세션이 Redis에 있어 다른 인스턴스가 계속 alice를 알아봅니다.',
    'jwt-own-keys': '인스턴스마다 자기 키로 토큰에 서명합니다. 다른 인스턴스는 검증하지 못합니다.',
    'jwt-shared-key': '모든 인스턴스가 같은 키를 쓰므로 저장소 없이 어디서든 토큰을 검증합니다.',
  },
};
