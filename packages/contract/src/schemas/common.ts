/** Fields that many schemas share. */
import { z } from 'zod';

/** UUID version 7 (RFC 9562): ids sort by the time at which they were made. */
export const id = z.uuid({ version: 'v7' });

/** RFC 3339 in UTC, with milliseconds. */
export const instant = z.iso.datetime({ precision: 3 });

/** YYYY-MM-DD */
export const day = z.iso.date();

/** Shown to people: no control characters, no leading or trailing space. */
export const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\u0000-\u001f\u007f\u2028\u2029\u202a-\u202e\u2066-\u2069]*$/, 'has control characters');

/** Text of several lines. */
export const prose = (most: number) =>
  z
    .string()
    .max(most)
    .regex(
      /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]*$/,
      'has control characters',
    );

export const email = z.email().max(254).toLowerCase();

/** Counts changes of a record; sent back with an edit, so that no edit of another person is lost. */
export const version = z.int().min(1);

export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(500).optional().describe('`next` of the page before'),
});

/** A page of a list. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({
    items: z.array(item),
    next: z.string().optional().describe('absent on the last page'),
  });

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Any JSON. */
export const json: z.ZodType<Json> = z.json();
