// The panel "Experiments".
import type { experimentsTexts as english } from '../en/experiments.js';
import type { Translated } from '../translation.js';

export const experimentsTexts: Translated<typeof english> = {
  chooser: {
    title: '측정할 실험',
    modes: '모드',
    allModes: '전체',
    start: '시작',
    starting: '시작하는 중…',
    nothing: '먼저 실험을 고르세요.',
    running: '이 탭이나 다른 탭에서 실험이나 로그인 검사가 진행 중입니다. 끝날 때까지 기다리거나 취소하세요.',
    changing: '인스턴스를 재시작하거나 대수를 바꾸는 중입니다. 끝날 때까지 기다리세요.',
  },

  command: {
    same: '터미널 명령',
    copy: '복사',
    copied: '복사했습니다',
    own: '이 클러스터가 아니라 별도의 클러스터에 장애를 일으킵니다.',
  },

  run: {
    current: '현재 실행',
    last: '마지막 실행',
    earlier: '이전 실행',
    backToLast: '마지막 실행으로 돌아가기',
    trials: (done: number, total: number | null) =>
      total === null ? `시행 ${done}회 완료` : `시행 ${total}회 중 ${done}회`,
    cancel: '취소',
    cancelling: '취소하는 중…',
    stays: '이 탭을 닫아도 계속 진행되며, 모든 탭에 같은 실행이 표시됩니다.',
  },

  earlier: { title: '이전 실행' },

  list: {
    experiments: '실험',
    loading: '실험 목록을 불러오는 중…',
    groups: { scorecard: '스코어카드', faults: '장애', all: '전체' },
    none: '선택 해제',
    breaks: '장애를 일으킴',
    obstacle: '여기서는 실행할 수 없습니다:',
  },

  load: {
    load: 'steady의 부하',
    users: '사용자',
    requests: '시행당 요청',
    repeats: '반복',
  },

  result: {
    report: '보고서',
    open: '보고서 열기',
    download: (format: string) => `${format} 내려받기`,
  },

  trials: {
    title: '시행',
    mode: '모드',
    experiment: '실험',
    client: '클라이언트',
    result: '결과',
    agrees: '예측과 같음',
    yes: '예측과 같음',
    no: '예측과 다름',
    undecided: '판정 불가: 어떤 결과가 나와도 예측과 다르다고 할 수 없음',
    unmeasured: '측정하지 못함',
    older: (count: number) => `이전 시행 ${count}회는 표시하지 않습니다. 보고서에 모두 있습니다.`,
  },

  status: {
    running: '진행 중',
    agreed: '완료: 예측과 다른 시행이 없습니다.',
    disagreed: '완료: 예측과 다른 시행이 있습니다(≠).',
    unmeasured: '완료했지만 측정하지 못한 시행이 있습니다. 설명을 확인하세요.',
    cancelled: '취소했습니다. 그때까지 측정한 결과는 남아 있습니다.',
    failed: (failure: string) => `실패했습니다. ${failure}`,
  },
};
