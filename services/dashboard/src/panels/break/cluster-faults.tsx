// What happens to all instances: a restart in turn, and one more or fewer of them.

import { FaultCard } from './fault-card.js';
import { instanceIds } from './instance-ids.js';
import { breakTexts } from './texts.js';

export function ClusterFaults() {
  const t = breakTexts().cluster;
  const count = instanceIds().length;
  const to = (wanted: number) => [{ label: t.to(wanted), fault: { kind: 'scale', to: wanted } }] as const;
  return (
    <>
      <FaultCard
        title={t.restart}
        says={t.restartSays}
        targets={[{ label: t.go, fault: { kind: 'restart' } }]}
      />
      <FaultCard title={t.fewer} says={t.fewerSays} targets={to(count - 1)} />
      <FaultCard title={t.more} says={t.moreSays} targets={to(count + 1)} />
    </>
  );
}
