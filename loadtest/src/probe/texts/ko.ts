// The words of a probe's report in Korean.
import { koreanProbe } from '@scale-out-lab/core';
import type { ProbeTexts } from './en.js';

export const ko: ProbeTexts = {
  code: 'ko',
  verdicts: koreanProbe.verdicts,
  outcomes: { healthy: '정상', broken: '문제 있음', undecided: '판단 불가' },
  confidences: koreanProbe.confidences,
  labels: {
    rate: '실패율',
    instances: '인스턴스',
    sent: '보낸 요청',
    protocol: '프로토콜',
    watch: '관찰',
    loggedIn: '로그인',
    failed: '실패',
    notes: '참고',
  },
  titles: {
    html: (url) => `${url} 로그인 검사`,
    markdown: (verdict) => `여러 인스턴스에서의 로그인: ${verdict}`,
  },
  rate: ({ failed, requests, range }) =>
    `확인 요청 ${requests.toLocaleString('en-US')}번 중 ${failed} (95%: ${range})`,
  failed: ({ failed, requests, range }) => `확인 요청 ${requests}번 중 ${failed} 실패 (95%: ${range})`,
  sent: (requests, logIns, seconds) =>
    `${requests.toLocaleString('en-US')}번, 그중 로그인 ${logIns}번, ${seconds}초 동안`,
  sentFrom: (requests, logIns, seconds, date) =>
    `${date}부터 ${seconds}초 동안 요청 ${requests}번, 그중 로그인 ${logIns}번.`,
  partSizes: (checks, failures) => `${checks}번 중 ${failures}번 실패`,
  columns: {
    part: '확인 요청',
    sent: '보냄',
    failed: '실패',
    interval: '95% 신뢰구간',
    rate: '실패율, 0~100%',
  },
  protocols: (names) => names.join(', ') || '없음',
  instances: {
    named: (names) => `${names.length}대, 이름으로 구별: ${names.join(', ')}`,
    untold: '구별할 근거 없음',
    byPeriod: (count) => `${count}대, 순환 주기로 구별`,
    byRate: (count, low, high) => `실패율로 보아 약 ${count}대 (95%: ${low}–${high})`,
  },
  watch: {
    bars: (seconds, width) => `${seconds}초, 막대 하나는 ${width}초`,
    stayed: (stayed, users) => `사용자 ${users}명 중 ${stayed}명이 계속 로그인되어 있음`,
    stayedFor: (stayed, users, seconds) =>
      `${seconds}초 동안 사용자 ${users}명 중 ${stayed}명이 계속 로그인되어 있었습니다.`,
  },
  unverified: '인증서를 검증하지 않았습니다(--insecure).',
  notRun: (part) => `실행하지 않음: ${part}.`,
};
