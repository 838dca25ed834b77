// What can happen to one instance.

import { FaultCard } from './fault-card.js';
import { instanceIds } from './instance-ids.js';
import { breakTexts } from './texts.js';

const kinds = ['crash', 'drain', 'stall'] as const;

export function InstanceFaults() {
  const t = breakTexts().instances;
  return kinds.map((kind) => (
    <FaultCard
      key={kind}
      title={t[kind]}
      says={t[`${kind}Says`]}
      targets={instanceIds().map((instance) => ({ label: instance, instance, fault: { kind, instance } }))}
    />
  ));
}
