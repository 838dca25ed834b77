// probe.schema.json is written from the schema in core. To write it again:
//   npx vitest run loadtest/src/probe/probe-schema.test.ts -u
import { probeReport } from '@scale-out-lab/core/wire';
import { expect, it } from 'vitest';

it('the published JSON Schema of the probe is that of the code', async () => {
  const { $schema, $id, title, description, ...shape } = JSON.parse(JSON.stringify(probeReport));
  const text = `${JSON.stringify({ $schema, $id, title, description, ...shape }, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../../probe.schema.json');
});
