/** Keeping the memory of a process low while much is read. */
export * from './collect-garbage.ts';
