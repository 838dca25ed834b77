// What the panel of experiments says, in each language.

export type Language = 'en' | 'ko';

export const experimentsWords = {
  en: {
    start: 'Start',
    cancel: 'Cancel',
    modes: 'Modes',
    trials: 'Trials',
    experiments: 'Experiments:',
    users: 'Users',
    requests: 'Requests of a trial',
    repeats: 'Repeats',
    goesOn: 'It goes on.',
    agreed: 'It is over, and nothing disagrees with its prediction.',
    cancelled: 'It was cancelled; what had been measured by then is kept.',
    refused: 'A run goes on, in this tab or another. Wait until it is over, or cancel it.',
    lost: 'Logged-in requests lost',
    faults: 'Faults',
    download: (format: string) => `Download ${format}`,
  },
  ko: {
    start: '시작',
    cancel: '취소',
    modes: '모드',
    trials: '시행',
    experiments: '실험:',
    users: '사용자',
    requests: '시행당 요청',
    repeats: '반복',
    goesOn: '진행 중입니다.',
    agreed: '끝났습니다. 예측과 다른 것은 없습니다.',
    cancelled: '취소했습니다. 그때까지 측정한 것은 남아 있습니다.',
    refused: '이 탭이나 다른 탭에서 실험이 진행 중입니다. 끝날 때까지 기다리거나 취소하세요.',
    lost: '로그인한 사용자의 실패한 요청',
    faults: '장애',
    download: (format: string) => `${format} 내려받기`,
  },
} as const;
