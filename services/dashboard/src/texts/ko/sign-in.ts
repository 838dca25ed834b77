// The panel "Sign-in".
import type { signInTexts as english } from '../en/sign-in.js';
import { percent } from '../format.js';
import type { Translated } from '../translation.js';

export const signInTexts: Translated<typeof english> = {
  panel: {
    title: '다른 서버를 거쳐 로그인',
    intro:
      '랩 서버가 브라우저처럼 OpenID 제공자를 거쳐 alice로 로그인합니다. 로그인을 시작한 인스턴스는 브라우저가 돌아올 때까지 그 로그인 정보를 가지고 있어야 합니다.',
    mode: '모드',
    alone: '혼자 로그인',
    amidOthers: '다른 요청 사이에서 로그인',
    predicted: (alone, amidOthers) =>
      `예측: 혼자 로그인하면 ${percent(alone)}, 다른 요청 사이에서는 ${percent(amidOthers)}가 성공합니다.`,
  },

  kept: {
    memory: '로그인을 시작한 인스턴스의 메모리에 진행 중인 로그인을 둡니다.',
    cookie: '진행 중인 로그인을 암호화한 쿠키로 브라우저에 둡니다. 모든 인스턴스가 읽을 수 있습니다.',
    redis: '진행 중인 로그인을 Redis에 둡니다. 모든 인스턴스가 찾을 수 있습니다.',
  },

  result: {
    loggedIn: (instance) => `로그인했습니다. 콜백을 받은 ${instance}에서 진행 중인 로그인을 찾았습니다.`,
    failed: (instance) => `로그인하지 못했습니다. ${instance}에서 콜백을 거부했습니다.`,
    elsewhere: (begunBy, callbackAt) =>
      `로그인은 ${begunBy}에서 시작했는데, 콜백은 그 로그인을 모르는 ${callbackAt}에 도착했습니다.`,
    others: (count) => `콜백 전에 들어온 다른 요청: ${count}개.`,
  },

  places: {
    title: '진행 중인 로그인이 있는 곳',
    browser: '브라우저',
    redis: 'Redis',
    used: '사용된 로그인',
    left: '남아 있는 로그인',
  },

  steps: {
    caption: '브라우저가 보낸 요청',
    path: '브라우저 → nginx → 인스턴스 → 제공자',
    nobody: '응답 없음',
    'sign-in': '인스턴스가 state, nonce, PKCE verifier를 보관하고 브라우저를 제공자로 보냅니다.',
    auth: '제공자는 아직 사용자를 모르므로 로그인 페이지로 보냅니다.',
    page: '제공자의 로그인 페이지입니다.',
    password: '제공자가 비밀번호를 확인합니다. 인스턴스에는 비밀번호가 전달되지 않습니다.',
    code: '제공자가 URL에 인가 코드를 실어 브라우저를 랩으로 돌려보냅니다.',
    callback: '인스턴스가 코드를 ID 토큰으로 바꾸고, 검증한 뒤 세션을 만듭니다.',
    refused: '인스턴스가 모르는 로그인이라서 거부합니다.',
    me: '이제부터 요청마다 세션 쿠키를 싣습니다.',
  },

  tokens: {
    title: '클라이언트가 받는 두 토큰',
    intro:
      '인스턴스가 받은 토큰은 브라우저에 전달되지 않습니다. 그래서 랩 서버가 이 컴퓨터의 다른 프로그램에도 alice로 로그인해, 그 클라이언트가 받는 토큰을 보여 줍니다.',
    id: 'ID 토큰',
    idFor: '클라이언트가 한 번만 읽습니다. 누가 로그인했는지 알려 줄 뿐, 요청에 싣지 않습니다.',
    access: '액세스 토큰',
    accessFor: '제공자에 보내는 토큰입니다. 제공자의 경로 하나를 열 뿐, 토큰 자체에는 내용이 없습니다.',
    answers: '이 토큰을 보내면 제공자가 주는 응답:',
    claims: 'ID 토큰의 클레임',
    afterwards:
      '둘 다 여러분의 서버로 보내는 요청에는 싣지 않습니다. 로그인 상태는 여러분의 서버가 세션이나 자체 토큰으로 유지합니다.',
  },
};
