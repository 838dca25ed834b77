// A part of the page with a script that is fetched when it is first shown.
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { LabProblem } from '../api/client.js';
import { attempt } from './notice.js';

export function lazy<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const part = signal<ComponentType<Props> | null>(null);
  let isFetching = false;

  async function fetchPart(): Promise<void> {
    isFetching = true;
    const loaded = await attempt(() => load().catch(isGone));
    if (loaded) part.value = loaded;
    isFetching = false;
  }

  return function Later(props: Props) {
    if (part.value) return <part.value {...props} />;
    if (!isFetching) void fetchPart();
    return <div class="later" aria-busy="true" />;
  };
}

function isGone(): never {
  throw new LabProblem('unreachable', 'The control room does not answer.');
}
