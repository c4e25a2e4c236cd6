import { extractCopies } from './copied-file.ts';
import { NATIVE_LIBRARIES } from './native-libraries.ts';

export const extract = extractCopies(NATIVE_LIBRARIES);
