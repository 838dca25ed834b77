// The texts of the panel, in the language of the view.
import { inViewLanguage } from '../../state/texts.js';
import { roomTexts as en } from '../../texts/en/room.js';
import { roomTexts as ko } from '../../texts/ko/room.js';

export const roomTexts = inViewLanguage(en, ko);
