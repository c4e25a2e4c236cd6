import { encodePart } from '../../model/model-json.ts';

export function isSamePart(part: object, back: object | undefined): boolean {
  const text = (one: object): string =>
    encodePart(Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1))));
  return back !== undefined && text(part) === text(back);
}
