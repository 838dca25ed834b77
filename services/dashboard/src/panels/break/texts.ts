// The texts of break, in the language of the view.
import { inViewLanguage } from '../../state/texts.js';
import { breakTexts as en } from '../../texts/en/break.js';
import { breakTexts as ko } from '../../texts/ko/break.js';

export const breakTexts = inViewLanguage(en, ko);
