// What can happen to one instance.
import { defineTexts } from '../../../i18n/texts.js';
import { FaultCard } from './fault-card.js';
import { instanceIds } from './instance-ids.js';

const texts = defineTexts(
  {
    crash: 'Crash',
    crashSays: 'The process is killed as if the machine had failed; it is started anew soon after.',
    drain: 'Restart',
    drainSays: 'It answers what it was asked, ends, and is started anew.',
    stall: 'Freeze for 2 s',
    stallSays: 'It does nothing, as in a long pause of a garbage collector, and then goes on.',
  },
  {
    crash: '강제 종료',
    crashSays: '서버가 고장 난 것처럼 프로세스를 강제로 종료합니다. 곧 새로 시작됩니다.',
    drain: '재시작',
    drainSays: '받은 요청에 모두 응답한 뒤 종료하고 새로 시작됩니다.',
    stall: '2초 동안 멈춤',
    stallSays: '가비지 컬렉션이 길어질 때처럼 아무것도 하지 않다가 다시 동작합니다.',
  },
);

const kinds = ['crash', 'drain', 'stall'] as const;

export function InstanceFaults() {
  const t = texts();
  return kinds.map((kind) => (
    <FaultCard
      key={kind}
      title={t[kind]}
      says={t[`${kind}Says`]}
      targets={instanceIds().map((instance) => ({ label: instance, instance, fault: { kind, instance } }))}
    />
  ));
}
