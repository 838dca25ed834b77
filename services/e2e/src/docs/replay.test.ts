// docs/replay.html has the present format of a recording.
import { readFile } from 'node:fs/promises';
import { pageRecording } from '@scale-out-lab/core/wire';
import { readReplay } from '@scale-out-lab/launcher/record/render-replay';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';

const file = new URL('../../../../docs/replay.html', import.meta.url);

it('docs/replay.html has the present format; if not, record it again: npm run record -- --out docs/replay.html', async () => {
  const recorded = readReplay(await readFile(file, 'utf8'));
  const validate = new Ajv2020().compile(pageRecording);
  validate(recorded);
  expect(validate.errors).toBeNull();
});
