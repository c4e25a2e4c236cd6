/**
 * Letters of other scripts that look like Latin ones (a selection of Unicode TR39 confusables: those that occur in
 * published attacks with package and identifier names).
 */
const LOOKS_LIKE: Readonly<Record<string, string>> = {
  а: 'a',
  е: 'e',
  о: 'o',
  р: 'p',
  с: 'c',
  у: 'y',
  х: 'x',
  і: 'i',
  ј: 'j',
  ѕ: 's',
  ԁ: 'd',
  һ: 'h',
  ӏ: 'l',
  ԛ: 'q',
  ԝ: 'w',
  к: 'k',
  м: 'm',
  т: 't',
  в: 'b',
  н: 'h',
  г: 'r',
  п: 'n',
  α: 'a',
  ο: 'o',
  ρ: 'p',
  ν: 'v',
  υ: 'u',
  ι: 'i',
  κ: 'k',
  τ: 't',
  ε: 'e',
  η: 'n',
  ω: 'w',
  χ: 'x',
  γ: 'y',
  ı: 'i',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ɑ: 'a',
  ɡ: 'g',
  ⅼ: 'l',
  ｏ: 'o',
  ａ: 'a',
  ｅ: 'e',
  ⅰ: 'i',
  ƅ: 'b',
  ɴ: 'n',
  ꞌ: "'",
  '‐': '-',
  '‑': '-',
  '–': '-',
  '−': '-',
};
/** Characters that take no room: joiners, direction marks, variation selectors, soft hyphens, tags. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}|\p{Variation_Selector}/gu;

/** The name as it looks to a reader: Latin letters only where every other letter has a Latin double. */
export function skeletonOf(name: string): string {
  let skeleton = '';
  for (const letter of name
    .normalize('NFKD')
    .replace(INVISIBLE, '')
    .replace(/\p{Mn}/gu, '')) {
    skeleton += Object.hasOwn(LOOKS_LIKE, letter) ? LOOKS_LIKE[letter] : letter;
  }
  return skeleton;
}
