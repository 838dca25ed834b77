// The panel "Probe".

import { koreanProbe } from '@scale-out-lab/core';
import type { probeTexts as english } from '../en/probe.js';
import { finePercent } from '../format.js';
import type { Translated } from '../translation.js';

/** The steps that the command line names: while one runs, and as a name. */
const steps: Readonly<Record<string, { readonly running: string; readonly name: string }>> = {
  'checks on fresh connections': { running: '새 연결로 확인하는 중', name: '새 연결로 보내는 확인 요청' },
  'checks on kept connections': {
    running: '유지한 연결로 확인하는 중',
    name: '유지한 연결로 보내는 확인 요청',
  },
  'checks over HTTP/2': { running: 'HTTP/2로 확인하는 중', name: 'HTTP/2로 보내는 확인 요청' },
  'checks from other addresses': {
    running: '다른 주소에서 확인하는 중',
    name: '다른 주소에서 보내는 확인 요청',
  },
  'checks without one cookie': {
    running: '쿠키를 하나씩 빼고 확인하는 중',
    name: '쿠키를 하나씩 빼고 보내는 확인 요청',
  },
  'replay after a log-out': {
    running: '로그아웃 뒤에 이전 자격 증명을 다시 보내는 중',
    name: '로그아웃 뒤에 이전 자격 증명 다시 보내기',
  },
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
      return steps[line]?.running ?? '첫 요청을 보내는 중';
    },
    cancel: '취소',
    cancelled: '끝나기 전에 취소했습니다.',
    failed: '측정하지 못했습니다.',
  },

  verdicts: koreanProbe.verdicts,

  result: {
    rate: (share, checks, low, high) =>
      `확인 요청 ${checks}번 중 ${finePercent(share)} 실패 (95%: ${finePercent(low)}–${finePercent(high)})`,
    instances: (count) => `인스턴스: ${count}`,
    untold: '구별할 근거 없음',
    protocol: (names) => `프로토콜: ${names}`,
    parts: '확인 요청',
    columns: { part: '클라이언트와 연결', sent: '보냄', failed: '실패' },
    diagnosis: (cause, confidence) => `${cause} (${confidence})`,
    remedy: '고칠 점',
    evidence: '근거',
    language:
      '근거와 참고 사항은 영어로 나옵니다. npm run probe에 --lang ko를 붙이면 한국어로 볼 수 있습니다.',
    notes: '참고',
    notRun: (step) => `실행하지 않음: ${steps[step]?.name ?? step}.`,
  },

  confidences: koreanProbe.confidences,

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
    'not-revoked': '로그아웃 뒤에도 유효한 자격 증명',
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

  remedies: koreanProbe.remedies,
};
