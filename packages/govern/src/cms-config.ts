/** The `cms:` section of `theriac.yaml`: what a content management system does not say of itself. */

/** Rules for passwords: length and checks against known ones, or complexity and rotation as older policies ask. */
export const PASSWORD_PROFILES = ['modern', 'legacy-cms'] as const;

export interface CmsConfig {
  /** The config split (or the environment of settings.php) that runs where patients are. */
  readonly environment?: string;
  /** Absent: both are told. */
  readonly profile?: (typeof PASSWORD_PROFILES)[number];
  /** Whether the site holds patient data; absent: what its forms and entities ask for decides. */
  readonly phi?: boolean;
  /** Days for which submissions with patient data may be kept. */
  readonly retentionDays?: number;
}
