// What happens to all instances: a restart in turn, and one more or fewer of them.
import { defineTexts } from '../../../i18n/texts.js';
import { FaultCard } from './fault-card.js';
import { instanceIds } from './instance-ids.js';

const texts = defineTexts(
  {
    restart: 'Restart all in turn',
    restartSays: 'One after the other, as on a deployment.',
    fewer: 'One instance fewer',
    fewerSays: 'The last one answers what it was asked, and ends.',
    more: 'One instance more',
    moreSays: 'The balancer sends it requests as soon as it listens.',
    to: (count: number) => `to ${count}`,
    go: 'Do it',
  },
  {
    restart: '모두 차례로 재시작',
    restartSays: '배포할 때처럼 하나씩 재시작합니다.',
    fewer: '인스턴스 한 대 줄이기',
    fewerSays: '마지막 인스턴스가 받은 요청에 모두 응답하고 종료합니다.',
    more: '인스턴스 한 대 늘리기',
    moreSays: '포트를 열자마자 로드 밸런서가 요청을 보냅니다.',
    to: (count) => `${count}대로 변경`,
    go: '실행',
  },
);

export function ClusterFaults() {
  const t = texts();
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
