// docs/modes.md lists for each mode the parts to run and to guard, by the axes of the catalogue.
import { readFileSync } from 'node:fs';
import { catalogue, type Mode, redisTopologies } from '@scale-out-lab/core';
import { expect, it } from 'vitest';

const document = readFileSync(new URL('../../../../docs/modes.md', import.meta.url), 'utf8');

const states = { none: '–', memory: 'memory of each instance', redis: 'Redis' } satisfies Record<
  Mode['state'],
  string
>;
const keys = {
  shared: 'one secret',
  own: 'a secret of each instance',
  published: 'a key pair of each instance, the folder of public keys',
} satisfies Record<Mode['keys'], string>;

it.each(catalogue)('the row of $name matches its axes', (mode) => {
  const extra = [
    mode.balancing === 'sticky' && 'affinity in the balancer',
    mode.signIn === 'oidc' && 'an OpenID provider',
    mode.cacheSeconds && `a signed copy of the session in a cookie, for ${mode.cacheSeconds} s`,
  ].filter(Boolean);
  const row = [`\`${mode.name}\``, states[mode.state], keys[mode.keys], extra.join(', ') || '–'];
  expect(document).toContain(`| ${row.join(' | ')} |\n`);
});

it.each(redisTopologies)('there is a row for REDIS_TOPOLOGY=%s', (topology) => {
  expect(document).toContain(`\n| \`${topology}\` |`);
});
