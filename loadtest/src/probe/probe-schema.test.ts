// probe.schema.json is written from the schema in core, and probe-settings.schema.json from the options. To write them again:
//   npx vitest run loadtest/src/probe/probe-schema.test.ts -u
import { probeReport } from '@scale-out-lab/core/wire';
import { expect, it } from 'vitest';
import { settingsSchema } from './settings.js';

it('the published JSON Schema of the probe is that of the code', async () => {
  const { $schema, $id, title, description, ...shape } = JSON.parse(JSON.stringify(probeReport));
  const text = `${JSON.stringify({ $schema, $id, title, description, ...shape }, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../../probe.schema.json');
});

it('the published JSON Schema of a settings file is that of the options', async () => {
  const text = `${JSON.stringify(settingsSchema, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../../probe-settings.schema.json');
});
