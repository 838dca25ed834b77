// What each experiment asks, in the language of the view. The server's own sentences are English.
import type { ExperimentView } from '@scale-out-lab/core/wire';
import { defineTexts } from '../../i18n/texts.js';

const texts = defineTexts(
  {
    steady: 'How many logged-in requests are lost while nothing is broken?',
    revocation:
      'A credential is copied and its owner logs out once: is the log-out refused, and how long does the copy work after one that arrives?',
    'single-login':
      'One user logs in ten times at once, each time to end all other log-ins: how many are left? And is a page logged in that asks for its user while it logs in?',
    'refresh-race':
      'Refresh tokens that come at once, again, or too late: which honest users are logged out, and do two descendants live?',
    'logout-race': 'Log-outs amid requests that are in flight: does a session come back to life?',
    forgery:
      'Is every class of forged credential refused by every instance, with 401 and how to log in instead?',
    exposure: 'What can anyone who holds the credential read without a key, and how long is it?',
    expiry: 'Is a credential accepted until it expires, and refused from then on by every instance?',
    guessing:
      'One user is guessed at: how many wrong passwords are checked before all further ones are refused?',
    crash:
      'One instance is killed while requests go on, and comes back: who is logged out, and what is lost?',
    'rolling-restart':
      'All instances are restarted, one after the other, while requests go on: is anything lost?',
    'redis-crash': 'Redis is killed and comes back, without and with an append-only file: who is logged out?',
    'redis-stall': 'Redis is frozen for 2 s while requests go on: what is lost, and what does it do late?',
    'instance-stall':
      'One instance is frozen for 3 s while requests go on: is anything lost, and how many users wait longer than a second?',
    'scale-out': 'Two instances are added while requests go on: is anything lost, and who is moved?',
    'scale-in': 'Two instances are taken away while requests go on: is anything lost, and who is moved?',
    'key-rotation':
      'The signing keys are replaced, with an overlap and by a hard cut: whose credential is refused?',
  },
  {
    steady: '장애가 없을 때 로그인한 사용자의 요청은 얼마나 실패합니까?',
    revocation:
      '자격 증명을 복사한 뒤 주인이 한 번 로그아웃합니다. 로그아웃이 거부됩니까? 받아들여진 뒤에도 사본은 얼마나 오래 통합니까?',
    'single-login':
      '한 사용자가 다른 로그인을 모두 끝내며 동시에 열 번 로그인합니다. 몇 개가 남습니까? 로그인하는 동안 사용자 정보를 요청한 페이지는 로그인되어 있습니까?',
    'refresh-race':
      '리프레시 토큰이 동시에, 다시, 또는 너무 늦게 옵니다. 정상 사용자 중 누가 로그아웃되고, 유효한 다음 토큰이 둘 생깁니까?',
    'logout-race': '처리 중인 요청들 사이로 로그아웃합니다. 끝난 세션이 되살아납니까?',
    forgery: '모든 종류의 위조 자격 증명을 모든 인스턴스가 401과 로그인 방법으로 거부합니까?',
    exposure: '자격 증명을 가진 사람은 키 없이 무엇을 읽을 수 있고, 그 길이는 얼마입니까?',
    expiry: '자격 증명은 만료될 때까지 통하고, 그 뒤로는 모든 인스턴스가 거부합니까?',
    guessing:
      '한 사용자의 비밀번호를 계속 추측합니다. 모든 추측이 거부되기 전까지 틀린 비밀번호를 몇 번 확인해 줍니까?',
    crash: '요청이 오가는 동안 인스턴스 하나가 죽었다가 돌아옵니다. 누가 로그아웃되고 무엇을 잃습니까?',
    'rolling-restart': '요청이 오가는 동안 모든 인스턴스를 차례로 재시작합니다. 잃는 것이 있습니까?',
    'redis-crash': 'Redis가 AOF 없이, 그리고 AOF를 켠 채 죽었다가 돌아옵니다. 누가 로그아웃됩니까?',
    'redis-stall': '요청이 오가는 동안 Redis가 2초 멈춥니다. 무엇을 잃고, 무엇이 뒤늦게 처리됩니까?',
    'instance-stall':
      '요청이 오가는 동안 인스턴스 하나가 3초 멈춥니다. 잃는 것이 있습니까? 1초 넘게 기다리는 사용자는 몇 명입니까?',
    'scale-out': '요청이 오가는 동안 인스턴스 두 대를 늘립니다. 잃는 것이 있습니까? 누가 옮겨집니까?',
    'scale-in': '요청이 오가는 동안 인스턴스 두 대를 줄입니다. 잃는 것이 있습니까? 누가 옮겨집니까?',
    'key-rotation': '서명 키를 겹치는 기간을 두고, 또 한 번에 바꿉니다. 누구의 자격 증명이 거부됩니까?',
  },
);

export function questionOf({ name, question }: Pick<ExperimentView, 'name' | 'question'>): string {
  return (texts() as Readonly<Record<string, string>>)[name] ?? question;
}
