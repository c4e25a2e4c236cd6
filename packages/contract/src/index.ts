/** The REST interface as data. */
export * from './errors.ts';
export * from './permissions.ts';
export * from './route.ts';
export { MAX_BREAK_GLASS_MINUTES } from './routes/break-glass.ts';
export * from './routes/index.ts';
export * from './schemas/account.ts';
export * from './schemas/audit.ts';
export * from './schemas/catalogue.ts';
export * from './schemas/ci.ts';
export * from './schemas/common.ts';
export * from './schemas/factors.ts';
export * from './schemas/federation.ts';
export * from './schemas/results.ts';
export * from './schemas/retention.ts';
export * from './schemas/scim.ts';
export * from './schemas/sign-in-policy.ts';
