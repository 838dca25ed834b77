// Why a mode should lose what it is predicted to lose, in the language of the view.
import { type Axes, canMiss, isPortable } from '@scale-out-lab/core';
import type { LabClient } from '@scale-out-lab/core/wire';
import { defineTexts } from '../i18n/texts.js';
import { percent } from './percent.js';

const cases = ['alone', 'portable', 'sticky', 'cookie-taken', 'remembers', 'holds-key'] as const;
type Case = (typeof cases)[number];

type Odds = { readonly instances: number };

const refused = ({ instances }: Odds) => percent((instances - 1) / instances);
const perLogIn = ({ instances }: Odds) => Number((1 / (instances - 1)).toFixed(2));

const texts = defineTexts(
  {
    alone: () => 'One instance alone meets every request, and knows everybody whom it logged in.',
    portable: () => 'Every instance can check the credential, whichever issued it.',
    sticky: () => 'The balancer sends a user back to the one instance that knows them.',
    remembers: (odds: Odds) =>
      `Only the instance that logged the user in remembers the session; the other ${odds.instances - 1} of ${odds.instances} refuse it: ${refused(odds)}.`,
    'holds-key': (odds: Odds) =>
      `Only the instance that issued the credential holds the key to check it; the other ${odds.instances - 1} of ${odds.instances} refuse it: ${refused(odds)}.`,
    'cookie-taken': (odds: Odds) =>
      `The first of the other ${odds.instances - 1} of ${odds.instances} instances that is met refuses the session and takes the cookie away, and all that follow are lost. On average ${perLogIn(odds)} requests succeed per log-in, however many there are: the more requests per log-in, the higher the predicted line.`,
  } satisfies Record<Case, (odds: Odds) => string>,
  {
    alone: () => '인스턴스가 하나뿐이어서 모든 요청을 받고, 로그인한 사용자를 모두 압니다.',
    portable: () => '어느 인스턴스가 발급했든 모든 인스턴스가 자격 증명을 확인할 수 있습니다.',
    sticky: () => '로드 밸런서가 사용자를 알고 있는 바로 그 인스턴스로 다시 보냅니다.',
    remembers: (odds) =>
      `로그인을 처리한 인스턴스만 세션을 기억합니다. ${odds.instances}대 중 나머지 ${odds.instances - 1}대는 거부합니다: ${refused(odds)}.`,
    'holds-key': (odds) =>
      `자격 증명을 발급한 인스턴스만 검증할 키를 가지고 있습니다. ${odds.instances}대 중 나머지 ${odds.instances - 1}대는 거부합니다: ${refused(odds)}.`,
    'cookie-taken': (odds) =>
      `${odds.instances}대 중 나머지 ${odds.instances - 1}대를 처음 만나는 순간 세션이 거부되고 쿠키까지 지워져, 그 뒤의 요청은 모두 실패합니다. 요청 수와 관계없이 로그인 한 번에 평균 ${perLogIn(odds)}개만 성공하므로, 로그인당 요청이 많을수록 예측선이 높아집니다.`,
  },
);

export function whyPredicted(mode: Axes, model: LabClient['model'], instances: number): string {
  return texts()[caseOf(mode, model, instances)]({ instances });
}

export function caseOf(mode: Axes, model: LabClient['model'], instances: number): Case {
  if (instances === 1) return 'alone';
  if (isPortable(mode)) return 'portable';
  if (!canMiss(mode)) return 'sticky';
  if (model === 'browser' && mode.credential === 'session') return 'cookie-taken';
  return mode.credential === 'session' && mode.state === 'memory' ? 'remembers' : 'holds-key';
}
