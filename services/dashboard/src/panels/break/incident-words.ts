// What happened, in one sentence of the view's language.
import type { Incident } from '@scale-out-lab/core/wire';
import { defineTexts } from '../../i18n/texts.js';

const texts = defineTexts(
  {
    crash: (who: string) => `${who} was made to crash`,
    drain: (who: string) => `${who} was told to restart`,
    stall: (who: string, seconds: number) => `${who} was frozen for ${seconds} s`,
    died: (who: string) => `${who} no longer answers`,
    back: (who: string) => `${who} answers again`,
    'redis-crash': 'Redis was made to crash',
    'redis-stall': (seconds: number) => `Redis was frozen for ${seconds} s`,
    'redis-died': 'Redis no longer answers',
    'redis-back': 'Redis answers again',
    'persistence-on': 'Redis saves what it is told from now on',
    'persistence-off': 'Redis no longer saves what it is told',
    'keys-overlap': (ring: string) => `${ring}: a new key signs, the old one is still accepted`,
    'keys-retire': (ring: string) => `${ring}: the old key is no longer accepted`,
    'keys-cut': (ring: string) => `${ring}: replaced at one stroke`,
    'keys-reset': (ring: string) => `${ring}: back to what is configured`,
    'restart-begins': 'All instances are restarted, one after the other',
    'restart-ends': 'The restart of all instances is over',
    scale: (count: number) => `Number of instances: ${count}`,
    'scale-failed': (error: string) => `Number of instances: ${error}`,
    rings: { session: 'Cookie secret', jwt: 'Token secret', published: 'Published key pairs' },
  },
  {
    crash: (who) => `${who}: 강제로 종료했습니다`,
    drain: (who) => `${who}: 재시작을 지시했습니다`,
    stall: (who, seconds) => `${who}: ${seconds}초 동안 멈추게 했습니다`,
    died: (who) => `${who}: 응답하지 않습니다`,
    back: (who) => `${who}: 다시 응답합니다`,
    'redis-crash': 'Redis를 강제로 종료했습니다',
    'redis-stall': (seconds) => `Redis를 ${seconds}초 동안 멈추게 했습니다`,
    'redis-died': 'Redis가 응답하지 않습니다',
    'redis-back': 'Redis가 다시 응답합니다',
    'persistence-on': '이제부터 Redis가 받은 데이터를 디스크에 저장합니다',
    'persistence-off': 'Redis가 더 이상 데이터를 디스크에 저장하지 않습니다',
    'keys-overlap': (ring) => `${ring}: 새 키로 서명하고 이전 키도 아직 받아들입니다`,
    'keys-retire': (ring) => `${ring}: 이전 키를 더 이상 받아들이지 않습니다`,
    'keys-cut': (ring) => `${ring}: 한 번에 교체했습니다`,
    'keys-reset': (ring) => `${ring}: 설정된 값으로 되돌렸습니다`,
    'restart-begins': '모든 인스턴스를 차례로 재시작합니다',
    'restart-ends': '전체 재시작이 끝났습니다',
    scale: (count) => `인스턴스 수: ${count}`,
    'scale-failed': (error) => `인스턴스 수: ${error}`,
    rings: { session: '쿠키 비밀 키', jwt: '토큰 비밀 키', published: '공개 키 쌍' },
  },
);

export function sayIncident(incident: Incident): string {
  const t = texts();
  switch (incident.what) {
    case 'crash':
    case 'drain':
    case 'died':
    case 'back':
      return t[incident.what](incident.instance);
    case 'stall':
      return t.stall(incident.instance, incident.ms / 1000);
    case 'redis-stall':
      return t['redis-stall'](incident.ms / 1000);
    case 'redis-persistence':
      return t[incident.isPersistent ? 'persistence-on' : 'persistence-off'];
    case 'keys':
      return t[`keys-${incident.how}`](t.rings[incident.ring]);
    case 'scale':
      return incident.error === null ? t.scale(incident.count) : t['scale-failed'](incident.error);
    default:
      return t[incident.what];
  }
}

export function ringNames(): Readonly<Record<'session' | 'jwt' | 'published', string>> {
  return texts().rings;
}
