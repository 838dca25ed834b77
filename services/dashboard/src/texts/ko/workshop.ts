// The workshop: its frame, and the words of each step.
import type { workshopTexts as english } from '../en/workshop.js';
import { percent } from '../format.js';
import type { Translated } from '../translation.js';
import { breakTexts } from './break.js';
import { experimentsTexts } from './experiments.js';
import { journeyTexts } from './journey.js';
import { mapTexts } from './map.js';
import { pageTexts } from './page.js';
import { signInTexts } from './sign-in.js';
import { theftTexts } from './theft.js';
import { tokenTexts } from './token.js';

const on = (label: string) => `‘${label}’`;
const logIn = on(journeyTexts.logIn.logIn('alice'));
const send = (count: number) => on(journeyTexts.send.send(count));
const { panels } = pageTexts;
const { faults, groups } = breakTexts;

export const workshopTexts: Translated<typeof english> = {
  rail: {
    title: '워크숍',
    done: (done: number, all: number) => `${all}단계 중 ${done}단계 완료`,
    stepDone: (title: string) => `완료: ${title}`,
    previous: '이전',
    next: '다음',
    all: '모든 단계',
    reset: '처음부터 다시',
  },

  card: {
    minutes: (minutes: number) => `${minutes}분`,
    place: (number: number, all: number, minutes: number) => `${all}단계 중 ${number}단계 · ${minutes}분`,
    question: '어떻게 될까요?',
    answer: '이론상의 답',
    todo: '해 보기',
    showMe: '해당 위치 열기',
    lesson: '여기서 배우는 것',
    done: '완료',
    open: '아직',
  },

  steps: {
    'one-log-in': {
      title: '로그인 한 번, 쿠키 하나',
      tasks: {
        logIn: `${logIn} 버튼을 누르고, 어느 인스턴스가 응답하는지 지도에서 확인하세요.`,
        ask: `${send(1)} 버튼을 누르고, 이번에는 어느 인스턴스가 응답하는지 확인하세요.`,
      },
      question: '쿠키에는 무엇이 들어 있고, 그 의미는 어디에 저장됩니까?',
      answer: ({ instances, lost }) =>
        `무작위 세션 ID뿐입니다. 로그인에 응답한 인스턴스의 메모리에 있는 항목을 가리킵니다. 인스턴스가 ${instances}대이면 다음 요청은 ${percent(lost)}의 확률로 다른 인스턴스로 갑니다.`,
      lesson: '로그인 정보는 쿠키가 아니라 서버에 있습니다. 서버가 한 대라면 이것으로 충분합니다.',
    },
    'second-server': {
      title: '두 번째 서버',
      tasks: {
        ask: `${logIn}, ${send(10)} 버튼을 차례로 누르세요.`,
        lose: '로그인했는데도 거부되는 요청을 확인하세요.',
        read: `${on(mapTexts.latest.title)}에서 거부된 요청을 골라, 세션을 만든 인스턴스와 요청을 받은 인스턴스를 확인하세요.`,
      },
      question: '10번 중 몇 번 거부됩니까? 방문자가 Set-Cookie를 적용하는 브라우저라면 어떻습니까?',
      answer: ({ pinned, browser }) =>
        `쿠키를 유지하면 평균 ${percent(pinned)}, 브라우저라면 ${percent(browser)}입니다. 세션이 없는 인스턴스가 쿠키를 지우므로, 그 뒤로는 계속 로그아웃 상태입니다.`,
      lesson:
        '로드 밸런서는 요청을 분산하지만 세션은 제자리에 있습니다. 서버를 늘렸더니 잘되던 애플리케이션이 실패합니다.',
    },
    'predict-first': {
      title: '먼저 예측하기',
      tasks: {
        guess: `요청 30번 중 몇 번 실패할지 입력하고 ${on(journeyTexts.predict.go(30))} 버튼을 누르세요.`,
      },
      question: '인스턴스가 N대일 때, 세션이 있는 인스턴스로 가는 요청의 비율은 얼마입니까?',
      answer: ({ instances, lost }) =>
        `N분의 1입니다. 나머지 (N−1)/N은 거부됩니다. 인스턴스 ${instances}대라면 30번 중 평균 ${Number(lost.toFixed(1))}번이고, 우연에 따라 조금 많거나 적습니다.`,
      lesson:
        '예측을 먼저 적어 두어야 측정에 의미가 생깁니다. 서버를 늘릴수록 더 나빠집니다: 1/2, 2/3, 3/4 …',
    },
    'sticky-sessions': {
      title: '스티키 세션',
      tasks: {
        ask: `${logIn}, ${send(10)} 버튼을 차례로 누르세요. 모두 한 인스턴스가 응답합니다.`,
        crash: `${on(panels.break)}에서 그 인스턴스의 ${on(faults.crash)} 버튼을 누르세요.`,
        lose: `다시 ${send(1)} 버튼을 누르세요. 로그아웃되어 있습니다. ${on(panels.break)}에서 그 인스턴스의 ${on(faults.start)} 버튼을 누르세요.`,
      },
      question: '이제 10번 중 몇 번 실패합니까? 인스턴스가 강제 종료되면 누가 로그아웃됩니까?',
      answer: ({ lost, loggedOut }) =>
        `장애가 없으면 ${percent(lost)}입니다. 인스턴스가 종료되면 그 인스턴스에서 로그인한 사용자의 ${percent(loggedOut)}가 로그아웃됩니다. 세션이 그 메모리에 있었기 때문입니다. 나머지 사용자는 영향을 받지 않습니다.`,
      lesson:
        '스티키 세션은 증상을 가릴 뿐 원인은 그대로 둡니다. 배포, 장애, 스케일 인이 있을 때마다 사용자가 로그아웃됩니다.',
    },
    'session-store': {
      title: '세션 클러스터링',
      tasks: {
        ask: `${logIn}, ${send(10)} 버튼을 차례로 누르세요. 여러 인스턴스가 같은 세션을 받아들입니다.`,
        stop: `${on(panels.break)}에서 ${on(groups.redis)}를 고르고 ${on(faults['redis-crash'])} 또는 ${on(faults['redis-stall'])} 버튼을 누르세요.`,
        lose: `${send(10)} 버튼을 누르세요. Redis가 응답하지 않으면 503으로 실패합니다. ${on(panels.break)}에서 Redis의 ${on(faults['redis-start'])}, ${send(10)} 버튼을 차례로 누르세요. 세션이 사라졌다면 401로 실패합니다.`,
      },
      question: 'Redis가 강제 종료되었다가 재시작되면 로그인한 두 사용자 중 몇 명이 로그아웃됩니까?',
      answer: ({ lost, empty, persistent }) =>
        `Redis가 정상일 때 실패하는 요청은 ${percent(lost)}입니다. 데이터를 잃고 재시작하면 2명 중 ${empty}명, AOF를 쓰면 ${persistent}명이 로그아웃됩니다.`,
      lesson:
        '공유 세션 저장소가 있으면 어느 인스턴스가 처리해도 같습니다. 대신 모두가 저장소 하나에 의존하므로 운영하고, 감시하고, 백업해야 합니다.',
    },
    'token-not-portable': {
      title: '토큰이라고 모든 서버에서 인정되는 것은 아니다',
      tasks: {
        logIn: `${logIn} 버튼을 누르세요. 이번 응답은 서명된 토큰이고, 어느 서버도 기억하지 않습니다.`,
        ask: `${send(10)} 버튼을 누르세요.`,
        lose: `${on(mapTexts.latest.title)}에서 서명 때문에 거부된 요청을 찾으세요.`,
      },
      question: 'JWT는 무상태(stateless)라고 합니다. 그렇다면 10번 중 몇 번 실패합니까?',
      answer: ({ instances, lost }) =>
        `${percent(lost)}, 메모리 세션과 똑같습니다. 인스턴스 ${instances}대가 저마다 자기 비밀 키로 서명하고, 그 서명만 검증할 수 있습니다.`,
      lesson:
        '공유해야 하는 것이 세션에서 키로 바뀌었을 뿐입니다. 키를 공유하지 않는 토큰은 이름만 토큰일 뿐 세션과 다르지 않습니다.',
    },
    'shared-secret': {
      title: '공유 비밀 키',
      tasks: {
        fixed: `${logIn}, ${send(10)} 버튼을 차례로 누르세요. 두 모드에 모두 적용되며, 공유 키 쪽은 10번 모두 성공합니다.`,
        broken: '다른 모드에서는 같은 요청이 거부됩니다.',
      },
      question: '모든 인스턴스가 같은 비밀 키를 씁니다. 각 모드에서 몇 번 실패합니까?',
      answer: ({ shared, own }) =>
        `공유 키에서는 ${percent(shared)}, 아니면 ${percent(own)}입니다. 저장소를 추가할 필요가 없습니다. 대신 모든 인스턴스가 같은 비밀 키를 가져야 합니다.`,
      lesson:
        '설정 한 줄로 해결됩니다. 비밀 키를 훔친 사람은 토큰을 발급할 수 있습니다. 공개 키 방식(jwt-published-keys)에서는 다른 인스턴스의 비밀 키가 필요 없습니다.',
    },
    'what-a-token-says': {
      title: '토큰에 담긴 내용',
      tasks: {
        logIn: `${logIn} 버튼을 누른 뒤 ${on(panels.token)}에서 클레임을 읽으세요. 누구의 토큰이고, 어디에 쓰며, 언제까지 유효한지 확인하세요.`,
        tamper: `${on(tokenTexts.edits.otherUser)}, ${on(tokenTexts.tamper.send)} 버튼을 차례로 누르세요.`,
      },
      question: '키가 없어도 무엇을 읽을 수 있습니까? 고친 토큰은 몇 대가 받아들입니까?',
      answer: ({ claims, ofSession, accepted }) =>
        `클레임 ${claims}개를 모두 읽을 수 있습니다. base64url은 암호화가 아닙니다. 세션 ID에서는 ${ofSession}개입니다. 고친 토큰은 ${accepted}대가 받아들입니다. 서명이 맞지 않기 때문입니다.`,
      lesson:
        '서명은 누가 썼는지 보증할 뿐 아무것도 숨기지 않습니다. 토큰에 비밀 정보를 넣지 말고, 로그에 토큰을 남기지 마세요.',
    },
    'stolen-copy': {
      title: '훔친 사본',
      tasks: {
        lives: `${on(theftTexts.panel.allAtOnce)} 버튼을 누르세요. jwt-shared-key에서는 로그아웃한 뒤에도 사본이 유효합니다.`,
        dies: 'jwt-denylist를 확인하세요. 사본이 폐기되어 거부됩니다.',
      },
      question: '로그아웃한 뒤 몇 대가 사본을 받아들이고, 얼마나 오래 유효합니까?',
      answer: ({ instances, stateless, listed, seconds }) =>
        `jwt-shared-key에서는 ${instances}대 중 ${stateless}대가 만료될 때까지 받아들입니다. 어느 인스턴스도 폐기 여부를 조회하지 않기 때문입니다. 여기서는 로그인한 지 ${seconds}초 뒤에 만료됩니다. jwt-denylist에서는 곧바로 ${listed}대입니다.`,
      lesson:
        '토큰을 무효화(폐기)하려면 기록해 두고 요청마다 조회해야 합니다. 거부 목록(denylist)은 토큰이 없애려던 상태를 다시 가져옵니다.',
    },
    'short-life': {
      title: '짧은 수명과 갱신',
      tasks: {
        renew: `${logIn}, ${send(1)} 버튼을 누르고, 3초 뒤 ${send(1)} 버튼을 다시 누르세요. 클라이언트가 자동으로 토큰을 갱신합니다.`,
        lives: `${on(panels.theft)}에서 ${on(theftTexts.panel.allAtOnce)} 버튼을 누르세요. 사본이 잠깐 동안은 유효합니다.`,
        dies: '사본이 만료되어 거부될 때까지 기다리세요. 1초마다 다시 보냅니다.',
      },
      question: '로그아웃한 뒤 사본은 얼마나 오래 유효합니까? 도둑이 갱신할 수 있습니까?',
      answer: ({ seconds, renewed }) =>
        `길어야 ${seconds}초, 액세스 토큰의 수명(ACCESS_TTL)입니다. 로그아웃한 뒤 사본으로 갱신할 수 있는 횟수는 ${renewed}번입니다.`,
      lesson:
        '저장소는 요청할 때마다가 아니라 갱신할 때만 조회합니다. 탈취의 피해는 토큰의 수명으로 제한되고, 로테이션 덕분에 재사용된 리프레시 토큰을 감지할 수 있습니다.',
    },
    'new-keys': {
      title: '새 키',
      tasks: {
        overlap: `${logIn}, ${on(faults.overlap)}, ${send(1)} 버튼을 차례로 누르세요. 아무 영향이 없습니다.`,
        cut: `이번에는 ${on(faults.cut)}, ${send(1)} 버튼을 차례로 누르세요. 거부됩니다.`,
      },
      question: '유예 기간 동안, 그리고 즉시 교체한 뒤 유효한 토큰의 몇 퍼센트가 거부됩니까?',
      answer: ({ overlap, cut }) =>
        `두 키를 모두 받아들이는 동안은 ${percent(overlap)}, 이전 키를 폐기한 뒤에는 그 키로 서명한 토큰의 ${percent(cut)}입니다.`,
      lesson:
        '먼저 모든 인스턴스가 새 키를 받아들이게 하고, 그다음 새 키로 서명하고, 이전 키의 마지막 토큰이 만료되면 폐기합니다. 어느 키인지는 토큰의 kid가 알려 줍니다.',
    },
    'sign-in': {
      title: '다른 서버를 거쳐 로그인',
      tasks: {
        fails: `oidc-memory에서 ${on(signInTexts.panel.alone)} 버튼을 누르세요. 로그인을 시작한 인스턴스와 콜백을 받은 인스턴스를 확인하세요.`,
        succeeds: `oidc-redis를 고르고 ${on(signInTexts.panel.alone)} 버튼을 다시 누르세요. 두 토큰이 각각 무엇에 쓰이는지 살펴보세요.`,
      },
      question:
        '이제 비밀번호는 제공자가 확인합니다. 로그인은 얼마나 성공합니까? 그 뒤에는 누가 사용자를 기억합니까?',
      answer: ({ instances, alone, amidOthers }) =>
        `oidc-memory에서 혼자 로그인하면 ${percent(alone)}가 성공합니다. 인스턴스가 ${instances}대면 콜백이 차례대로 다음 인스턴스로 가기 때문입니다. 다른 요청 사이에서는 ${percent(amidOthers)}, oidc-redis에서는 모두 성공합니다. 그 뒤에는 전과 같이 서버가 세션을 유지합니다.`,
      lesson:
        '제공자는 비밀번호 확인을 대신할 뿐, 상태까지 없애 주지는 않습니다. 로그인 과정에도 상태가 있고, 로그인한 뒤에는 여전히 세션과 토큰 중에서 골라야 합니다.',
    },
    measure: {
      title: '측정하기',
      tasks: {
        run: `steady를 고르고 ${on(experimentsTexts.chooser.start)} 버튼을 누르세요. 끝나면 모드마다 예측과 비교하세요.`,
      },
      question: '요청이 하나도 실패하지 않는 모드는 몇 개입니까? session-memory의 실패율은 얼마입니까?',
      answer: ({ pinned, browser, portable, modes }) =>
        `${modes}개 중 ${portable}개는 요청이 하나도 실패하지 않습니다. session-memory의 실패율은 ${percent(pinned)}, 브라우저라면 ${percent(browser)}입니다.`,
      lesson:
        '무엇을 고를지는 무엇을 운영할 수 있는지, 로그아웃이 얼마나 빨라야 하는지, 누가 키를 가져도 되는지에 달려 있습니다. 나머지 비용은 스코어카드와 장애 실험에서 확인하세요.',
    },
  },
};
