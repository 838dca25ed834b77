// Refusals: the reason, the instance that issued the credential and the instance that refused it.
import type { CountedRefusal } from '@scale-out-lab/core/wire';
import { type Answer, instanceOf, textField } from './answer.js';
import { reasonOf } from './outcome.js';
import { listOf } from './words.js';

export type Refusal = Omit<CountedRefusal, 'count'>;

/** @param issuer of the credential, for an answer that does not name it */
export function readRefusal(answer: Answer | undefined, issuer: string | undefined): Refusal {
  return {
    code: reasonOf(answer),
    issuedBy: (answer && textField(answer, 'issuedBy')) ?? issuer ?? null,
    refusedBy: (answer && instanceOf(answer)) ?? null,
  };
}

/** The commonest first. */
export function countRefusals(refusals: Iterable<Refusal>): readonly CountedRefusal[] {
  const counts = new Map<string, CountedRefusal>();
  for (const refusal of refusals) {
    const key = JSON.stringify([refusal.code, refusal.issuedBy, refusal.refusedBy]);
    counts.set(key, { ...refusal, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  const byName = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true });
  const nameOf = ({ code, issuedBy, refusedBy }: Refusal) => `${code} ${issuedBy} ${refusedBy}`;
  return [...counts.values()].sort((a, b) => b.count - a.count || byName(nameOf(a), nameOf(b)));
}

/**
 * The commonest code in words: `72 × invalid-claims: tokens of api-1 refused by api-2 and api-3`. Null if nothing was
 * refused. @param credentials what is refused, in the plural
 */
export function describeCommonest(
  refusals: readonly CountedRefusal[],
  credentials: string,
  instances: readonly string[],
): string | null {
  const totals = new Map<string, number>();
  for (const { code, count } of refusals) totals.set(code, (totals.get(code) ?? 0) + count);
  const [commonest] = [...totals].sort(([, a], [, b]) => b - a);
  if (!commonest) return null;
  const [code, total] = commonest;
  const instanceNames = describeInstances(
    refusals.filter((refusal) => refusal.code === code),
    credentials,
    instances,
  );
  return `${total} × ${code}${instanceNames === '' ? '' : `: ${instanceNames}`}`;
}

/** Issuers whose credentials the same instances refused are named together. */
function describeInstances(
  refusals: readonly Refusal[],
  credentials: string,
  instances: readonly string[],
): string {
  const issuers = distinct(refusals.map(({ issuedBy }) => issuedBy));
  const refusersOf = (issuer: string | null) =>
    distinct(refusals.filter(({ issuedBy }) => issuedBy === issuer).map(({ refusedBy }) => refusedBy));
  const isByAllOthers = (issuer: string | null) =>
    issuer !== null && listOf(refusersOf(issuer)) === listOf(instances.filter((each) => each !== issuer));
  if (instances.length > 2 && issuers.length === instances.length && issuers.every(isByAllOthers))
    return `${credentials} of each instance refused by all others`;

  const issuersByRefusers = new Map<string, (string | null)[]>();
  for (const issuer of issuers) {
    const refusers = listOf(refusersOf(issuer));
    issuersByRefusers.set(refusers, [...(issuersByRefusers.get(refusers) ?? []), issuer]);
  }
  return Array.from(issuersByRefusers, ([refusers, of]) => {
    const names = listOf(of);
    const subject = names === '' ? credentials : `${credentials} of ${names}`;
    if (refusers === '') return names === '' ? '' : `${subject} not answered`;
    return `${subject} refused by ${refusers}`;
  })
    .filter((part) => part !== '')
    .join('; ');
}

function distinct(names: readonly (string | null)[]): readonly (string | null)[] {
  return [...new Set(names)].sort((a, b) => `${a}`.localeCompare(`${b}`, 'en', { numeric: true }));
}
