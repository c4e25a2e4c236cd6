/**
 * What a format of VEX demands and a source may not say. It is written in words by which the readers here know that
 * they are no statement of the source: a statement without a reason stays one.
 */

/** An affected product must come with advice (OpenVEX §"Status", CSAF test 6.1.27.10). */
export const NO_ACTION = 'No action is known yet.';

/** A product that is not affected must come with a reason (OpenVEX §"Status", CSAF test 6.1.27.9). */
export const NO_REASON = 'The source gives no reason.';

/** Of a document without any time, which is older than every other. */
export const NO_TIME = '1970-01-01T00:00:00Z';

/** The reason of a statement, unless it only says that there is none. */
export function reasonOf(text: string | undefined): string | undefined {
  return text?.trim() === NO_REASON ? undefined : text;
}
