// What the probe says, in Korean, for the page and the reports.
import type { Cause, Diagnosis, ProbeReport } from './wire/probe.js';

interface KoreanProbe {
  readonly verdicts: Readonly<Record<ProbeReport['verdict'], string>>;
  readonly confidences: Readonly<Record<Diagnosis['confidence'], string>>;
  readonly remedies: Readonly<Record<Cause, string>>;
}

export const koreanProbe: KoreanProbe = {
  verdicts: {
    healthy: '정상: 로그인한 사용자가 계속 로그인되어 있습니다.',
    broken: '문제 있음: 로그인이 제대로 동작하지 않는 인스턴스가 있습니다.',
    undecided: '판단 불가: 로그인이 동작하는지 알 수 없습니다.',
  },

  confidences: { confirmed: '확인됨', likely: '가능성 높음', 'cannot-tell': '판단 불가' },

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
      '저장소가 데이터를 디스크에 남기게 하고, 메모리를 넉넉히 주고, 세션을 제거(evict)하지 않게 하세요.',
    expiry: '자격 증명의 수명을 늘리거나, 쓰는 동안 갱신하세요.',
    'refresh-race': '이미 쓴 리프레시 토큰을 몇 초 동안은 받아들이세요.',
    'rate-limit': '초당 요청 수를 줄이거나, 이 주소를 제한에서 제외하세요.',
    'header-too-large': '쿠키와 토큰에 담는 내용을 줄이거나, 프록시가 허용하는 헤더 크기를 늘리세요.',
    healthy: '고칠 점이 없습니다.',
  },
};
