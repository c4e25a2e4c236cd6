import { extractCopies } from './copied-file.ts';
import { PHP_LIBRARIES } from './php-libraries.ts';

export const extract = extractCopies(PHP_LIBRARIES);
