import { expect, it } from 'vitest';
import { catalogue, renderPolicyMap } from './index.js';

it('writes one line a mode', () => {
  const modes = [
    { name: 'session-memory', balancing: 'round-robin' },
    { name: 'session-sticky', balancing: 'sticky' },
  ] as const;
  expect(renderPolicyMap(modes)).toBe('session-memory round-robin;\nsession-sticky sticky;\n');
});

it.each(catalogue)(
  'the name $name has at most 23 characters, so that tables fit on 100 columns',
  ({ name }) => {
    expect(name.length).toBeLessThanOrEqual(23);
  },
);

it('names every mode of the catalogue in a form that nginx reads as one word', () => {
  for (const line of renderPolicyMap(catalogue).trimEnd().split('\n'))
    expect(line).toMatch(/^[a-z0-9-]+ [a-z-]+;$/);
});
