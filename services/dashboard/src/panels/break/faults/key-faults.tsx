// The signing keys: replaced with an overlap or at one stroke, retired, and put back.
import { useSignal } from '@preact/signals';
import type { KeyRing } from '@scale-out-lab/core/wire';
import { defineTexts } from '../../../i18n/texts.js';
import { lanes } from '../../../journey/lanes.js';
import { Choice } from '../../../ui/choice.js';
import { ringOf } from '../foretell.js';
import { ringNames } from '../incident-words.js';
import { FaultCard } from './fault-card.js';

const texts = defineTexts(
  {
    ring: 'Which',
    overlap: 'Replace, overlapping',
    overlapSays: 'All instances sign with a new key, and accept what the old one signed.',
    retire: 'Retire the old key',
    retireSays: 'What it signed is refused from now on: the second half of a replacement.',
    cut: 'Replace at one stroke',
    cutSays: 'A new key signs, and the old one is refused at once: what to do after a leak.',
    reset: 'Back to what is configured',
    resetSays: 'The secret from the environment again; of key pairs, the latest of each instance.',
  },
  {
    ring: '대상',
    overlap: '겹쳐서 교체',
    overlapSays: '모든 인스턴스가 새 키로 서명하고, 이전 키로 서명한 것도 받아들입니다.',
    retire: '이전 키 폐기',
    retireSays: '이전 키로 서명한 것을 이제부터 거부합니다. 키 교체의 나머지 절반입니다.',
    cut: '한 번에 교체',
    cutSays: '새 키로 서명하고 이전 키는 즉시 거부합니다. 키가 유출되었을 때의 방법입니다.',
    reset: '설정된 값으로 되돌리기',
    resetSays: '환경 변수의 비밀 키로 돌아갑니다. 키 쌍은 각 인스턴스의 최신 것만 남습니다.',
  },
);

const hows = ['overlap', 'retire', 'cut', 'reset'] as const;

export function KeyFaults() {
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
