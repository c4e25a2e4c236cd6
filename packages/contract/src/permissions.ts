/**
 * Who may do what. The rows are those of the governance model; each route names the permission that it needs, and a test
 * walks every route with every role.
 */

export const ROLES = [
  'viewer',
  'developer',
  'system-owner',
  'security-reviewer',
  'legal-reviewer',
  'privacy-officer',
  'security-official',
  'clinical-safety',
  'auditor',
  'admin',
  'provisioner',
] as const;
export type Role = (typeof ROLES)[number];

/** In words, for those who assign them. */
export const ROLE_TITLES: Readonly<Record<Role, string>> = {
  viewer: 'Reads systems and findings',
  developer: 'Uploads results and works on findings',
  'system-owner': 'Answers for systems and their facts',
  'security-reviewer': 'Reviews findings, exceptions and requests',
  'legal-reviewer': 'Reviews licences and contracts',
  'privacy-officer': 'Answers for patient data',
  'security-official': 'Security official (45 CFR 164.308(a)(2))',
  'clinical-safety': 'Answers for the safety of patients',
  auditor: 'Reads and verifies, from outside, for a limited time',
  admin: 'Accounts, roles and settings; approves nothing and decrypts nothing',
  provisioner: 'Keeps accounts and groups up to date by SCIM; of services',
};

export const ACTIONS = ['read', 'write', 'approve', 'execute'] as const;
export type Action = (typeof ACTIONS)[number];

/** A permission that holds in part: what the service that grants it checks besides. */
export const CONDITIONS = {
  'up-to-high': 'severity high and below',
  'licence-only': 'findings of licences',
  'privacy-only': 'questions of patient data',
  'safety-only': 'systems whose failure can hurt',
  'development-only': 'environments of development',
  'metadata-only': 'what is known about it, not its content',
  'own-only': 'what concerns oneself',
  'closed-only': 'what is closed',
  'four-eyes': 'granting the role `admin` takes a second person',
  'by-grant': 'a grant by name, with a reason, for a limited time',
} as const;
export type Condition = keyof typeof CONDITIONS;

/**
 * R read, W create and edit, A approve, X execute, - none; behind a colon, the condition that holds for A, W or X.
 * Columns are {@link ROLES}. Whoever may edit or approve may read.
 */
const MATRIX = {
  //                  viewer developer  owner     reviewer        legal           privacy          official   safety         auditor         admin           provisioner
  organisation:
    'R      R          R         R               R               R                R          R              R               W               -',
  system:
    'R      R          W         W               R               W                W          W:safety-only  R               R               -',
  upload:
    '-      X          X         X               -               -                X          -              -               -               -',
  intake:
    'R      W          W         A               A:licence-only  A:privacy-only   A          R              R               R               -',
  finding:
    'R      W          W         WA              R               R                A          W              R               R               -',
  exception:
    'R      W          W         A:up-to-high    A:licence-only  R                A          A:safety-only  R               -               -',
  'mitigation-template':
    'R  R          W         W               -               R                A          A              R               -               -',
  mitigation:
    '-      X:development-only X X               -               -                X          -              -               -               -',
  vendor:
    'R      R          W         W               A               A                A          -              R               R               -',
  evidence:
    'R:metadata-only W W         WA              R               W                A          W              R               -               -',
  policy:
    'R      R          R         W               W               W                A          R              R               W               -',
  incident:
    '-      R:own-only W         W               R               W                A          W              R:closed-only   -               -',
  account:
    '-      -          -         -               -               -                R          -              -               W:four-eyes               -',
  audit:
    '-      -          -         R               -               R                R          -              RX              R               -',
  retention:
    '-      -          -         -               A               W                A          -              R               -               -',
  'sensitive-field':
    '-      -          -         X:by-grant      -               X:by-grant       X:by-grant -              -               -               -',
  index:
    'R      R          R         R               R               R                X          R              R               X               -',
  'break-glass':
    '-      -          X         X               -               X                -          X              -               -               -',
  provisioning:
    '-      -          -         -               -               -                -          -              -               -               X',
} as const satisfies Readonly<Record<string, string>>;

export type PermissionObject = keyof typeof MATRIX;
export const PERMISSION_OBJECTS = Object.keys(MATRIX) as readonly PermissionObject[];

export type Permission = `${PermissionObject}:${Action}`;

/** `always`: without a condition. */
export type Allowance = 'always' | Condition;

const LETTERS: Readonly<Record<string, readonly Action[]>> = {
  R: ['read'],
  W: ['read', 'write'],
  A: ['read', 'approve'],
  X: ['execute'],
};

const TABLE: ReadonlyMap<Role, ReadonlyMap<Permission, Allowance>> = new Map(
  ROLES.map((role, column) => [role, columnOf(column)]),
);

function columnOf(column: number): ReadonlyMap<Permission, Allowance> {
  const allowed = new Map<Permission, Allowance>();
  for (const object of PERMISSION_OBJECTS) {
    const [letters = '', condition] = (MATRIX[object].split(/\s+/)[column] ?? '-').split(':');
    for (const letter of letters)
      for (const action of LETTERS[letter] ?? []) {
        // What is not known about it can still be read by those who edit a part of it.
        const conditional = action !== 'read' || letters === 'R';
        allowed.set(
          `${object}:${action}`,
          condition === undefined || !conditional ? 'always' : (condition as Condition),
        );
      }
  }
  return allowed;
}

/** @returns undefined where the role does not have the permission */
export function allowance(role: Role, permission: Permission): Allowance | undefined {
  return TABLE.get(role)?.get(permission);
}

/** All permissions of a role, sorted. */
export function permissionsOf(role: Role): readonly Permission[] {
  return [...(TABLE.get(role)?.keys() ?? [])].sort();
}

export const PERMISSIONS: readonly Permission[] = [...new Set(ROLES.flatMap(permissionsOf))].sort();
