/** First bytes (hex) of ELF, PE, Mach-O in 32 and 64 bits and both byte orders, and universal Mach-O. */
export const EXECUTABLES: readonly string[] = [
  '7f454c46',
  '4d5a',
  'cffaedfe',
  'cefaedfe',
  'feedfacf',
  'feedface',
  'cafebabe',
  'cafebabf',
];
