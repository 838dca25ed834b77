// The panel "Fix it".
import type { fixTexts as english } from '../en/fix.js';
import type { Translated } from '../translation.js';

export const fixTexts: Translated<typeof english> = {
  title: '실행 중에 고치기',
  intro: '사용자 20명이 로그인한 상태로 nginx를 거쳐 요청을 계속 보냅니다. 그동안 모드를 바꿔 보세요.',
  modes: '부하의 모드',
  rate: '부하',
  perSecond: (rate) => `초당 요청 ${rate}개`,
  start: '부하 시작',
  stop: '부하 중지',
  working: '로그인하는 중 …',
  run: '실험이 실행 중입니다. 끝난 뒤에 시작하세요.',
  lost: (share) => `${share} 실패`,
  recent: (seconds) => `최근 ${seconds}초`,
  predicted: '예측',
  unpredicted: '로그인한 뒤 클러스터가 바뀌어 예측이 없습니다.',
  again: '모드를 누르면 다시 로그인합니다.',
  total: (failed, sent) => `시작한 뒤 요청 ${sent}개 중 ${failed}개 실패`,
  ends: (time) => `${time}에, 또는 마지막 페이지를 닫으면 끝납니다.`,
  history: '최근 1분의 초별 요청: 아래는 실패, 위는 성공.',
};
