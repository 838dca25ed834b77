// Who sends requests: the visitors of one mode, or the load test while an experiment runs.

import { defineTexts } from '../../i18n/texts.js';
import { guests } from '../../journey/guests.js';
import { findVisitor, users } from '../../journey/visitors.js';
import { InstanceMark } from '../../marks/instance-mark.js';
import { loadTestLane } from '../dots/launch.js';
import { visitorPart } from '../geometry/layout.js';
import { Node } from './node.js';

const texts = defineTexts(
  {
    visitors: 'Visitors',
    nobody: 'nobody is logged in',
    crowd: (count: number) => `a crowd of ${count}`,
    victim: 'a victim',
    thief: 'a victim and a thief',
    loadTest: 'Load test',
    runs: 'an experiment runs',
  },
  {
    visitors: '방문자',
    nobody: '로그인한 사람이 없음',
    crowd: (count) => `방문자 ${count}명`,
    victim: '피해자',
    thief: '피해자와 도둑',
    loadTest: '부하 테스트',
    runs: '실험 실행 중',
  },
);

export function VisitorNode({ mode }: { mode: string }) {
  const t = texts();
  const present = users.flatMap((user) => findVisitor(mode, user) ?? []);
  const [crowd, theft] = [guests.value.crowd[mode] ?? 0, guests.value.theft[mode] ?? 0];
  return (
    <Node part={visitorPart(mode)} name={t.visitors}>
      <p class="map-mode">{mode}</p>
      {present.length + crowd + theft === 0 && <p class="hint">{t.nobody}</p>}
      {present.map(({ id, username, issuedBy, credential }) => (
        <p key={id} class="map-visitor">
          {username} {credential && issuedBy && <InstanceMark instance={issuedBy} size={12} />}{' '}
          {credential && issuedBy}
        </p>
      ))}
      {crowd > 0 && <p class="hint">{t.crowd(crowd)}</p>}
      {theft > 0 && <p class="hint">{theft === 1 ? t.victim : t.thief}</p>}
    </Node>
  );
}

export function LoadTestNode() {
  const t = texts();
  return (
    <Node part={visitorPart(loadTestLane)} name={t.loadTest}>
      <p class="hint">{t.runs}</p>
    </Node>
  );
}
