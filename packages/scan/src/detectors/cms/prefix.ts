/** What the ids of rules about sites begin with. */
export const PREFIX = 'THERIAC-CMS-';
