/** Programs of the machine that some tests ask for a second opinion. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** @returns the path of the first of `names` on the PATH, or undefined */
export function programOf(names: readonly string[]): string | undefined {
  for (const name of names)
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      if (folder === '') continue;
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // The next folder may have it.
      }
    }
  return undefined;
}

export const chromiumPath = (): string | undefined =>
  programOf(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']);

export const opensslPath = (): string | undefined => programOf(['openssl']);

/** curl and jq, with which the documentation of the interface calls it. */
export const curlPaths = (): readonly string[] | undefined => {
  const found = [programOf(['curl']), programOf(['jq'])].filter((path) => path !== undefined);
  return found.length === 2 ? found : undefined;
};
