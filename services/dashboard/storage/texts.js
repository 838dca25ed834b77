// The texts that the script of the page writes, in the language that language.js has chosen.
const all = {
  en: {
    title: 'Where the client keeps it · the scale-out lab',
    trouble: 'The lab does not answer. Start it, then reload this page.',
    kinds: { session: 'A session: an ID in a cookie', jwt: 'A token' },
    places: {
      cookie: ['HttpOnly cookie', 'The server sets it, the browser sends it. No script can read it.'],
      sessionStorage: ['sessionStorage', 'Belongs to this tab. Every script on the page can read it.'],
      localStorage: [
        'localStorage',
        'Belongs to this origin, in all tabs, until it is removed. Every script on the page can read it.',
      ],
    },
    nothing: 'nothing',
    characters: (count) => `${count} characters`,
    examples: {
      harmless: ['A harmless greeting', 'Hello, <b>you</b>'],
      reads: ['A script that reads', 'A script could send this away: '],
      acts: [
        'A script that acts as you',
        'A script has just asked who you are. The answer is above, and it was free to read it.',
      ],
      waits: ['A script that waits for your password', 'Type a password above', 'So far: '],
    },
  },
  ko: {
    title: '클라이언트는 어디에 보관하나 · 스케일 아웃 랩',
    trouble: '랩이 응답하지 않습니다. 랩을 시작한 다음 이 페이지를 새로 고치세요.',
    kinds: { session: '세션: 쿠키에 담긴 ID', jwt: '토큰' },
    places: {
      cookie: ['HttpOnly 쿠키', '서버가 설정하고 브라우저가 보냅니다. 스크립트는 읽지 못합니다.'],
      sessionStorage: ['sessionStorage', '이 탭에만 있습니다. 페이지의 모든 스크립트가 읽을 수 있습니다.'],
      localStorage: [
        'localStorage',
        '지울 때까지 이 출처의 모든 탭에 있습니다. 페이지의 모든 스크립트가 읽을 수 있습니다.',
      ],
    },
    nothing: '없음',
    characters: (count) => `${count}자`,
    examples: {
      harmless: ['해롭지 않은 인사말', '<b>안녕하세요</b>'],
      reads: ['읽는 스크립트', '스크립트가 밖으로 보낼 수 있는 내용: '],
      acts: [
        '사용자 행세를 하는 스크립트',
        '스크립트가 방금 사용자가 누구인지 물었습니다. 응답은 위에 있으며, 스크립트도 읽을 수 있습니다.',
      ],
      waits: ['비밀번호를 기다리는 스크립트', '위에 비밀번호를 입력해 보세요', '지금까지: '],
    },
  },
};

export const language = document.documentElement.lang;
export const texts = all[language];
