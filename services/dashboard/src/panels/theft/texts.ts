// The texts of theft, in the language of the view.
import { inViewLanguage } from '../../state/view.js';
import { theftTexts as en } from '../../texts/en/theft.js';
import { theftTexts as ko } from '../../texts/ko/theft.js';

export const theftTexts = inViewLanguage(en, ko);
