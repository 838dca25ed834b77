// The file replay.html: the page that plays recordings, with one recording inside.
import { gunzipSync, gzipSync } from 'node:zlib';
import type { PageRecording } from '@scale-out-lab/core/wire';

/** The place of the recording in the page, and the text around it. */
const [before, after] = ['<script type="text/plain" id="recording">', '</script>'];

/** @param page the built replay page @throws Error if it has no place for a recording */
export function renderReplay(page: string, recording: PageRecording): string {
  const [head, tail, ...others] = page.split(before + after);
  if (tail === undefined || others.length > 0) throw new Error('The page has no place for a recording.');
  const packed = gzipSync(JSON.stringify(recording), { level: 9 }).toString('base64');
  return [head, before, packed, after, tail].join('');
}

/** The recording in a replay.html. @throws Error if there is none */
export function readReplay(page: string): unknown {
  const packed = page.split(before)[1]?.split(after)[0] ?? '';
  return JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString());
}
