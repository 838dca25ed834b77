// The reasons of the predictions, and of experiments that do not run, in Korean. Their authors have them in English, sentence by
// sentence; `{}` stands for a value.
import { createTranslator } from './translator.js';

const reasons: Readonly<Record<string, string>> = {
  'A browser takes no Secure cookie from a page over plain HTTP (RFC 6265bis §5.7).':
    '브라우저는 평문 HTTP 페이지가 보낸 Secure 쿠키를 받지 않습니다(RFC 6265bis §5.7).',
  'A cookie with SameSite=None needs Secure (RFC 6265bis §5.7).':
    'SameSite=None 쿠키에는 Secure가 필요합니다(RFC 6265bis §5.7).',
  'The proxy says http, so the server leaves Secure out, which __Host- needs.':
    '프록시가 http라고 전달하므로 서버는 __Host-에 필요한 Secure를 붙이지 않습니다.',
  'A name that begins with __Host- allows no Domain (RFC 6265bis §4.1.3.2).':
    '__Host-로 시작하는 이름에는 Domain을 쓸 수 없습니다(RFC 6265bis §4.1.3.2).',
  'A name that begins with __Host- needs Path=/ (RFC 6265bis §4.1.3.2).':
    '__Host-로 시작하는 이름에는 Path=/가 필요합니다(RFC 6265bis §4.1.3.2).',
  'The client sends a token in the Authorization header, so no rule of cookies applies.':
    '클라이언트가 Authorization 헤더로 토큰을 보내므로 쿠키 규칙이 적용되지 않습니다.',
  'The cookie is Secure.': '쿠키에 Secure가 있습니다.',
  'The server sees plain HTTP and leaves Secure out, and the log-in works all the same.':
    '서버는 평문 HTTP로 보고 Secure를 붙이지 않지만, 로그인은 그대로 동작합니다.',
  'The log-out is recorded where every instance that could accept the credential looks it up.':
    '자격 증명을 받아들일 수 있는 모든 인스턴스가 조회하는 곳에 로그아웃이 기록됩니다.',
  'Only the instance that issued the credential accepts the log-out, and the balancer picks another in N−1 of N cases.':
    '자격 증명을 발급한 인스턴스만 로그아웃을 받아들이는데, 로드 밸런서는 N번 중 N−1번 다른 인스턴스를 고릅니다.',
  'Every instance that the log-out can reach accepts the credential.':
    '로그아웃이 도착할 수 있는 모든 인스턴스가 자격 증명을 받아들입니다.',
  'An instance trusts a signed copy of the session, and looks nothing up until the copy expires.':
    '인스턴스는 서명된 세션 사본을 믿고, 사본이 만료될 때까지 아무것도 조회하지 않습니다.',
  'It works until its expiry, {} s after the log-in.': '로그인하고 {}초 뒤 만료될 때까지 유효합니다.',
  'No instance looks up revocations: an instance that could verify the token still can.':
    '어느 인스턴스도 폐기 여부를 조회하지 않습니다. 토큰을 검증할 수 있던 인스턴스는 계속 검증할 수 있습니다.',
  'Only the instance that served the log-out remembers it; the others accept the copy.':
    '로그아웃을 처리한 인스턴스만 그것을 기억하고, 나머지는 사본을 받아들입니다.',
  'The log-out revokes the family of refresh tokens in the shared store: the copy cannot be refreshed.':
    '로그아웃은 공유 저장소의 리프레시 토큰 패밀리를 폐기하므로 사본으로는 갱신할 수 없습니다.',
  'Each instance ends the log-ins that it knows: the last log-in at each of them is left.':
    '인스턴스는 자기가 아는 로그인만 끝내므로, 인스턴스마다 마지막 로그인이 남습니다.',
  'The mode remembers log-ins and can end them.': '이 모드는 로그인을 기억하며 끝낼 수 있습니다.',
  'Only the instance that issued the credential remembers the session; the other N−1 of N refuse it.':
    '자격 증명을 발급한 인스턴스만 세션을 기억하고, N대 중 나머지 N−1대는 거부합니다.',
  'The balancer sends a user back to the one instance that knows them.':
    '로드 밸런서는 사용자를 아는 그 인스턴스로 사용자를 다시 보냅니다.',
  'Only the answer to the log-in sets cookies, in whatever order answers come.':
    '응답이 어떤 순서로 오든 로그인 응답만 쿠키를 설정합니다.',
  'The store ends the others and stores the new one in one step, so only the last one is left.':
    '저장소가 다른 로그인을 끝내고 새 로그인을 저장하는 일을 한 번에 하므로 마지막 로그인만 남습니다.',
  'Every instance can check the credential, whichever issued it.':
    '어느 인스턴스가 발급했든 모든 인스턴스가 자격 증명을 확인할 수 있습니다.',
  'Copies are not looked up: those of the ended sessions work until they expire.':
    '사본은 조회하지 않으므로, 끝난 세션의 사본도 만료될 때까지 유효합니다.',
  'Only the instance that issued the credential holds the key; the other N−1 of N refuse it.':
    '자격 증명을 발급한 인스턴스만 키를 가지고 있고, N대 중 나머지 N−1대는 거부합니다.',
  'No server remembers the log-ins of a user, so none can be ended.':
    '사용자의 로그인을 기억하는 서버가 없으므로 어느 로그인도 끝낼 수 없습니다.',
  'No server remembers log-ins: an instance answers 501.':
    '로그인을 기억하는 서버가 없으므로 인스턴스는 501로 응답합니다.',
  'An instance can end only the log-ins that it knows, and every other instance still accepts them.':
    '인스턴스는 자기가 아는 로그인만 끝낼 수 있고, 다른 인스턴스는 모두 그 로그인을 계속 받아들입니다.',
  'Access tokens are not looked up: those of the ended log-ins work until they expire.':
    '액세스 토큰은 조회하지 않으므로, 끝난 로그인의 토큰도 만료될 때까지 유효합니다.',
  'Within the grace period a used token returns the same successor again.':
    '유예 시간 안에는 이미 쓴 토큰으로도 같은 후속 토큰을 다시 받습니다.',
  'After the grace period a late tab cannot be told from a thief: the family is revoked.':
    '유예 시간이 지나면 늦은 탭과 탈취한 사람을 구별할 수 없으므로 토큰 패밀리가 폐기됩니다.',
  'A used token that is used again after the grace period was copied: the whole family is revoked.':
    '유예 시간이 지난 뒤 다시 쓰인 토큰은 사본이므로 토큰 패밀리 전체가 폐기됩니다.',
  'The store marks a token as used and stores its successor in one step; every other use returns the same successor.':
    '저장소가 토큰을 사용됨으로 표시하고 후속 토큰을 저장하는 일을 한 번에 하므로, 나머지 사용에도 같은 후속 토큰이 반환됩니다.',
  'Each of the simultaneous refreshes is granted or refused.': '동시에 한 갱신은 각각 허용되거나 거부됩니다.',
  'A request in flight comes before the log-out or after it, and is accepted or refused.':
    '처리 중인 요청은 로그아웃보다 앞이거나 뒤이며, 받아들여지거나 거부됩니다.',
  'A credential is accepted only with a valid signature or a record in the store.':
    '자격 증명은 유효한 서명이 있거나 저장소에 기록이 있어야만 받아들여집니다.',
  'Invalid claims were signed with the key of the instances, so only the check of the claims can refuse them.':
    '잘못된 클레임에 인스턴스의 키로 서명했으므로, 클레임을 검사해야만 거부할 수 있습니다.',
  'The key of the instances is not known here, so invalid claims had no valid signature.':
    '여기서는 인스턴스의 키를 모르므로 잘못된 클레임에 유효한 서명이 없었습니다.',
  'Tried: {} classes; {} instances gave {} answers.': '시도: {}종. 인스턴스 {}대가 {}번 응답했습니다.',
  'A forged credential is ordinary input: no instance fails on it.':
    '위조 자격 증명도 평범한 입력이므로 어느 인스턴스도 오류를 일으키지 않습니다.',
  'The answer to a malformed, forged or expired credential is 401 (RFC 6750 §3.1).':
    '형식이 잘못되었거나, 위조되었거나, 만료된 자격 증명에는 401로 응답합니다(RFC 6750 §3.1).',
  'A 401 says how to authenticate (RFC 9110 §11.6.1).':
    '401은 인증하는 방법을 알려 줍니다(RFC 9110 §11.6.1).',
  'A refusal needs one check of the credential, and no other server.':
    '거부하는 데에는 자격 증명을 한 번 확인하면 되고, 다른 서버는 필요 없습니다.',
  'No instance fetches a key from a URL in a token (RFC 8725 §3.10).':
    '어느 인스턴스도 토큰에 담긴 URL에서 키를 가져오지 않습니다(RFC 8725 §3.10).',
  'A genuine credential works before and after; otherwise the refusals would have another reason.':
    '진짜 자격 증명은 위조를 시도하기 전에도 뒤에도 유효합니다. 그렇지 않다면 거부된 이유가 다른 데 있습니다.',
  'Every class of the mode, on every instance.': '모드의 모든 종류를 모든 인스턴스에서 시도했습니다.',
  'A sign-in counts only with its own state, cookie, code and verifier, in the browser that began it.':
    '외부 로그인은 시작한 브라우저에서, 자신의 state, 쿠키, 인가 코드, verifier가 있어야만 성립합니다.',
  'Tried: {}.': '시도: {}번.',
  'A forged sign-in is ordinary input: neither an instance nor the provider fails on it.':
    '위조된 외부 로그인도 평범한 입력이므로 인스턴스도 제공자도 오류를 일으키지 않습니다.',
  'The same requests without the forgery are accepted.': '위조하지 않은 같은 요청은 받아들여집니다.',
  'A session ID is random; the session is on the server.': '세션 ID는 무작위 값이고, 세션은 서버에 있습니다.',
  '{} random bits and a signature.': '무작위 {}비트와 서명입니다.',
  'The copy of the session is signed, not encrypted: {}.':
    '세션 사본은 서명되었을 뿐 암호화되지 않았습니다: {}.',
  '{} random bits and a signature, and a signed copy of the session.':
    '무작위 {}비트와 서명, 그리고 서명된 세션 사본입니다.',
  'A signed token is not encrypted; its claims are {}.':
    '서명된 토큰은 암호화되지 않습니다. 담긴 클레임은 {}입니다.',
  'Header, claims and signature, each in base64url, which makes four characters of three bytes.':
    '헤더, 클레임, 서명을 각각 base64url로 적습니다. 3바이트가 4글자가 됩니다.',
  'The store deletes a session when it expires, to the second.':
    '저장소는 세션이 만료되면 초 단위로 정확히 삭제합니다.',
  'Until then an instance that could check the credential accepts it.':
    '그때까지는 자격 증명을 확인할 수 있는 인스턴스가 받아들입니다.',
  'Every instance refuses it within a second after its expiry.':
    '만료되면 1초 안에 모든 인스턴스가 거부합니다.',
  '`nbf` lies {} s before `iat`: with a larger difference a new token would lie in the future.':
    '`nbf`는 `iat`보다 {}초 앞섭니다. 시계가 그보다 더 어긋나면 새 토큰이 미래의 토큰이 됩니다.',
  'A token is refused from the second in `exp` (RFC 7519 §4.1.4).':
    '토큰은 `exp`에 적힌 초부터 거부됩니다(RFC 7519 §4.1.4).',
  'Only the instance that began a sign-in knows it, and the callback reaches it 1 time in {} by chance.':
    '외부 로그인을 시작한 인스턴스만 그것을 알고, 콜백은 우연히 {}번에 한 번 그 인스턴스에 도착합니다.',
  'One provider gets every request.': '제공자 한 대가 모든 요청을 받습니다.',
  'The rotation gives the callback to the next instance.': '라운드 로빈이 콜백을 다음 인스턴스로 보냅니다.',
  'Both tries fail (1 − 1/N)² of the time.': '두 번 모두 실패할 확률은 (1 − 1/N)²입니다.',
  'The balancer sends the callback to the instance that began the sign-in.':
    '로드 밸런서는 외부 로그인을 시작한 인스턴스로 콜백을 보냅니다.',
  'A sign-in is about ten requests and one check of a password.':
    '외부 로그인은 요청 10개쯤과 비밀번호 확인 한 번입니다.',
  'A second would be noticed.': '1초가 걸리면 사용자가 느낍니다.',
  'The browser carries the pending sign-in, and every instance has its key.':
    '진행 중인 로그인은 브라우저가 가지고 있고, 모든 인스턴스에 그 키가 있습니다.',
  'Every instance finds the pending sign-in in Redis.':
    '모든 인스턴스가 진행 중인 로그인을 Redis에서 찾습니다.',
  'Any instance that gets the call ends the session in Redis, for all of them.':
    '호출을 받은 인스턴스가 Redis의 세션을 끝내므로 모든 인스턴스에 반영됩니다.',
  'The call reaches the one instance that knows the session 1 time in {}.':
    '세션을 아는 인스턴스에 호출이 도착하는 것은 {}번에 한 번입니다.',
  'The others answer 200, too.': '나머지도 200으로 응답합니다.',
  'Each instance has its own counter and its own limit.': '인스턴스마다 횟수와 한도가 따로 있습니다.',
  'The cookie takes every guess to the same instance.': '쿠키가 모든 추측을 같은 인스턴스로 보냅니다.',
  'All instances count in one store.': '모든 인스턴스가 한 저장소에서 셉니다.',
  'The session or the key was only in the memory of the instance that logged them in.':
    '세션이나 키가 로그인을 처리한 인스턴스의 메모리에만 있었습니다.',
  'Only writes in flight: a write that was sent is not retried.':
    '처리 중이던 쓰기뿐입니다. 이미 보낸 쓰기는 다시 시도하지 않습니다.',
  'If an instance does not answer a GET, the balancer retries it at another.':
    '인스턴스가 GET에 응답하지 않으면 로드 밸런서가 다른 인스턴스에서 다시 시도합니다.',
  'The balancer notices the first refused connection, and uses the other instances.':
    '로드 밸런서는 첫 연결 거부를 알아채고 다른 인스턴스를 씁니다.',
  'The requests in flight, and those by which the balancer notices the crash.':
    '처리 중이던 요청과, 로드 밸런서가 강제 종료를 알아채는 데 쓰인 요청입니다.',
  'Requests fail until the failed part is back, or another is used in its place.':
    '고장 난 부분이 돌아오거나 다른 것이 대신할 때까지 요청이 실패합니다.',
  'Neither the session nor the key is only in the memory of one instance.':
    '세션도 키도 한 인스턴스의 메모리에만 있지 않습니다.',
  'An instance stops listening, finishes its requests, and exits when it gets no more.':
    '인스턴스는 연결을 더 받지 않고, 남은 요청을 마친 뒤 종료합니다.',
  'No request fails.': '실패하는 요청이 없습니다.',
  'The instance that began a sign-in forgets it when it restarts.':
    '외부 로그인을 시작한 인스턴스는 재시작하면 그것을 잊습니다.',
  'The pending sign-in is not in the memory of the instance that began it.':
    '진행 중인 로그인은 그것을 시작한 인스턴스의 메모리에 있지 않습니다.',
  'Nothing of an earlier epoch is accepted.': '이전 에포크의 것은 아무것도 받아들이지 않습니다.',
  'The backup has the token before theirs: the next refresh counts as a reuse.':
    '백업에는 그보다 앞선 토큰이 있으므로, 다음 갱신이 재사용으로 판정됩니다.',
  'The backup has their sessions.': '백업에 그 세션이 있습니다.',
  'No log-in of an earlier epoch is found, so none is taken for stolen.':
    '이전 에포크의 로그인은 찾지 못하므로, 탈취로 판정되는 로그인이 없습니다.',
  'Redis does not know the token that it gave after the backup.': '백업 뒤에 발급한 토큰을 Redis가 모릅니다.',
  'The backup is older than these log-ins.': '백업이 이 로그인보다 먼저 만들어졌습니다.',
  'The backup is older than the log-out: it has the session, or lacks the revocation.':
    '백업이 로그아웃보다 먼저 만들어져, 세션이 남아 있거나 폐기 기록이 없습니다.',
  'In the backup these tokens are not spent yet.': '백업에서는 이 토큰들이 아직 쓰이지 않은 상태입니다.',
  'Redis answers nothing while it loads the backup.': 'Redis는 백업을 읽어 들이는 동안 응답하지 않습니다.',
  'Their credential does not depend on Redis.': '자격 증명이 Redis에 의존하지 않습니다.',
  'These requests do not need Redis.': '이 요청에는 Redis가 필요 없습니다.',
  'An instance says that its store does not answer.': '인스턴스는 저장소가 응답하지 않는다고 알려 줍니다.',
  'An instance without Redis tries to reconnect several times a second.':
    'Redis와 끊긴 인스턴스는 1초에 여러 번 다시 연결을 시도합니다.',
  'No request waits for Redis while it is down: a command fails at once or times out.':
    'Redis가 중단된 동안 기다리는 요청은 없습니다. 명령은 즉시 실패하거나 시간이 초과됩니다.',
  'Redis restarted empty, and their sessions or refresh tokens were there.':
    'Redis가 빈 상태로 재시작했고, 세션이나 리프레시 토큰이 거기에 있었습니다.',
  'Requests that need Redis fail while it does not answer.':
    'Redis가 응답하지 않는 동안 Redis가 필요한 요청은 실패합니다.',
  'A log-in that was ended is not valid without a record in Redis.':
    '끝난 로그인은 Redis에 기록이 없으면 유효하지 않습니다.',
  'Redis reads its append-only file at the restart; it has every acknowledged write.':
    'Redis는 재시작할 때 AOF를 읽습니다. AOF에는 성공으로 응답한 쓰기가 모두 있습니다.',
  'A read with a copy of the last {} s does not need it.':
    '최근 {}초 이내의 사본이 있는 읽기에는 필요 없습니다.',
  'The denylist is lost, and a token that is not on it is valid.':
    '거부 목록(denylist)이 사라졌고, 목록에 없는 토큰은 유효합니다.',
  'The denylist is read back from the append-only file.': '거부 목록(denylist)을 AOF에서 다시 읽습니다.',
  'Redis forgets nothing during a stall.': '일시 정지하는 동안 Redis는 아무것도 잊지 않습니다.',
  'A command times out after a quarter of a second.': '명령은 0.25초 뒤 시간이 초과됩니다.',
  'A request times out, so only a few wait at once.': '요청은 시간이 초과되므로 동시에 몇 개만 기다립니다.',
  'A command that came too late does not touch what had been answered.':
    '너무 늦게 도착한 명령은 이미 응답한 결과를 바꾸지 않습니다.',
  'A command that timed out may still be carried out: after a 503, either may have happened.':
    '시간이 초과된 명령도 나중에 실행될 수 있습니다. 503 뒤에는 실행되었을 수도, 아닐 수도 있습니다.',
  'A stalled Redis answers none, and an instance waits no longer than it says.':
    '일시 정지한 Redis는 응답하지 않고, 인스턴스는 정해진 시간보다 오래 기다리지 않습니다.',
  'A log-in of this mode does not need Redis.': '이 모드의 로그인에는 Redis가 필요 없습니다.',
  'Redis evicts nothing: it refuses writes that need memory.':
    'Redis는 아무것도 제거하지 않고, 메모리가 필요한 쓰기를 거부합니다.',
  'No key is left to evict, so Redis refuses each write that needs memory.':
    '제거할 키가 남아 있지 않으므로 Redis는 메모리가 필요한 쓰기를 모두 거부합니다.',
  'Only keys that expire can be evicted: all sessions go before one key of the other tenant.':
    '만료되는 키만 제거할 수 있으므로, 다른 서비스의 키보다 세션이 모두 먼저 제거됩니다.',
  'Redis evicts what was used least recently, by samples: idle users go before the new keys.':
    'Redis는 표본을 뽑아 가장 오래 쓰지 않은 키를 제거합니다. 쉬는 사용자가 새 키보다 먼저 제거됩니다.',
  'Redis evicts a key for each write that needs memory.':
    'Redis는 메모리가 필요한 쓰기마다 키 하나를 제거합니다.',
  'A stalled instance keeps its memory.': '일시 정지한 인스턴스의 메모리는 그대로입니다.',
  'nginx waits {} s for an answer, which is longer than the stall: requests wait.':
    'nginx는 일시 정지보다 긴 {}초 동안 응답을 기다리므로 요청은 기다립니다.',
  'The balancer keeps giving the stalled instance its turn: one request in N waits for it.':
    '로드 밸런서는 일시 정지한 인스턴스에도 차례를 주므로 요청 N개 중 1개가 기다립니다.',
  'It answers the waiting requests within a second after the stall.':
    '일시 정지가 끝나면 1초 안에 기다리던 요청에 응답합니다.',
  'The balancer keeps sending the users of the stalled instance there, and no others.':
    '로드 밸런서는 일시 정지한 인스턴스의 사용자만 계속 그리로 보냅니다.',
  'Commands to Redis that were in flight time out when the instance resumes.':
    '인스턴스가 다시 움직이면 처리 중이던 Redis 명령의 시간이 초과됩니다.',
  'An access token may expire while its request waits.':
    '요청이 기다리는 동안 액세스 토큰이 만료될 수 있습니다.',
  'An instance gets requests once it listens, and exits once it gets no more.':
    '인스턴스는 준비된 뒤에 요청을 받고, 요청이 더 오지 않을 때 종료합니다.',
  'Round robin gives every instance its turn, new ones included.':
    '라운드 로빈은 새 인스턴스를 포함한 모든 인스턴스에 차례를 줍니다.',
  'Affinity moves a share of the users to the new instances, which do not know their sessions.':
    '스티키 세션은 사용자의 일부를 새 인스턴스로 옮기는데, 새 인스턴스는 그 세션을 모릅니다.',
  'A consistent hash moves only the users of the instances that are added or removed.':
    '일관된 해시는 추가되거나 제거된 인스턴스의 사용자만 옮깁니다.',
  'The replica had their sessions or refresh tokens long before the fault.':
    '장애가 나기 훨씬 전에 레플리카에 세션이나 리프레시 토큰이 있었습니다.',
  'The replica had the log-outs long before the fault.':
    '장애가 나기 훨씬 전에 레플리카에 로그아웃이 있었습니다.',
  'A log-in of this mode does not depend on Redis.': '이 모드의 로그인은 Redis에 의존하지 않습니다.',
  'A primary acknowledges a write before its replicas have it: at most those of the last {} ms are gone.':
    '프라이머리는 레플리카에 전달되기 전에 쓰기에 성공으로 응답합니다. 사라지는 것은 많아도 마지막 {} ms의 쓰기입니다.',
  'The others miss the primary after 1 to 1.5 s, agree on a new one in 1 to 2 s, and clients find it within 1 s.':
    '나머지가 1~1.5초 뒤 프라이머리의 부재를 알아채고, 1~2초 안에 새 프라이머리를 정하고, 클라이언트는 1초 안에 찾습니다.',
  'A client whose connection is silent closes it, and looks for the primary again.':
    '클라이언트는 응답이 없는 연결을 닫고 프라이머리를 다시 찾습니다.',
  'Without affinity no user belongs to an instance.':
    '스티키 세션이 없으면 인스턴스에 묶인 사용자가 없습니다.',
  'The replicas had their sessions or refresh tokens before the partition.':
    '네트워크 단절 전에 레플리카에 세션이나 리프레시 토큰이 있었습니다.',
  'A primary with `min-replicas-to-write 1` refuses writes without a replica.':
    '`min-replicas-to-write 1`을 설정한 프라이머리는 레플리카가 없으면 쓰기를 거부합니다.',
  'The old primary acknowledges writes until a sentinel demotes it; then it copies the new primary.':
    '이전 프라이머리는 센티널이 강등할 때까지 쓰기에 성공으로 응답하고, 그 뒤 새 프라이머리를 복제합니다.',
  'The old primary takes log-ins until it is demoted; clients then find the new one.':
    '이전 프라이머리는 강등될 때까지 로그인을 받고, 그 뒤 클라이언트가 새 프라이머리를 찾습니다.',
  'The old primary refuses log-ins; clients find the new one once the sentinels name it.':
    '이전 프라이머리는 로그인을 거부하고, 센티널이 새 프라이머리를 정하면 클라이언트가 찾습니다.',
  'The old primary refuses writes until clients use the new one.':
    '클라이언트가 새 프라이머리를 쓸 때까지 이전 프라이머리는 쓰기를 거부합니다.',
  'Only those in flight when the old primary is demoted and closes its connections.':
    '이전 프라이머리가 강등되어 연결을 닫을 때 처리 중이던 요청뿐입니다.',
  'Some are used within the grace period and some after it.':
    '일부는 유예 시간 안에, 일부는 그 뒤에 사용됩니다.',
  'Each of {} providers has its sign-ins in its memory, and {} more requests must reach the first one.':
    '제공자 {}대가 진행 중인 로그인을 각자의 메모리에 두므로, 첫 제공자에 요청이 {}개 더 도착해야 합니다.',
  'Each of {} providers has a key of its own for cookies, and {} more requests must reach the first one.':
    '제공자 {}대의 쿠키 키가 각각 다르므로, 첫 제공자에 요청이 {}개 더 도착해야 합니다.',
  'Each of {} providers signs with a key of its own, and the instance has the keys of one.':
    '제공자 {}대가 각자의 키로 서명하는데, 인스턴스에는 한 대의 키만 있습니다.',
  'The rotation gives each request to the next provider.': '라운드 로빈이 요청마다 다음 제공자로 보냅니다.',
  'All providers share their state and their keys.': '모든 제공자가 상태와 키를 공유합니다.',
  'No instance accepts a signature of the retired key.':
    '어느 인스턴스도 폐기된 키의 서명을 받아들이지 않습니다.',
  'A credential that is refused is answered.': '거부된 자격 증명에도 응답은 합니다.',
  'Every instance accepts both keys before the first one signs with the new one.':
    '첫 인스턴스가 새 키로 서명하기 전에 모든 인스턴스가 두 키를 모두 받아들입니다.',
  'Each instance gets the new keys at once, and polls the published keys several times a second.':
    '인스턴스마다 새 키를 즉시 받고, 배포된 키를 1초에 여러 번 확인합니다.',
  'The credential was not signed with this key.': '자격 증명에 이 키로 서명하지 않았습니다.',
  'A refresh token is not signed: it gets an access token signed with the new key.':
    '리프레시 토큰에는 서명이 없으므로, 새 키로 서명한 액세스 토큰을 받습니다.',
  'The orchestrator notices a silent machine after three heartbeats of 5 s.':
    '오케스트레이터는 5초 간격의 하트비트가 세 번 끊기면 머신이 응답하지 않음을 알아챕니다.',
  'Each instance takes its time to start.': '인스턴스마다 시작하는 시간이 걸립니다.',
  'Each instance then takes its time to start.': '그다음 인스턴스마다 시작하는 시간이 걸립니다.',
  'What runs on a machine without a network keeps its memory.':
    '네트워크가 끊긴 머신에서 실행 중인 것은 메모리를 그대로 유지합니다.',
  'An orchestrator may forget the way to a machine that was cut off.':
    '오케스트레이터는 네트워크가 끊긴 머신으로 가는 경로를 잊을 수 있습니다.',
  'A machine of a Docker Swarm asks another one for it every 30 s.':
    'Docker Swarm의 머신은 30초마다 다른 머신에 그 경로를 묻습니다.',
  'Redis ran on other machines.': 'Redis는 다른 머신에서 실행 중이었습니다.',
  'Redis kept its memory, and no other server took its place.':
    'Redis는 메모리를 그대로 유지했고, 다른 서버가 대신하지 않았습니다.',
  'A primary that reaches no other refuses writes after a second.':
    '다른 프라이머리와 끊긴 프라이머리는 1초 뒤부터 쓰기를 거부합니다.',
  'Only those of the last moment can be gone.': '마지막 순간의 것만 사라질 수 있습니다.',
  'The old primary acknowledges writes of the instances beside it until a sentinel demotes it; then it copies the new primary.':
    '이전 프라이머리는 센티널이 강등할 때까지 같은 머신의 인스턴스가 보낸 쓰기에 성공으로 응답하고, 그 뒤 새 프라이머리를 복제합니다.',
  'Redis starts empty on another machine.': 'Redis가 다른 머신에서 빈 상태로 시작합니다.',
  'Only requests under way at the cut, and those until the instance has a connection to Redis again.':
    '네트워크가 끊길 때 진행 중이던 요청과, 인스턴스가 Redis에 다시 연결될 때까지의 요청뿐입니다.',
  'Only writes under way at the cut: the balancer retries reads elsewhere.':
    '네트워크가 끊길 때 진행 중이던 쓰기뿐입니다. 읽기는 로드 밸런서가 다른 인스턴스에서 재시도합니다.',
  'Open connections to the machine are used for up to a second.':
    '그 머신으로 열려 있던 연결은 최대 1초 동안 쓰입니다.',
  'A new one is given up after 250 ms.': '새 연결은 250ms가 지나면 포기합니다.',
  'No machine can fail here; `npm run swarm -- measure` measures it on a Docker Swarm.':
    '고장 낼 수 있는 머신이 없습니다. `npm run swarm -- measure`로 Docker Swarm에서 측정하세요.',
  'Nothing here switches a machine or its network off: name a program that does in MACHINE_POWER, see docs/swarm.md.':
    '여기에는 머신이나 네트워크를 끄는 것이 없습니다. 그런 프로그램을 MACHINE_POWER에 지정하세요(docs/swarm.md).',
  'Nothing can be broken without control ports: name the control ports of the instances with --control, and their token in CONTROL_TOKEN or CONTROL_TOKEN_FILE; `npm start -- --verbose` prints the line.':
    '제어 포트가 없으면 장애를 일으킬 수 없습니다. --control에 인스턴스의 제어 포트를, CONTROL_TOKEN이나 CONTROL_TOKEN_FILE에 토큰을 지정하세요. `npm start -- --verbose`가 그 명령을 출력합니다.',
  'One instance has no other one that gets its requests while it restarts; set INSTANCES to 2 or more.':
    '인스턴스가 한 대이면 재시작하는 동안 요청을 받을 다른 인스턴스가 없습니다. INSTANCES를 2 이상으로 설정하세요.',
  'A lab has at most {} instances, and this adds {}; set INSTANCES to {} or less.':
    '랩의 인스턴스는 최대 {}대인데 이 실험은 {}대를 늘립니다. INSTANCES를 {} 이하로 설정하세요.',
  'Redis can be broken only where it is known: name its address with --redis.':
    '주소를 알아야 Redis에 장애를 일으킬 수 있습니다. --redis에 주소를 지정하세요.',
  'Redis is replicated here, and this is about one server; `REDIS_TOPOLOGY=single npm run demo` measures one Redis.':
    '여기서는 Redis가 복제되는데 이 실험은 서버 한 대를 다룹니다. `REDIS_TOPOLOGY=single npm run demo`로 측정하세요.',
  'One Redis cannot fail over; `REDIS_TOPOLOGY=sentinel npm run demo`, or `cluster`, can.':
    'Redis 한 대로는 페일오버할 수 없습니다. `REDIS_TOPOLOGY=sentinel npm run demo` 또는 `cluster`로 측정하세요.',
  'Here only a person can end a server of Redis; `REDIS_TOPOLOGY=sentinel npm run demo`, or `cluster`, can do it by itself.':
    '여기서는 사람이 직접 Redis 서버를 종료해야 합니다. `REDIS_TOPOLOGY=sentinel npm run demo` 또는 `cluster`는 자동으로 종료합니다.',
  'A primary of a Redis Cluster that reaches no other refuses writes by itself; `REDIS_TOPOLOGY=sentinel npm run demo` measures one that does not.':
    'Redis Cluster의 프라이머리는 고립되면 스스로 쓰기를 거부합니다. `REDIS_TOPOLOGY=sentinel npm run demo`로 그렇지 않은 경우를 측정하세요.',
  'One Redis has no replicas to be cut off from; `REDIS_TOPOLOGY=sentinel npm run demo` has.':
    'Redis 한 대에는 끊길 레플리카가 없습니다. `REDIS_TOPOLOGY=sentinel npm run demo`로 측정하세요.',
  'Here only a person can start and stop instances; `npm run demo` can do it by itself.':
    '여기서는 사람이 직접 인스턴스를 시작하고 멈춰야 합니다. `npm run demo`는 자동으로 합니다.',
  'The return from another site carries no Strict cookie, so the browser did not begin the sign-in.':
    '다른 사이트에서 돌아올 때는 Strict 쿠키가 실리지 않으므로, 로그인을 시작한 브라우저로 인정되지 않습니다.',
  'The return is a navigation with GET, which carries Lax cookies.':
    '돌아오는 요청은 GET 탐색이므로 Lax 쿠키가 실립니다.',
};

/** The reason in Korean; undefined if one of its sentences has no translation. */
export const toKoreanReason = createTranslator(reasons);
