// All texts in Korean, by subject.
export { breakTexts } from './break.js';
export { experimentsTexts } from './experiments.js';
export { fixTexts } from './fix.js';
export { journeyTexts } from './journey.js';
export { logInsTexts } from './log-ins.js';
export { mapTexts } from './map.js';
export { pageTexts } from './page.js';
export { probeTexts } from './probe.js';
export { replayTexts } from './replay.js';
export { roomTexts } from './room.js';
export { signInTexts } from './sign-in.js';
export { theftTexts } from './theft.js';
export { tokenTexts } from './token.js';
export { workshopTexts } from './workshop.js';
