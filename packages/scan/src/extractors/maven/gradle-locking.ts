/** Gradle writes locks only for configurations that have locking turned on. */
export const LOCK_GRADLE =
  'turn on dependency locking (`dependencyLocking { lockAllConfigurations() }`), run `gradle dependencies --write-locks` and commit gradle.lockfile';
