// The panel "Token".
import type { tokenTexts as english } from '../en/token.js';
import type { Translated } from '../translation.js';

export const tokenTexts: Translated<typeof english> = {
  anatomy: {
    title: '토큰 해부',
    nobody: (mode) => `${mode}에 로그인한 사용자가 없습니다.`,
    logIn: (user) => `${user} 로그인`,
    holder: '소유자',
    renew: '리프레시 토큰으로 갱신',
  },

  claims: {
    name: '이름과 종류',
    value: '값',
    meaning: '의미',
    kinds: { registered: '등록(registered)', public: '공개(public)', private: '비공개(private)' },
    about:
      '등록 클레임은 RFC 7519에 정의되어 있습니다. 공개 클레임은 IANA 레지스트리에 있거나 URI라서 다른 곳과 이름이 겹치지 않습니다. 비공개 클레임은 발급하는 쪽과 읽는 쪽 사이에서만 의미가 있습니다.',
    kindsOf: '클레임의 종류 보기',
  },

  meanings: {
    alg: '서명 알고리즘입니다. 여기에 무엇이 적혀 있든 인스턴스는 기대하는 알고리즘만 받아들입니다.',
    typ: '종류입니다. 다른 JWT가 아니라 액세스 토큰(RFC 9068)입니다.',
    kid: '서명한 키의 ID입니다. 어느 키로 검증할지 알려 줍니다.',
    iss: '발급자입니다.',
    sub: '사용자입니다.',
    aud: '토큰을 받을 대상입니다. 다른 곳에서는 거부합니다.',
    exp: '이 시각부터 거부됩니다.',
    nbf: '이 시각 전에는 거부됩니다. 시계 오차를 감안해 조금 이르게 정합니다.',
    iat: '발급한 시각입니다.',
    nonce: '클라이언트가 이 로그인을 위해 고른 값입니다. 로그인마다 다릅니다.',
    jti: '토큰의 ID입니다. 이 ID로 무효화(폐기)할 수 있습니다.',
    sid: '이 토큰이 속한 로그인입니다. 한 로그인에 토큰이 여러 개 있습니다.',
    name: '성명: 개인정보입니다.',
    email: '이메일 주소: 개인정보입니다.',
    birthdate: '생년월일: 개인정보입니다.',
    client_id: '토큰을 발급받은 클라이언트입니다(RFC 9068). 여기서는 랩의 페이지입니다.',
    'https://scale-out-lab.example/claims/mode': '모드입니다. 아무도 쓰지 않는 이름(URI)을 붙였습니다.',
    username: '로그인할 때 쓰는 이름입니다. sub와 같습니다.',
    issued_by: '토큰을 발급한 인스턴스입니다.',
  },

  cookie: {
    parts: { tag: '사용자 태그', id: '세션 ID', instance: '인스턴스', signature: '서명' },
    closed: '읽을 수 있는 내용이 없습니다. 누가 로그인했는지는 서버의 세션 저장소에 있습니다.',
    tag: '한 사용자의 모든 로그인에 같은 값이며, Redis에서 한곳에 모아 두려고 씁니다. 비밀 키로 만들므로 사용자를 알아낼 수 없습니다.',
    id: '24바이트 난수입니다. 추측할 수 없고, 세션 저장소 없이는 아무 의미가 없습니다.',
    instance:
      '점 뒤는 세션을 만든 인스턴스입니다. JSESSIONID 쿠키의 jvmRoute와 같으며, 어느 인스턴스인지 표시하는 데만 쓰입니다.',
    signature:
      '임의로 만든 ID로 저장소를 조회하지 못하게 막습니다. 쿠키 비밀 키가 필요하며, 인스턴스끼리 공유하기도 하고 공유하지 않기도 합니다.',
    expires: (date) => `세션은 로그아웃하지 않으면 ${date}에 만료됩니다.`,
    unreadable: '랩이 설정하는 쿠키가 아닙니다.',
  },

  countdown: {
    left: (clock) => `만료까지 ${clock}`,
    over: (distance) => `${distance}에 만료되었습니다`,
    life: '만료까지 남은 시간',
  },

  token: {
    parts: { header: '헤더', payload: '페이로드', signature: '서명' },
    open: '서명되었을 뿐 암호화되지 않았습니다. 토큰을 가진 사람은 누구나 내용을 읽을 수 있으며, 이 페이지도 브라우저에서 바로 읽었습니다. 키가 필요한 것은 서명뿐입니다.',
    headerFields: '헤더: 서명 방법',
    claims: '페이로드: 클레임',
    unreadable: 'compact 형식의 토큰이 아닙니다.',
  },

  facts: {
    caption: '저장 위치에 따라 달라지는 것',
    fact: '자격 증명은…',
    read: {
      name: '주입된 스크립트가 읽을 수 있는가',
      cookie: '아니요. 스크립트로는 복사할 수 없습니다.',
      sessionStorage: '예. 다른 곳에서도 쓸 수 있습니다.',
      localStorage: '예. 다른 곳에서도 쓸 수 있습니다.',
    },
    used: {
      name: '주입된 스크립트가 쓸 수 있는가',
      cookie: '예. 페이지가 열려 있는 동안 브라우저가 붙여 보냅니다.',
      sessionStorage: '예.',
      localStorage: '예.',
    },
    sent: {
      name: '자동으로 서버에 전송되는가(CSRF)',
      cookie: '예. SameSite와 출처(origin) 검사로 막아야 합니다.',
      sessionStorage: '아니요. 페이지가 직접 붙여야 합니다.',
      localStorage: '아니요. 페이지가 직접 붙여야 합니다.',
    },
    tab: {
      name: '탭을 닫아도 남는가',
      cookie: '예. 모든 탭이 공유합니다.',
      sessionStorage: '아니요. 이 탭만의 것입니다.',
      localStorage: '예. 모든 탭이 공유합니다.',
    },
    browser: {
      name: '브라우저를 닫아도 남는가',
      cookie: '아니요. 랩은 Max-Age를 주지 않습니다.',
      sessionStorage: '아니요.',
      localStorage: '예. 지울 때까지 남습니다.',
    },
  },

  places: {
    legend: '보관할 곳',
    cookie: 'HttpOnly 쿠키',
    sessionStorage: 'sessionStorage',
    localStorage: 'localStorage',
    session: '세션 ID는 쿠키로만 오갑니다.',
  },

  readable: {
    title: '이 페이지의 스크립트가 읽을 수 있는 것',
    nothing: '없음',
    httpOnly: 'HttpOnly 쿠키는 브라우저가 보내기는 하지만 여기에는 나타나지 않습니다.',
  },

  storage: {
    title: '브라우저가 보관하는 곳',
    intro: '여기서는 이 페이지가 직접 로그인하고, 받은 것을 브라우저가 보관합니다.',
    logIn: 'alice 로그인',
    me: '내 정보 조회 (GET /me)',
    logOut: '로그아웃',
    cleanUp: '모두 지우기',
    cleaned: '이 페이지가 저장한 것이 모두 지워졌습니다.',
    answered: (username) => `사용자: ${username}`,
    more: '주입된 스크립트의 동작 보기',
  },

  edits: {
    otherUser: '다른 사용자 되기',
    longerLife: '만료 1시간 늦추기',
    algNone: 'alg: none',
    otherIssuer: '발급 인스턴스 바꾸기',
    flipBit: '서명 1비트 뒤집기',
    cutSignature: '서명 제거',
    otherId: '다른 세션 ID',
    otherInstance: '인스턴스 바꾸기',
  },

  fields: {
    header: '헤더(JSON)',
    payload: '페이로드(JSON)',
    signature: '서명',
    tag: '사용자 태그',
    id: '세션 ID',
    instance: '인스턴스',
  },

  sign: {
    title: '직접 서명하기',
    formula: 'HMAC-SHA256(base64url(header) + "." + base64url(payload), secret)',
    intro:
      'HS256의 서명입니다. 비밀 키를 가진 사람은 누구나 서명할 수 있고, 없으면 거부됩니다. 계산은 이 브라우저에서 합니다.',
    startFrom: 'bob의 토큰으로 시작할 모드',
    about: {
      weak: '일부러 열어 둔 모드입니다. 단어 목록에 있는 비밀 키로 서명합니다. 다른 모드에서는 이 키를 쓰지 않습니다.',
      strong: (mode) => `${mode}의 비밀 키는 무작위 32바이트입니다. 어떤 목록에도 없습니다.`,
    },
    otherUser: '다른 사용자로 바꾸기',
    addPersonal: '개인정보 넣기',
    guess: '비밀 키 추측하기',
    readable:
      '페이로드는 인코딩만 되어 있습니다. 이름, 이메일, 생년월일을 넣으면 토큰을 손에 넣은 사람은 비밀 키 없이도 누구나 읽을 수 있습니다.',
    secret: '비밀 키',
    found: (secret, tries, ms) =>
      `비밀 키는 “${secret}”입니다. ${tries}번째 추측, ${ms}ms 걸렸습니다. 토큰만 있으면 확인할 수 있으므로 어느 인스턴스도 알아채지 못합니다.`,
    notFound: (tries, ms) => `${tries}번 추측했지만 맞는 비밀 키가 없습니다(${ms}ms).`,
    nothingYet: '비밀 키를 입력하면 단계별 계산이 여기에 나옵니다.',
    steps: {
      title: '서명 단계',
      header: 'base64url(header):',
      payload: 'base64url(payload):',
      mac: '둘을 점으로 이은 값의 HMAC-SHA256(16진수):',
      signature: 'base64url(HMAC), 즉 서명:',
      token: '완성된 토큰:',
    },
    takenFor: (username) =>
      `${username} 사용자로 로그인한 적이 없는데도 인스턴스에서 ${username} 사용자로 인정합니다.`,
  },

  results: {
    instance: '인스턴스',
    untouched: '발급된 그대로',
    edited: (changes) => (changes === '' ? '바꾸지 않고 보냄' : `바꾼 것: ${changes}`),
    accepted: '통과',
    refused: '거부',
    unasked: '보내지 않음',
    verdict: (count, of) =>
      count === 0
        ? `인스턴스 ${of}대 모두 거부했습니다.`
        : `인스턴스 ${of}대 중 ${count}대가 받아들였습니다.`,
    nobody: '응답한 인스턴스가 없습니다.',
  },

  tamper: {
    title: '변조해 보기',
    edits: '대표적인 변조',
    intro: { jwt: '토큰의 내용을 바꿔 보세요. 서명은 그대로 남습니다.', session: '쿠키 값을 바꿔 보세요.' },
    send: '모든 인스턴스에 보내기',
    sending: '보내는 중…',
    undo: '편집 취소',
    changed: (names) => `바꾼 것: ${names}`,
    unchanged: '바꾼 것이 없습니다.',
    faults: {
      header: '헤더가 올바른 JSON이 아니어서 보낼 수 없습니다.',
      payload: '페이로드가 올바른 JSON이 아니어서 보낼 수 없습니다.',
      characters: '요청 헤더에 담을 수 없는 문자가 있어 보낼 수 없습니다.',
    },
  },
};
