// The words of a report in Korean.
import type { ReportTexts } from './en.js';
import { toKoreanDisagreement, toKoreanFigure, toKoreanUnit } from './figures-ko.js';
import { toKoreanReason } from './reasons-ko.js';

export const ko: ReportTexts = {
  code: 'ko',
  language: '한국어',
  mode: '모드',
  clients: {
    pinned: '스크립트: 응답과 관계없이 로그인할 때 받은 쿠키나 토큰을 그대로 사용합니다',
    browser: '브라우저: 모든 응답의 Set-Cookie를 적용합니다. 쿠키를 지우라는 응답도 적용합니다',
    persistent: '재로그인하는 사용자: 401을 받을 때마다 다시 로그인합니다',
  },
  marks: {
    disagrees: '표시는 예측과 다름',
    notApplicable: '표시는 해당 없음',
    notMeasured: '표시는 측정하지 않음',
    undecided: '표시는 판정 불가: 어떤 결과가 나와도 예측과 다르다고 할 수 없습니다.',
  },
  verdict: {
    none: '끝난 시행이 없습니다.',
    single: {
      agrees: '시행 1회가 예측과 같습니다.',
      disagrees: '시행 1회가 예측과 다릅니다.',
      'not decided': '시행 1회, 판정 불가.',
    },
    agree: (count, all) => `시행 ${all}회 중 ${count}회가 예측과 같음`,
    disagree: (count) => `${count}회는 다름`,
    undecided: (count) => `${count}회는 판정 불가`,
    interrupted: '중단됨: 끝난 시행만 표시합니다.',
    skipped: '여기서는 실행하지 않았습니다.',
    unmeasured: (count) => `시행 ${count}회를 측정하지 못했습니다.`,
    threshold: (expression, value) => `임계값 조건 불만족: ${expression}(${value ?? '성공한 요청 없음'}).`,
  },
  rates: {
    title: '로그인한 사용자의 실패한 요청',
    note: (repeats, instances, users, requests) =>
      `측정값(예측값): 시행 ${repeats}회의 중앙값과 범위입니다. 시행마다 인스턴스 ${instances}대, 사용자 ${users}명, 요청 ${requests.toLocaleString('en-US')}건입니다.`,
    speeds: (client) =>
      `p50/p99: 성공한 요청의 지연 시간(ms). ok/s: 초당 성공한 요청 수. 둘 다 ${client} 클라이언트의 값입니다.`,
  },
  speeds: {
    title: '성공한 요청의 지연 시간과 유효 처리량(goodput)',
    client: '클라이언트',
    meanings: {
      p50: '성공한 요청의 절반이 이 시간(ms) 안에 응답을 받았습니다',
      p95: '100건 중 95건이 이 시간 안에 응답을 받았습니다',
      p99: '100건 중 99건이 이 시간 안에 응답을 받았습니다',
      goodput: '전체 사용자의 초당 성공한 요청 수',
    },
  },
  scorecard: { title: '스코어카드', measured: '측정값(예측값)입니다.' },
  faults: {
    title: '장애',
    note: (rate) => [
      '한 번 측정한 값(예측값)입니다.',
      '첫째 값은 로그아웃된 사용자 수입니다. 미리 로그인한 12명 중에서 셉니다(인스턴스 수를 바꾸면 60명, Redis가 강제 종료되고 모드가 Redis에 저장하면 500명).',
      `둘째 값은 그동안 실패한 요청 수입니다. 부하는 모든 모드를 합쳐 초당 ${rate}건이며 포화 상태보다 낮습니다.`,
      '로그아웃된 사용자가 받은 401은 첫째 값에만 셉니다.',
    ],
  },
  recovery: {
    title: '복구',
    note: [
      '한 번 측정한 값(예측값)입니다.',
      '첫째 값은 성공 응답을 받았지만 유지되지 않은 로그인과 로그아웃의 수입니다(RPO).',
      '둘째 값은 복구 시간입니다. 장애가 시작된 뒤 마지막으로 실패한 요청까지 걸린 시간(초)입니다.',
    ],
  },
  figures: {
    name: toKoreanFigure,
    unit: toKoreanUnit,
    disagreement: toKoreanDisagreement,
    lost: (rate) => `실패 ${rate}`,
  },
  reasons: {
    everyMode: '모든 모드',
    applied: (modes, reason) => `(${modes}): ${reason}`,
    translate: (reason) => toKoreanReason(reason) ?? reason,
  },
  trials: {
    columns: ['클라이언트', '반복', '실패', '예측', '신뢰구간', '모든 인스턴스에서 응답받은 사용자', '판정'],
    served: (served, users) => `${users}명 중 ${served}명`,
    agreement: { agrees: '예측과 같음', disagrees: '예측과 다름', 'not decided': '판정 불가' },
  },
  compare: {
    title: '두 실행의 비교',
    run: (name, date, instances) => `${name}: ${date}, 인스턴스 ${instances}대.`,
    note: [
      'B − A는 %포인트 차이와 그 99.9% 신뢰구간(Newcombe)입니다. ≠ 표시는 우연으로 설명되지 않는 차이입니다.',
      'p50 ms: 반복의 중앙값과 범위. 윗줄이 A, 아랫줄이 B입니다.',
    ],
    columns: ['클라이언트', '실패 A', '실패 B', 'B − A', 'p50 ms'],
    range: (low, high) => `${low} ~ ${high}`,
    agreement: { agrees: '예측과 같음', disagrees: '예측과 다름', 'not decided': '판정 불가' },
    conditions: (changed) => `측정 조건이 다름: ${changed}`,
    onlyIn: (name, names) => `${name}에만 있음: ${names}`,
  },
  next: {
    report: (folder) => `보고서: ${folder}/report.html (열기: npm run report -- ${folder} --open)`,
    resume: (folder) => `이어서 실행: --resume ${folder}`,
    written: (url) => `보고서: ${url}`,
    noBrowser: (program) => `브라우저를 찾지 못했습니다(${program}). 위의 주소를 직접 여세요.`,
  },
  decide: {
    title: '우리 제품에는 무엇을 쓸까',
    note: '각 행은 이론이 아니라 이번 실행의 측정값으로 판정했습니다.',
    columns: ['필요한 것', '되는 모드', '안 되는 모드'],
    needs: {
      'no-loss': '인스턴스를 늘려도 로그인한 사용자의 요청이 실패하지 않아야 한다',
      'sign-in': '인스턴스를 늘려도 OpenID 제공자를 거친 로그인이 실패하지 않아야 한다',
      'instant-log-out': '로그아웃하면 탈취된 사본도 즉시 무효가 되어야 한다',
      'single-login': '사용자마다 유효한 로그인이 하나여야 한다',
      crash: '인스턴스가 강제 종료되어도 아무도 로그아웃되지 않아야 한다',
      deployment: '차례로 재시작해도 로그아웃과 실패한 요청이 없어야 한다',
      'redis-crash': 'Redis가 저장 없이 강제 종료되어도 아무도 로그아웃되지 않아야 한다',
      'no-redis': 'Redis 없이 운영하면서 요청이 실패하지 않아야 한다',
      'no-shared-secret': '인스턴스끼리 비밀 키를 공유하지 않으면서 요청이 실패하지 않아야 한다',
    },
    usesRedis: 'Redis 필요',
    sharesSecret: '비밀 키 공유',
    lost: (rate) => `${rate} 실패`,
    none: '측정한 모드 중에는 없음',
    unmeasured: (experiment) => `측정하지 않음: npm run demo -- --experiment ${experiment}`,
  },
  page: {
    title: (instances) => `로그인한 사용자와 인스턴스 ${instances}대`,
    contents: '목차',
    conditions: (instances, modes, trials) =>
      `N = 인스턴스 ${instances}대, 모드 ${modes}개, 시행 ${trials}회`,
    measuredOn: (date) => `측정 일시: ${date}(UTC)`,
    verdict: '판정',
    losesNothing: '요청이 하나도 실패하지 않는 모드:',
    loses: '요청이 실패하는 모드:',
    worst: '최악의 경우',
    noMode: '없음',
    chart: '측정값과 예측값',
    chartNote:
      '로그인한 사용자의 요청 중 실패한 비율입니다. ●는 측정값(중앙값), 선은 반복마다 구한 99.9% 신뢰구간을 합친 범위, ◇는 예측값입니다. 선에서 0.5%포인트까지 벗어나도 일치로 보며, 예측이 0이면 실패가 하나도 없어야 합니다.',
    latency: '성공한 요청의 지연 시간',
    latencyNote:
      '밀리초 단위이며 로그 눈금입니다. 막대는 중앙값(p50)부터 p99까지이고, 막대 안의 표시는 p95입니다. 거부된 요청은 세지 않습니다.',
    strips: '장애별 초 단위 변화',
    stripsNote:
      '회색은 해당 부분이 중단되거나 네트워크에서 끊긴 시간입니다. 채워진 기둥은 그 초의 요청 중 올바른 사용자 이름이 담긴 응답을 받지 못한 비율입니다. 선은 마지막 읽기 요청이 성공한 사용자의 비율입니다. 장애가 없을 때 요청이 실패하는 모드는 여기서도 실패합니다.',
    down: '중단',
    loggedOut: '로그아웃됨',
    lostRequests: '실패',
    clean: '정상화까지',
    figures: '모든 수치와 예측의 근거',
    figuresNote: '측정값(예측값)입니다.',
    reasons: '예측의 근거',
    unmeasurable: '측정하지 못했습니다.',
    method: '측정 방법',
    where: '측정 환경',
    what: '항목',
    value: '값',
    resumedFrom: '이어서 실행한 보고서',
    instances: '인스턴스',
    everyTrial: '실패율을 측정한 모든 시행',
    columns: '각 열의 뜻',
    prose: (users, engine, requests, instances) => [
      `시행마다 가상 사용자 ${users}명이 로그인한 뒤 모두 합쳐 요청 ${requests}건을 보냅니다. 사용자마다 연결 하나에서 한 번에 요청 하나씩 보냅니다(${engine} 사용). 로그인 요청은 세지 않습니다. 반복은 모드를 번갈아 가며 실행합니다.`,
      `사용자는 로그인이 필요한 요청을 보내기 전에 로그인이 필요 없는 요청을 0–${instances - 1}건 무작위로 보내고, 매번 무작위 시간만큼 기다립니다. 그래서 다음 요청을 받을 인스턴스가 라운드 로빈의 순서에 좌우되지 않습니다.`,
      '응답에 올바른 사용자 이름이 있을 때만 `ok`입니다. 예측이 0이면 정확히 0이어야 합니다. 그 밖의 예측은 사용자를 군집으로 본 99.9% 윌슨 신뢰구간을 0.5%포인트 넓힌 범위 안에 있어야 합니다. 자격 증명이 모든 인스턴스에서 통용되는 모드에서는 사용자가 확률에 맞는 수의 인스턴스에서 응답을 받았는지도 확인합니다.',
      '로드 밸런서가 실패한 GET을 다른 인스턴스로 다시 보낼 수 있으므로 종료된 인스턴스가 드러나지 않을 수 있습니다. 지연 시간과 처리량은 성공한 요청의 값입니다. 거부는 빨라서, 함께 세면 고장 난 모드가 좋아 보입니다.',
    ],
  },
};
