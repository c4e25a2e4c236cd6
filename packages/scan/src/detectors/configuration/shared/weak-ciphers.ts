/** Patterns of lists of ciphers that include weak ones; a cipher after `!` or `-` is taken out. */

const WEAK = [
  'RC4',
  'RC4-SHA',
  'RC4-MD5',
  'DES-CBC-SHA',
  'DES-CBC3-SHA',
  '3DES',
  'NULL',
  'aNULL',
  'eNULL',
  'EXP',
  'EXPORT',
  'LOW',
  'ADH',
  'MD5',
];

/** For `like`: a weak cipher is the whole text, or stands between colons. */
export const WEAK_CIPHERS: readonly string[] = WEAK.flatMap((name) => [
  name,
  `${name}:*`,
  `*:${name}`,
  `*:${name}:*`,
]).concat(['*-RC4-SHA*', '*-DES-CBC3-SHA*', '*_WITH_RC4_*', '*_WITH_3DES_*', '*_WITH_NULL_*']);
