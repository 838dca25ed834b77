// The panel "Probe".

import type { probeTexts as english } from '../en/probe.js';
import { percent } from '../format.js';
import type { Translated } from '../translation.js';

/** The steps that the command line names. */
const steps: Readonly<Record<string, string>> = {
  'checks on fresh connections': '새 연결로 확인하는 중',
  'checks on kept connections': '유지한 연결로 확인하는 중',
  'checks over HTTP/2': 'HTTP/2로 확인하는 중',
  'checks from other addresses': '다른 주소에서 확인하는 중',
  'checks without one cookie': '쿠키를 하나씩 빼고 확인하는 중',
  'replay after a log-out': '로그아웃 뒤에 이전 자격 증명을 다시 보내는 중',
};

export const probeTexts: Translated<typeof english> = {
  form: {
    title: '내 애플리케이션의 로그인은 인스턴스가 여러 대여도 유지될까?',
    intro:
      'npm run probe처럼 랩 서버가 실행 중인 컴퓨터의 애플리케이션에 로그인해 봅니다. 처음에는 이 랩에서 고른 모드가 대상입니다.',
    url: '주소',
    login: '로그인 요청 (…은 비밀번호 자리)',
    password: '비밀번호',
    check: '로그인이 필요한 요청',
    expect: '로그인을 증명하는 텍스트',
    tokenPath: '응답의 토큰 위치 (비우면 쿠키)',
    logOut: '로그아웃 요청 (비우면 검사 안 함)',
    rate: '초당 요청 수',
    start: '검사하기',
    busy: '다른 작업이 진행 중입니다. 끝날 때까지 기다리거나 취소하세요.',
  },

  run: {
    title: '결과',
    running: (url) => `${url} 검사 중…`,
    progress(line) {
      const [, done, total, checks, failed] =
        /^(\d+) of (\d+) log-ins, (\d+) checks, (\d+) failed$/.exec(line) ?? [];
      if (done !== undefined) return `로그인 ${total}번 중 ${done}번, 확인 ${checks}번 중 ${failed}번 실패`;
      return steps[line] ?? '첫 요청을 보내는 중';
    },
    cancel: '취소',
    cancelled: '끝나기 전에 취소했습니다.',
    failed: '측정하지 못했습니다.',
  },

  verdicts: {
    healthy: '정상: 로그인한 사용자가 계속 로그인되어 있습니다.',
    broken: '문제 있음: 모든 인스턴스에서 로그인이 제대로 동작하지는 않습니다.',
    undecided: '판단 불가: 로그인이 동작하는지 알 수 없습니다.',
  },

  result: {
    rate: (share, checks, low, high) =>
      `확인 요청 ${checks}번 중 ${percent(share)} 실패 (95%: ${percent(low)}–${percent(high)})`,
    instances: (count) => `인스턴스: ${count}`,
    untold: '구별할 근거 없음',
    protocol: (names) => `프로토콜: ${names}`,
    parts: '확인 요청',
    columns: { part: '클라이언트와 연결', sent: '보냄', failed: '실패' },
    diagnosis: (cause, confidence) => `${cause} (${confidence})`,
    remedy: '고칠 점',
    evidence: '근거',
    language: '근거와 참고 사항은 명령줄과 같은 영어로 나옵니다.',
    notes: '참고',
  },

  confidences: { confirmed: '확인됨', likely: '가능성 높음', 'cannot-tell': '판단 불가' },

  parts: {
    'pinned-fresh': '스크립트, 새 연결',
    'pinned-kept': '스크립트, 유지한 연결',
    'browser-fresh': '브라우저, 새 연결',
    'browser-kept': '브라우저, 유지한 연결',
    'other-addresses': '다른 주소',
    'http2-fresh': 'HTTP/2, 새 연결',
    'http2-kept': 'HTTP/2, 한 연결의 여러 스트림',
  },

  causes: {
    'state-in-memory': '인스턴스 메모리에 있는 세션',
    'own-signing-keys': '인스턴스마다 다른 서명 키',
    'own-cookie-secret': '인스턴스마다 다른 쿠키 비밀 키',
    'cookie-cleared-on-miss': '모르는 쿠키를 지우는 인스턴스',
    'affinity-by-connection': '연결이 유지될 때만 되는 로그인',
    'affinity-by-address': '사용자 주소에 묶인 로그인',
    'affinity-by-cookie': '쿠키로 인스턴스를 고정함',
    'cookie-not-stored': '브라우저가 저장하지 않는 쿠키',
    'sign-in-split': '여러 인스턴스로 나뉜 로그인 과정',
    'logout-misses': '한 인스턴스에만 적용되는 로그아웃',
    'not-revoked': '로그아웃 뒤에도 통하는 자격 증명',
    'clock-skew': '한 인스턴스의 잘못된 시계',
    'stale-key': '한 인스턴스에 남은 옛 키',
    'store-unavailable': '응답하지 않는 세션 저장소',
    'store-lost': '데이터를 잃은 세션 저장소',
    expiry: '만료',
    'refresh-race': '동시에 보낸 갱신 요청',
    'rate-limit': '요청 수 제한',
    'header-too-large': '너무 큰 헤더',
    healthy: '정상',
  },

  remedies: {
    'state-in-memory': 'Redis나 데이터베이스처럼 모든 인스턴스가 공유하는 저장소에 세션을 두세요.',
    'own-signing-keys':
      '모든 인스턴스에 같은 서명 키를 주거나, 각 인스턴스의 공개 키를 하나의 JWKS로 공개하고 모두 읽게 하세요.',
    'own-cookie-secret': '모든 인스턴스에 같은 쿠키 비밀 키를 주세요. 프로세스를 시작할 때 만들지 마세요.',
    'cookie-cleared-on-miss': '인스턴스가 모르는 세션 쿠키를 지우거나 바꾸지 마세요.',
    'affinity-by-connection':
      '연결이 끊기면 로그인도 풀립니다. 공유 저장소에 세션을 두거나, 쿠키를 기준으로 요청을 분산하세요.',
    'affinity-by-address':
      '네트워크가 바뀌면 로그아웃됩니다. 공유 저장소에 세션을 두거나, 쿠키를 기준으로 요청을 분산하세요.',
    'affinity-by-cookie':
      '쿠키가 가리키는 인스턴스가 내려가면 로그인도 풀립니다. 공유 저장소에 세션을 두면 인스턴스를 재시작할 수 있습니다.',
    'cookie-not-stored': '브라우저가 쿠키를 저장하고 확인 요청에 보내도록 쿠키 속성을 고치세요.',
    'sign-in-split':
      '진행 중인 로그인의 정보(CSRF 토큰, state, nonce)를 공유 저장소나 같은 비밀 키로 서명한 쿠키에 두세요.',
    'logout-misses':
      '모든 인스턴스가 읽는 곳에 로그아웃을 기록하세요. 공유 저장소에 두거나 모두에게 알리면 됩니다.',
    'not-revoked':
      '로그아웃할 때 서버에서 자격 증명을 무효화하세요. 세션을 지우거나, 만료될 때까지 토큰을 거부 목록에 넣으세요.',
    'clock-skew': '모든 인스턴스의 시계를 NTP로 맞추고, 몇 초의 차이는 허용하세요(RFC 7519 §4.1.4).',
    'stale-key': '거부하는 인스턴스의 키를 갱신하고, 모르는 키 ID를 받으면 JWKS를 다시 읽으세요.',
    'store-unavailable':
      '세션 저장소를 복구하세요. 응답하지 않는 동안에는 Retry-After와 함께 503으로 응답하세요.',
    'store-lost':
      '저장소가 데이터를 디스크에 남기게 하고, 메모리를 넉넉히 주고, 세션을 축출하지 않게 하세요.',
    expiry: '자격 증명의 수명을 늘리거나, 쓰는 동안 갱신하세요.',
    'refresh-race': '이미 쓴 리프레시 토큰을 몇 초 동안은 받아들이세요.',
    'rate-limit': '초당 요청 수를 줄이거나, 이 주소를 제한에서 제외하세요.',
    'header-too-large': '쿠키와 토큰에 담는 내용을 줄이거나, 프록시가 허용하는 헤더 크기를 늘리세요.',
    healthy: '고칠 점이 없습니다.',
  },
};
