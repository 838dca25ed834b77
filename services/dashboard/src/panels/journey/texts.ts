// The texts of journey, in the language of the view.
import { inViewLanguage } from '../../state/view.js';
import { journeyTexts as en } from '../../texts/en/journey.js';
import { journeyTexts as ko } from '../../texts/ko/journey.js';

export const journeyTexts = inViewLanguage(en, ko);
