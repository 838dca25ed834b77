// The recording in this document, as `npm run record` has put it there.
import type { PageRecording } from '@scale-out-lab/core/wire';

export async function readRecording(): Promise<PageRecording> {
  const packed = document.getElementById('recording')?.textContent ?? '';
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(unpacked).json();
}
