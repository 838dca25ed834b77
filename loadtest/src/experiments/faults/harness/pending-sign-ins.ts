// Sign-ins under way during a fault: their users are at the provider meanwhile, and the callbacks come afterwards.
import { completeEverySignIn, type Expectation, virtualUserName } from '@scale-out-lab/core';
import type { FigureTable } from '../../../model/agreement.js';
import { textField } from '../../../model/answer.js';
import type { ModeClient } from '../../client/cluster-client.js';
import { readProviderScale } from '../../client/provider-scale.js';
import { type Callback, reachCallback, sendWhereKnown, signInFailure } from '../../client/sign-in.js';

/** Of each mode with a provider. A code is good for a minute, so the fault must take less. */
export const signInsUnderWay = 6;

/** None in modes without a provider, or where several providers lose sign-ins anyway. */
export async function beginSignIns(client: ModeClient): Promise<readonly Callback[]> {
  if (client.mode.signIn === undefined) return [];
  if (!completeEverySignIn(await readProviderScale(client.cluster))) return [];
  const begun: Callback[] = [];
  for (let number = 1; number <= signInsUnderWay; number += 1)
    begun.push(await reachCallback(client, virtualUserName(number)));
  return begun;
}

/** Resolves to how many callbacks no instance accepts. @throws ExitError if one fails for another reason */
export async function countLostSignIns(client: ModeClient, begun: readonly Callback[]): Promise<number> {
  let lost = 0;
  for (const { path, jar, begunBy } of begun) {
    const reply = await sendWhereKnown(client, { path, begunBy, cookie: jar.header() });
    if (reply.answer?.status === 303) continue;
    const code = reply.answer && textField(reply.answer, 'code');
    if (code !== 'unknown-sign-in') throw signInFailure(client.mode.name, path, reply);
    lost += 1;
  }
  return lost;
}

export function lostSignInsRow(begun: readonly Callback[], expected: Expectation, lost: number): FigureTable {
  if (begun.length === 0) return {};
  return { 'sign-ins under way that were lost': [`of ${begun.length} sign-ins`, expected, lost] };
}
