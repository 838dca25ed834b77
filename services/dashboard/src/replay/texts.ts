// The texts of replay, in the language of the view.
import { inViewLanguage } from '../state/texts.js';
import { replayTexts as en } from '../texts/en/replay.js';
import { replayTexts as ko } from '../texts/ko/replay.js';

export const replayTexts = inViewLanguage(en, ko);
