// The modes that are tried: one, or two side by side on which the same is done.
import { computed } from '@preact/signals';
import { findMode, type Mode } from '@scale-out-lab/core';
import { view } from './view.js';

export const lanes = computed<readonly Mode[]>(() => {
  const { mode, versus } = view.value;
  return [mode, versus].flatMap((name) => (name === null ? [] : (findMode(name) ?? [])));
});
