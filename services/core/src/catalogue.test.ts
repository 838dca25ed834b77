import { expect, it } from 'vitest';
import { catalogue, renderPolicyMap } from './index.js';

it('the policy map has one line for each mode', () => {
  const modes = [
    { name: 'session-memory', balancing: 'round-robin' },
    { name: 'session-sticky', balancing: 'sticky' },
  ] as const;
  expect(renderPolicyMap(modes)).toBe('session-memory round-robin;\nsession-sticky sticky;\n');
});

it.each(catalogue)(
  'the name $name has at most 23 characters, so that tables fit on 80 columns',
  ({ name }) => {
    expect(name.length).toBeLessThanOrEqual(23);
  },
);

it('the policy map names every mode as one word of nginx', () => {
  for (const line of renderPolicyMap(catalogue).trimEnd().split('\n'))
    expect(line).toMatch(/^[a-z0-9-]+ [a-z-]+;$/);
});
