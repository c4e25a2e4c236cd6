/** Characters that move a cursor, reorder or hide text, or break a line where none is seen to be broken. */

/** C0 but tab and line feed, C1, soft hyphen, fillers, zero-width, bidirectional, line separators, byte order mark, tags. */
export const UNSEEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|\u034f|[\u17b4\u17b5]|[\u180b-\u180d]|\u180f|[\u{e0000}-\u{e0fff}]|[\u{1d173}-\u{1d17a}]/gu;
