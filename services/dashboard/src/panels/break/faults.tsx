// All that can be broken: a group for instances, Redis, keys and the cluster, each fault with what it does and costs.
import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import type { KeyRing } from '../../contract.js';
import { defineTexts } from '../../i18n/texts.js';
import { lanes } from '../../journey/lanes.js';
import { labState } from '../../lab/state.js';
import { Choice } from '../../ui/choice.js';
import { FaultCard } from './fault-card.js';
import { ringOf } from './foretell.js';
import { ringNames } from './incident-words.js';

const texts = defineTexts(
  {
    title: 'What to break',
    instances: 'Instances',
    crash: 'Crash',
    crashSays: 'The process is killed as if the machine had failed; a second later it is started anew.',
    drain: 'Restart',
    drainSays: 'It answers what it was asked, ends, and is started anew.',
    stall: 'Freeze for 2 s',
    stallSays: 'It does nothing, as in a long pause of a garbage collector, and then goes on.',
    redis: 'Redis',
    redisCrash: 'Stop',
    redisCrashSays: 'It is killed and comes back by itself, empty unless it saves what it is told.',
    redisStall: 'Freeze for 2 s',
    redisStallSays: 'It does not answer, keeps all that it has, and then goes on.',
    persist: 'Save what it is told',
    persistOn: 'Save from now on',
    persistOff: 'No longer save',
    persistSays: 'With the append-only file, Redis has all that is older than a second when it comes back.',
    keys: 'Keys',
    ring: 'Which',
    overlap: 'Replace, overlapping',
    overlapSays: 'All instances sign with a new key, and accept what the old one signed.',
    retire: 'Retire the old key',
    retireSays: 'What it signed is refused from now on: the second half of a replacement.',
    cut: 'Replace at one stroke',
    cutSays: 'A new key signs, and the old one is refused at once: what to do after a leak.',
    reset: 'Back to what is configured',
    resetSays: 'The secret from the environment again; of key pairs, the latest of each instance.',
    cluster: 'All of them',
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
    title: '무엇을 고장 낼까요',
    instances: '인스턴스',
    crash: '강제 종료',
    crashSays: '서버가 고장 난 것처럼 프로세스를 강제로 종료합니다. 1초쯤 뒤에 새로 시작됩니다.',
    drain: '재시작',
    drainSays: '받은 요청에 모두 응답한 뒤 종료하고 새로 시작됩니다.',
    stall: '2초 동안 멈춤',
    stallSays: '가비지 컬렉션이 길어질 때처럼 아무것도 하지 않다가 다시 동작합니다.',
    redis: 'Redis',
    redisCrash: '중단',
    redisCrashSays: '강제 종료되고 저절로 돌아옵니다. 디스크에 저장하지 않으면 빈 상태로 돌아옵니다.',
    redisStall: '2초 동안 멈춤',
    redisStallSays: '응답하지 않다가, 가진 데이터를 그대로 둔 채 다시 동작합니다.',
    persist: '디스크에 저장',
    persistOn: '이제부터 저장',
    persistOff: '저장하지 않기',
    persistSays: 'AOF(append-only file)를 켜면 Redis가 돌아올 때 1초 이전까지의 데이터가 남아 있습니다.',
    keys: '키',
    ring: '대상',
    overlap: '겹쳐서 교체',
    overlapSays: '모든 인스턴스가 새 키로 서명하고, 이전 키로 서명한 것도 받아들입니다.',
    retire: '이전 키 폐기',
    retireSays: '이전 키로 서명한 것을 이제부터 거부합니다. 키 교체의 나머지 절반입니다.',
    cut: '한 번에 교체',
    cutSays: '새 키로 서명하고 이전 키는 즉시 거부합니다. 키가 유출되었을 때의 방법입니다.',
    reset: '설정된 값으로 되돌리기',
    resetSays: '환경 변수의 비밀 키로 돌아갑니다. 키 쌍은 각 인스턴스의 최신 것만 남습니다.',
    cluster: '전체',
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

const hows = ['overlap', 'retire', 'cut', 'reset'] as const;
const ofInstance = ['crash', 'drain', 'stall'] as const;

const groups = ['instances', 'redis', 'keys', 'cluster'] as const;

export function Faults() {
  const t = texts();
  const shown = useSignal<(typeof groups)[number]>('instances');
  const Group = views[shown.value];
  return (
    <section class="break-faults" aria-label={t.title}>
      <h2>{t.title}</h2>
      <div class="row">
        {groups.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={name === shown.value}
            onClick={() => {
              shown.value = name;
            }}
          >
            {t[name]}
          </button>
        ))}
      </div>
      <Group />
    </section>
  );
}

const views = {
  instances: InstanceFaults,
  redis: RedisFaults,
  keys: KeyFaults,
  cluster: ClusterFaults,
} satisfies Record<(typeof groups)[number], ComponentType>;

function instanceIds(): readonly string[] {
  return (labState.value?.instances ?? []).map(({ id }) => id);
}

function InstanceFaults() {
  const t = texts();
  return ofInstance.map((kind) => (
    <FaultCard
      key={kind}
      title={t[kind]}
      says={t[`${kind}Says`]}
      targets={instanceIds().map((instance) => ({ label: instance, instance, fault: { kind, instance } }))}
    />
  ));
}

function RedisFaults() {
  const t = texts();
  const isPersistent = labState.value?.redis?.isPersistent ?? false;
  const switched = {
    label: isPersistent ? t.persistOff : t.persistOn,
    fault: { kind: 'redis-persistence', isPersistent: !isPersistent },
  } as const;
  const redis = <Kind extends 'redis-crash' | 'redis-stall'>(kind: Kind) => ({
    label: t.redis,
    fault: { kind } as const,
  });
  return (
    <>
      <FaultCard title={t.redisCrash} says={t.redisCrashSays} targets={[redis('redis-crash')]} />
      <FaultCard title={t.redisStall} says={t.redisStallSays} targets={[redis('redis-stall')]} />
      <FaultCard title={t.persist} says={t.persistSays} targets={[switched]} />
    </>
  );
}

function KeyFaults() {
  const t = texts();
  const chosen = useSignal<KeyRing>(ringOfLanes());
  const names = ringNames();
  const ring = chosen.value;
  return (
    <>
      <Choice
        label={t.ring}
        value={ring}
        options={(['session', 'jwt', 'published'] as const).map((name) => [name, names[name]])}
        onChoose={(name) => {
          chosen.value = name;
        }}
      />
      {hows.map((how) => (
        <FaultCard
          key={how}
          title={t[how]}
          says={t[`${how}Says`]}
          targets={[{ label: names[ring], fault: { kind: 'keys', ring, how } }]}
        />
      ))}
    </>
  );
}

/** What signs in the first lane that has a ring. */
function ringOfLanes(): KeyRing {
  return lanes.value.map(ringOf).find((ring) => ring !== undefined) ?? 'session';
}

function ClusterFaults() {
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
