/** Licences that a file names in a machine-readable way: SPDX tags; and the section “License” of a README. */
import { canonicalLicence, recogniseLicence } from '@theriac/core/licence';

export interface LicenceTag {
  /** Canonical SPDX expression; null when what is there is none. */
  readonly expression: string | null;
  /** 1-based. */
  readonly line: number;
}

const MAX_TAGS = 200;

/** `SPDX-License-Identifier`, in order. @param text decoded, LF */
export function licenceTags(text: string): LicenceTag[] {
  const found: LicenceTag[] = [];
  if (!text.includes('SPDX-License-Identifier')) return found;
  text.split('\n').forEach((line, i) => {
    // REUSE.toml writes the tag as a key.
    const match = /SPDX-License-Identifier[ \t]{0,8}[:=][ \t]{0,8}["']?([\w.+() :-]{1,300})/.exec(line);
    if (match === null || found.length >= MAX_TAGS) return;
    const expression = canonicalLicence(
      (match[1] ?? '')
        .trim()
        .replace(/(?:-->|\*\/)$/, '')
        .trimEnd()
        .replace(/\s-+$/, '')
        .trimEnd(),
    );
    found.push({ expression, line: i + 1 });
  });
  return found;
}

/** What a README names in its section. */
export interface NamedInReadme {
  readonly expression: string;
  /** 1-based: the heading. */
  readonly line: number;
}

/** A README's section “License” that says nothing but a name. */
export function readmeLicence(text: string): NamedInReadme | null {
  const lines = text.split('\n');
  for (let i = 0; i < Math.min(lines.length, 5_000); i += 1) {
    const line = lines[i] ?? '';
    if (!/^\W{0,6}(?:the )?licen[cs](?:e|ing)\W{0,4}$/i.test(line.trim())) continue;
    for (const next of lines.slice(i + 1, i + 8)) {
      const words = next
        .replace(/\[([^\]]{1,80})\]\([^)]{0,300}\)/g, '$1')
        .replace(/[*_`#=~-]{2,}|[*_`]/g, ' ')
        .trim();
      if (words === '') continue;
      const name = words.split(/ ?(?:©|\(c\)|\bcopyright\b|,? see )/i)[0] ?? '';
      const result = recogniseLicence(name.replace(/[.]$/, ''));
      if (result.kind === 'expression') return { expression: result.expression, line: i + 1 };
    }
  }
  return null;
}
