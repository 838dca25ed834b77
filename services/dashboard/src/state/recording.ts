// Whether the page plays a recording instead of showing a running lab.
import { signal } from '@preact/signals';

export const isRecording = signal(false);
/** Set while moments are skipped: the page shows their outcome at once, without dots. */
export const isJumping = signal(false);
