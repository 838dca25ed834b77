// An output that keeps the written text, for tests.
import type { Output } from '../cli/progress.js';

export interface Captured extends Output {
  text(): string;
}

export function captureOutput(): Captured {
  const written: string[] = [];
  return {
    write: (chunk: string | Uint8Array) => written.push(String(chunk)) > 0,
    text: () => written.join(''),
  };
}
