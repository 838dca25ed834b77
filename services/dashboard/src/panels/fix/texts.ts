// The texts of fix, in the language of the view.
import { inViewLanguage } from '../../state/texts.js';
import { fixTexts as en } from '../../texts/en/fix.js';
import { fixTexts as ko } from '../../texts/ko/fix.js';

export const fixTexts = inViewLanguage(en, ko);
