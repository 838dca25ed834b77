// The texts of map, in the language of the view.
import { inViewLanguage } from '../state/view.js';
import { mapTexts as en } from '../texts/en/map.js';
import { mapTexts as ko } from '../texts/ko/map.js';

export const mapTexts = inViewLanguage(en, ko);
