// What the probe observed, in Korean. Rules and steps have it in English, sentence by sentence; `{}` stands for a value.

/** An earlier pattern wins. */
export const sentences: Readonly<Record<string, string>> = {
  '{} of {} checks fail in turn with others that succeed, with one and the same credential; they are answered "{}".':
    '같은 자격 증명으로 보낸 확인 요청 {2}번 중 {1}가 성공한 요청과 번갈아 실패합니다. 응답은 "{3}"입니다.',
  'Cookie "{}" is not stored or not sent: {}.': '"{}" 쿠키는 저장되지 않거나 전송되지 않습니다: {}.',
  'Checks succeed when every cookie of the log-in is sent.':
    '로그인에서 받은 쿠키를 모두 보내면 확인 요청이 성공합니다.',
  '{} checks were answered "{}".': '확인 요청 {}번의 응답이 "{}"입니다.',
  'The log of the application separates a lost store from another error.':
    '저장소를 잃었는지 다른 오류인지는 애플리케이션 로그에서 구별할 수 있습니다.',
  'The credential states {} s.': '자격 증명에 적힌 수명은 {}초입니다.',
  '{} refused checks came after that, and count neither as failed nor as succeeded.':
    '그 뒤에 거부된 확인 요청 {}번은 실패로도 성공으로도 세지 않습니다.',
  '{} of {} log-ins ended {} to {} s after they began.':
    '로그인 {2}번 중 {1}번이 시작하고 {3}~{4}초 뒤에 끝났습니다.',
  '{} of {} working log-ins ended for good, {} s after the watch began.':
    '유지되던 로그인 {2}개 중 {1}개가 관찰을 시작하고 {3}초 뒤에 완전히 끝났습니다.',
  'If an instance restarted then, it kept the sessions in its memory; if the store did, it lost them.':
    '그때 인스턴스가 재시작했다면 세션이 그 메모리에 있었고, 저장소가 재시작했다면 저장소가 세션을 잃었습니다.',
  'A working log-in ended for good after {} s; later log-ins work.':
    '유지되던 로그인이 {}초 뒤에 완전히 끝났고, 그 뒤의 로그인은 유지됩니다.',
  'The log of the store shows whether it restarted, or evicted keys for lack of memory.':
    '저장소가 재시작했는지, 메모리가 모자라 키를 제거(evict)했는지는 저장소 로그에 있습니다.',
  '{} of the checks on fresh connections fail, and none of {} on connections that stay open after the log-in.':
    '새 연결로 보낸 확인 요청은 {}가 실패합니다. 로그인한 뒤에도 유지한 연결로 보낸 {}번은 모두 성공합니다.',
  'None of {} streams of HTTP/2 connections fails either.': 'HTTP/2 연결의 스트림 {}개도 모두 성공합니다.',
  'The clocks that issued the tokens differ by {} s.': '토큰을 발급한 시계가 서로 {}초 다릅니다.',
  'Tokens that are valid for {} s are refused for their times after {} s or less.':
    '{}초 동안 유효한 토큰이 {}초가 지나기 전에 시각 때문에 거부됩니다.',
  'The credential is a signed token, which needs no memory of an instance.':
    '자격 증명은 서명된 토큰이므로 인스턴스의 메모리가 필요 없습니다.',
  'So few log-ins and checks do not separate one old key from a key for each instance.':
    '로그인과 확인 횟수가 적어, 옛 키 하나인지 인스턴스마다 키가 다른지 구별할 수 없습니다.',
  'Probe again with more --users and --checks.': '--users와 --checks를 늘려 다시 검사하세요.',
  'With two instances, an old key looks the same.': '인스턴스가 두 대이면 옛 키도 똑같이 보입니다.',
  'Compare their keys, or probe three instances to separate them.':
    '두 인스턴스의 키를 비교하거나 세 대로 검사하면 구별할 수 있습니다.',
  'Some credentials are refused by one instance, and those of that instance by the others.':
    '어떤 자격 증명은 한 인스턴스만 거부하고, 그 인스턴스가 발급한 자격 증명은 나머지가 거부합니다.',
  'The refusals name the signature.': '거부 응답이 서명을 이유로 듭니다.',
  'The cookie holds the state itself, so that no memory of an instance is missing.':
    '쿠키에 상태가 들어 있으므로, 인스턴스의 메모리에 없어서 생긴 실패가 아닙니다.',
  'A refusal deletes the signature of the cookie and leaves its value.':
    '거부 응답이 쿠키의 서명만 지우고 값은 남겨 둡니다.',
  '{} deletes the cookie of an unknown session; it does not here.':
    '모르는 세션이면 {} 라이브러리가 쿠키를 지우는데, 여기서는 지우지 않습니다.',
  'An unknown session and a wrong signature get the same answer.':
    '모르는 세션과 틀린 서명에 대한 응답이 같습니다.',
  'Compare the cookie secret of two instances to separate them.':
    '두 인스턴스의 쿠키 비밀 키를 비교하면 구별할 수 있습니다.',
  'The cookie is an identifier; {} log-ins show the same pattern.':
    '쿠키는 식별자이고, 로그인 {}번이 같은 양상을 보입니다.',
  'The cookie is an identifier; the instances answer unequal shares of the checks, or some of them share their sessions.':
    '쿠키는 식별자입니다. 인스턴스마다 처리하는 확인 요청의 비율이 다르거나, 일부 인스턴스만 세션을 공유합니다.',
  'No check from the address of the log-in fails, and {} of {} from other addresses do.':
    '로그인한 주소에서 보낸 확인 요청은 모두 성공하고, 다른 주소에서 보낸 {2}번 중 {1}번은 실패합니다.',
  '{} of the checks from the address of the log-in fail, and {} of {} from other addresses do.':
    '로그인한 주소에서 보낸 확인 요청은 {1}가 실패하고, 다른 주소에서 보낸 {3}번 중 {2}번이 실패합니다.',
  'With other spellings of the value of cookie "{}", {} of {} checks fail: a balancer reads it too.':
    '"{1}" 쿠키의 값을 다르게 표기하면 확인 요청 {3}번 중 {2}번이 실패합니다. 로드 밸런서도 이 쿠키를 읽습니다.',
  'Without cookie "{}", {} of {} checks fail.': '"{1}" 쿠키를 빼면 확인 요청 {3}번 중 {2}번이 실패합니다.',
  '{} of {} log-ins fail with the same credentials, of {} requests each: {}.':
    '같은 계정으로 한 로그인 {2}번 중 {1}번이 실패합니다. 로그인 한 번에 요청이 {3}번 필요합니다: {4}.',
  'After the log-out, all of {} checks with the old credential succeed.':
    '로그아웃한 뒤에도 이전 자격 증명으로 보낸 확인 요청 {}번이 모두 성공합니다.',
  'After the log-out, {} of {} checks with the old credential succeed.':
    '로그아웃한 뒤에도 이전 자격 증명으로 보낸 확인 요청 {2}번 중 {1}번이 성공합니다.',
  'In {} of {} rounds, some of {} refreshes at once are refused ("{}"); a refresh alone works.':
    '{2}회 중 {1}회는 동시에 보낸 갱신 요청 {3}개 가운데 일부가 거부됩니다("{4}"). 하나만 보내면 성공합니다.',
  'The user stays logged in.': '로그인은 유지됩니다.',
  'Whether a refused tab recovers depends on the page.': '거부된 탭이 복구되는지는 페이지에 달려 있습니다.',
  'In {} of these rounds the log-in ends: the next refresh is refused too.':
    '이 가운데 {}회는 다음 갱신 요청도 거부되어 로그인이 끝납니다.',
  '{} of the refusals delete or replace the cookie; a browser then fails in {} of its checks, not {}.':
    '거부 응답의 {}가 쿠키를 지우거나 바꿉니다. 그러면 브라우저에서는 확인 요청의 {}가 실패합니다. 쿠키를 그대로 보내면 {}입니다.',
  '{} answers were 429, and {} checks got no other after three tries.':
    '429 응답이 {}번 있었고, 확인 요청 {}번은 세 번 시도해도 429만 받았습니다.',
  '{} of {} log-ins were answered 429.': '로그인 {2}번 중 {1}번의 응답이 429입니다.',
  '{} of {} checks fail: the failure rate is below {} with 95% confidence.':
    '확인 요청 {2}번 중 {1}번이 실패했습니다. 실패율은 95% 신뢰도로 {3}보다 낮습니다.',

  'The application limits the rate.': '애플리케이션이 요청 수를 제한합니다.',
  'No check was sent after a log-in.': '로그인한 뒤에 보낸 확인 요청이 없습니다.',
  'Not every part ran.': '실행하지 못한 항목이 있습니다.',
  '{} of {} checks failed over HTTP/2, none over HTTP/1.1, and no cause is confirmed or likely.':
    'HTTP/2로 보낸 확인 요청 {2}번 중 {1}번이 실패했고, HTTP/1.1로는 모두 성공했습니다. 확인되거나 가능성 높은 원인이 없습니다.',
  '{} of {} checks failed over HTTP/2, none over HTTP/1.1: too few to name a cause, too many to be healthy.':
    'HTTP/2로 보낸 확인 요청 {2}번 중 {1}번이 실패했고, HTTP/1.1로는 모두 성공했습니다. 원인을 말하기에는 적고, 정상이라기에는 많습니다.',
  '{} of {} checks failed, and no cause is confirmed or likely.':
    '확인 요청 {2}번 중 {1}번이 실패했습니다. 확인되거나 가능성 높은 원인이 없습니다.',
  '{} of {} checks failed: too few to name a cause, too many to be healthy.':
    '확인 요청 {2}번 중 {1}번이 실패했습니다. 원인을 말하기에는 적고, 정상이라기에는 많습니다.',
  '{} of {} checks failed: the failure rate can still be {}, above {}.':
    '확인 요청 {2}번 중 {1}번이 실패했습니다. 실패율은 {4}보다 높은 {3}일 수도 있습니다.',
  '{} of {} log-ins failed with the same credentials: {}.':
    '같은 계정으로 한 로그인 {2}번 중 {1}번이 실패했습니다: {3}.',
  'Send more with --checks.': '--checks로 더 많이 보내세요.',
  'The credential ends after {} s; log in more often with --users, or raise --rate.':
    '자격 증명이 {}초 뒤에 만료됩니다. --users로 더 자주 로그인하거나 --rate를 높이세요.',
  'No user was logged in when the watch ended, so it shows nothing.':
    '관찰이 끝났을 때 로그인한 사용자가 없어서 결과가 없습니다.',
  'All {} users stayed logged in during the watch, which measures no other part.':
    '관찰하는 동안 사용자 {}명이 모두 로그인되어 있었습니다. 관찰할 때는 다른 항목을 측정하지 않습니다.',

  'No answer distinguishes the instances: the result is the same for one instance.':
    '인스턴스를 구별할 근거가 없습니다. 인스턴스가 하나여도 결과가 같습니다.',
  'All requests came from one address: a balancer that works by address shows only one instance to it.':
    '모든 요청을 한 주소에서 보냈습니다. 주소로 분산하는 로드 밸런서라면 인스턴스가 하나만 보입니다.',
  'Log-out was not tested: name its request with --log-out.':
    '로그아웃은 검사하지 않았습니다. --log-out으로 요청을 지정하세요.',
  'The credential states no end: a log-in that ends later than after {} s does not show.':
    '자격 증명에 수명이 적혀 있지 않습니다. {}초보다 늦게 끝나는 로그인은 드러나지 않습니다.',
  'The credential states {} s; no check was sent so late, so its end was not observed.':
    '자격 증명에 적힌 수명은 {}초입니다. 그렇게 늦게 보낸 확인 요청이 없으므로 만료는 보지 못했습니다.',
  'Each answer gives a new credential and ends the one before: two requests at once can log a user out.':
    '응답마다 자격 증명이 바뀌고 이전 것은 무효가 됩니다. 동시에 보낸 두 요청이 사용자를 로그아웃시킬 수 있습니다.',
  'Every check sends the newest credential, so checks at once and checks without one cookie were left out.':
    '확인 요청마다 가장 새로운 자격 증명을 보내므로, 동시에 보내는 검사와 쿠키 하나를 뺀 검사는 하지 않았습니다.',
  'The server does not offer HTTP/2.': '서버가 HTTP/2를 제공하지 않습니다.',
  'Stopped: {} checks in a row got no answer or an error of the server.':
    '멈춤: 확인 요청 {}번이 연달아 응답을 받지 못하거나 서버 오류를 받았습니다.',
  'Stopped: the application limits the rate; lower it with --rate.':
    '멈춤: 애플리케이션이 요청 수를 제한합니다. --rate로 줄이세요.',
  'Stopped: {} checks got no answer in time.': '멈춤: 확인 요청 {}번이 제때 응답을 받지 못했습니다.',
  'Interrupted.': '중단했습니다.',
  'Checks fail, so the parts that follow would show nothing more.':
    '확인 요청이 실패하므로 그다음 항목으로는 더 알 수 있는 것이 없습니다.',
  'A log-in failed, so one part was left out.': '로그인 하나가 실패하여 항목 하나를 실행하지 않았습니다.',
  'A refresh alone fails ({}), so no race was tried.':
    '갱신 요청 하나도 실패하므로({}) 동시에 보내는 검사는 하지 않았습니다.',

  'The log-out fails ({}), so nothing was replayed.':
    '로그아웃 요청이 실패하므로({}) 이전 자격 증명을 다시 보내지 않았습니다.',
  'The request of --log-out deletes no cookie and ends no log-in: name the one that logs out.':
    '--log-out의 요청은 쿠키를 지우지도 로그인을 끝내지도 않습니다. 로그아웃하는 요청을 지정하세요.',
  'Too few checks after the log-out were accepted or refused, so they prove nothing.':
    '로그아웃 뒤의 확인 요청 가운데 허용되거나 거부된 것이 너무 적어 아무것도 알 수 없습니다.',

  'checks on fresh connections': '새 연결로 보내는 확인 요청',
  'checks on kept connections': '유지한 연결로 보내는 확인 요청',
  'checks over HTTP/2': 'HTTP/2로 보내는 확인 요청',
  'checks from other addresses': '다른 주소에서 보내는 확인 요청',
  'checks without one cookie': '쿠키를 하나씩 빼고 보내는 확인 요청',
  'refreshes at once': '동시에 보내는 갱신 요청',
  'replay after a log-out': '로그아웃 뒤에 이전 자격 증명 다시 보내기',

  'Replace the default MemoryStore: session({ store: new RedisStore({ client }) }) with connect-redis.':
    '기본 MemoryStore 대신 connect-redis를 쓰세요: session({ store: new RedisStore({ client }) }).',
  'Pass the same value to session({ secret }) in every process, from the environment.':
    '모든 프로세스의 session({ secret })에 같은 값을 환경 변수로 주세요.',
  'Pass a shared store to session({ store }, app).': 'session({ store }, app)에 공유 저장소를 주세요.',
  'Set the same app.keys in every process, from the environment.':
    '모든 프로세스의 app.keys에 같은 값을 환경 변수로 주세요.',
  'Use the same password of getIronSession in every process.':
    '모든 프로세스의 getIronSession에 같은 password를 쓰세요.',
  'Let yar use a cache that all instances share, such as @hapi/catbox-redis.':
    'yar가 @hapi/catbox-redis처럼 모든 인스턴스가 공유하는 캐시를 쓰게 하세요.',
  'Use the same password of the cookie options in every process.':
    '모든 프로세스의 쿠키 옵션에 같은 password를 쓰세요.',
  'Let all instances use one database, or one secondaryStorage such as Redis.':
    '모든 인스턴스가 데이터베이스 하나 또는 Redis 같은 secondaryStorage 하나를 쓰게 하세요.',
  'Set the same BETTER_AUTH_SECRET in every process.':
    '모든 프로세스의 BETTER_AUTH_SECRET에 같은 값을 주세요.',
  'Set the same SECRET_KEY in every process, from the environment.':
    '모든 프로세스의 SECRET_KEY에 같은 값을 환경 변수로 주세요.',
  'Set session.save_handler to redis or memcached instead of files.':
    'session.save_handler를 files 대신 redis나 memcached로 설정하세요.',
  'Share sessions between the instances, such as with Spring Session and Redis.':
    'Spring Session과 Redis 등으로 인스턴스끼리 세션을 공유하세요.',
};
