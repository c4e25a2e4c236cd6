/** Options that several VEX commands share. */
import { text } from '../../command/spec.ts';

/** Metadata of a document. */
export const AUTHORED = {
  author: text('--author <name>', 'author of the statements'),
  namespace: text('--namespace <url>', 'address of the author (CSAF)'),
  title: text('--title <title>', 'title of the document (CSAF)'),
};

export interface AuthoredGiven {
  readonly author: string | undefined;
  readonly namespace: string | undefined;
  readonly title: string | undefined;
}

/** The values of `@theriac/formats`, which is loaded later than the options. */
export const FORMATS = ['openvex', 'csaf', 'cyclonedx'] as const;
