import { extractCopies } from './copied-file.ts';
import { STYLE_LIBRARIES } from './style-libraries.ts';

export const extract = extractCopies(STYLE_LIBRARIES);
