// docs/replay.html has the present format, and the pages name pictures that exist.
import { access, readFile } from 'node:fs/promises';
import { pageRecording } from '@scale-out-lab/core/wire';
import { readReplay } from '@scale-out-lab/launcher/record/render-replay';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';

const root = new URL('../../../../', import.meta.url);

it('docs/replay.html has the present format; if not, record it again: npm run record -- --out docs/replay.html', async () => {
  const recorded = readReplay(await readFile(new URL('docs/replay.html', root), 'utf8'));
  const validate = new Ajv2020().compile(pageRecording);
  validate(recorded);
  expect(validate.errors).toBeNull();
});

it.each([
  ['docs/replay.html', 'docs/'],
  ['services/dashboard/index.html', 'services/dashboard/public/'],
])('the picture for a link to %s exists', async (page, folder) => {
  const html = await readFile(new URL(page, root), 'utf8');
  const [, path = ''] = /<meta property="og:image" content="\/?([^"]+)">/.exec(html) ?? [];
  expect(path).not.toBe('');
  await access(new URL(folder + path, root));
});
