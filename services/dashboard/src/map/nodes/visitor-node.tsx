// The senders of requests: the visitors of one mode, or the load test while an experiment runs.

import { findVisitor, guests, users } from '../../state/visitors.js';
import { InstanceMark } from '../../ui/instance-mark.js';
import { loadTestLane } from '../dots/route.js';
import { visitorPart } from '../geometry/layout.js';
import { mapTexts } from '../texts.js';
import { Node } from './node.js';

export function VisitorNode({ mode }: { mode: string }) {
  const t = mapTexts().visitors;
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
  const t = mapTexts().visitors;
  return (
    <Node part={visitorPart(loadTestLane)} name={t.loadTest}>
      <p class="hint">{t.runs}</p>
    </Node>
  );
}
