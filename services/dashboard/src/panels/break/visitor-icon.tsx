// A visitor as a little figure, whose head is the mark of the instance that logged them in.
import { InstanceMark } from '../../ui/instance-mark.js';
import type { VerdictState } from './verdict.js';

const signs: Record<VerdictState, string> = { in: '', out: '×', unclear: '?' };

export function Figure({ instance, state }: { instance: string | null; state: VerdictState }) {
  return (
    <span aria-hidden="true">
      <InstanceMark instance={instance} size={16} />
      <svg width="26" height="16" viewBox="0 0 26 16" aria-hidden="true">
        <path class="break-body" d="M3 15 C3 5 9 2 13 2 S23 5 23 15 Z" />
      </svg>
      <b class="break-sign">{signs[state]}</b>
    </span>
  );
}
