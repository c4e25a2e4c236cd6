/** What the ids of rules about configuration begin with. */
export const PREFIX = 'THERIAC-CFG-';
