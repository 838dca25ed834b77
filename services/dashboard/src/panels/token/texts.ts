// The texts of token, in the language of the view.
import { inViewLanguage } from '../../state/texts.js';
import { tokenTexts as en } from '../../texts/en/token.js';
import { tokenTexts as ko } from '../../texts/ko/token.js';

export const tokenTexts = inViewLanguage(en, ko);
