// The output of the run: two lines for each mutation, and in the end those that survived.
import type { MutationResult } from './run-mutations.js';

export function renderResult({ mutation, isCaught, seconds, reason }: MutationResult): string {
  const outcome = isCaught ? 'caught  ' : 'SURVIVED';
  return `${outcome} ${seconds.toFixed(1).padStart(5)} s  ${mutation.name}\n                  ${reason}`;
}

export function renderSummary(results: readonly MutationResult[], seconds: number): string {
  const survivors = survivorsOf(results);
  const details = survivors.map(
    (result) => `\n${renderResult(result)}\n                  ${result.mutation.file}`,
  );
  return [...details, `\n${survivors.length} survived of ${results.length}, in ${seconds.toFixed(0)} s`].join(
    '\n',
  );
}

export function survivorsOf(results: readonly MutationResult[]): readonly MutationResult[] {
  return results.filter(({ isCaught }) => !isCaught);
}
