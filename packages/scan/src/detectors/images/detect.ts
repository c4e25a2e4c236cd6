/** Looks at an image as a whole: its configuration, its base, and programs and accounts in it. */
import type { DetectContext, ImageFacts, RawFinding, Rule, StartDetector } from '@theriac/core';
import { type Config, daysBetween, type RuntimeExtra } from '@theriac/govern';
import { aboutImage, HISTORY } from './about-image.ts';
import { baseFindings } from './base-findings.ts';
import { EXTRAS, PROGRAM_FOLDERS } from './extras.ts';
import { IMAGE_RULES } from './image-rules.ts';
import { CLEAR_TEXT, REMOTE_ACCESS } from './ports.ts';

const MAX_AGE_DAYS = 183;
/** Builds that want the same bytes each time set a day of long ago. */
const FIRST_YEAR = '2010';
/** Paths that one finding names. */
const MOST_NAMED = 40;

export const start: StartDetector<Config> = ({ image, config, asOf }) => ({
  conclude: (context) => {
    if (image === undefined) return { findings: [] };
    return {
      findings: [
        ...runtimeFindings(image, asOf),
        ...baseFindings(image, config.images.approved),
        ...(image.layers.length === 0 ? [] : extraFindings(context, config.images.allow)),
        ...setIdFindings(image, config.images.allowSetId),
        ...historyFindings(context),
        ...accountFindings(context),
        ...environmentFindings(context),
      ],
    };
  },
});

function runtimeFindings({ runtime, created }: ImageFacts, asOf: string): RawFinding[] {
  if (runtime === undefined) return [];
  const findings: RawFinding[] = [];
  const [user = ''] = runtime.user.split(':');
  if (user === '' || user === 'root' || user === '0')
    findings.push(
      aboutImage(
        IMAGE_RULES.ROOT,
        'USER',
        user === '' ? 'no user is set, so it is root' : `the user is ${user}`,
        'a user other than root',
      ),
    );
  for (const port of runtime.ports) {
    const [number = '', protocol = 'tcp'] = port.split('/');
    const remote = protocol === 'tcp' ? REMOTE_ACCESS.get(Number(number)) : undefined;
    const clear = CLEAR_TEXT.get(Number(number));
    if (remote !== undefined)
      findings.push(aboutImage(IMAGE_RULES['PORT-REMOTE-ACCESS'], `EXPOSE ${port}`, `${port}: ${remote}`));
    if (clear !== undefined)
      findings.push(aboutImage(IMAGE_RULES['PORT-CLEAR-TEXT'], `EXPOSE ${port}`, `${port}: ${clear}`));
  }
  const built = created?.slice(0, 10) ?? '';
  if (/^\d{4}-\d\d-\d\d$/.test(built) && built > FIRST_YEAR && daysBetween(built, asOf) > MAX_AGE_DAYS)
    findings.push(aboutImage(IMAGE_RULES.OLD, 'created', `built on ${built}`));
  return findings;
}

const EXTRA_RULES: Readonly<Record<RuntimeExtra, Rule>> = {
  shell: IMAGE_RULES.SHELL,
  'package-manager': IMAGE_RULES['PACKAGE-MANAGER'],
  compiler: IMAGE_RULES.COMPILER,
  download: IMAGE_RULES.DOWNLOAD,
  debugger: IMAGE_RULES.DEBUGGER,
  'remote-access': IMAGE_RULES['REMOTE-ACCESS'],
  'version-control': IMAGE_RULES['VERSION-CONTROL'],
};

/** One finding for each group of programs, with all of them. */
function extraFindings({ list }: Pick<DetectContext, 'list'>, allow: readonly RuntimeExtra[]): RawFinding[] {
  const places = new Map<string, string>();
  for (const folder of PROGRAM_FOLDERS)
    for (const { name, kind } of list(folder))
      if ((kind === 'file' || kind === 'link') && !places.has(name)) places.set(name, `${folder}/${name}`);
  return (Object.keys(EXTRAS) as RuntimeExtra[])
    .filter((group) => !allow.includes(group))
    .flatMap((group) => {
      const found = EXTRAS[group].flatMap((name) => places.get(name) ?? []).sort();
      const [first] = found;
      const rule = EXTRA_RULES[group];
      if (first === undefined) return [];
      return [
        {
          rule,
          subject: { kind: 'file' as const, path: first },
          key: group,
          locations: found.map((path) => ({ path })),
          evidence: [{ source: 'detector/images', observed: found.join(', ') }],
          scope: 'production' as const,
          action: rule.remediation ?? '',
        },
      ];
    });
}

function setIdFindings({ setId, layers }: ImageFacts, allowed: readonly string[]): RawFinding[] {
  const open = setId.filter(({ path }) => !allowed.includes(path));
  const unowned = open.filter(({ owned }) => owned === false);
  const findings = unowned.map(
    ({ path, mode }): RawFinding => ({
      rule: IMAGE_RULES['SET-ID-UNOWNED'],
      subject: { kind: 'file', path },
      key: '',
      locations: [{ path }],
      evidence: [{ source: 'detector/images', observed: `mode ${mode}` }],
      scope: 'production',
      action: `Take the bit away from ${path}, or name it in images.allowSetId`,
    }),
  );
  const owned = open.filter((file) => file.owned !== false);
  const [first] = owned;
  // A host needs them; a container does not.
  if (first === undefined || layers.length === 0) return findings;
  const named = owned.slice(0, MOST_NAMED);
  return [
    ...findings,
    {
      rule: IMAGE_RULES['SET-ID'],
      subject: { kind: 'file', path: first.path },
      key: 'all',
      locations: named.map(({ path }) => ({ path })),
      evidence: [
        {
          source: 'detector/images',
          observed: owned.map(({ path, mode }) => `${path} ${mode}`).join(', '),
        },
      ],
      scope: 'production',
      action: IMAGE_RULES['SET-ID'].remediation ?? '',
    },
  ];
}

function historyFindings({ inventory }: Pick<DetectContext, 'inventory'>): RawFinding[] {
  return inventory.skipped
    .filter(({ reason, path }) => reason === 'version-control' && !path.includes('/node_modules/'))
    .map(({ path }) => ({
      rule: IMAGE_RULES['VERSION-CONTROL-DATA'],
      subject: { kind: 'file', path },
      key: '',
      locations: [{ path }],
      evidence: [{ source: 'detector/images', observed: path }],
      scope: 'production',
      action: IMAGE_RULES['VERSION-CONTROL-DATA'].remediation ?? '',
    }));
}

const SHADOW = 'etc/shadow';
const PASSWD = 'etc/passwd';

function accountFindings({ file }: Pick<DetectContext, 'file'>): RawFinding[] {
  const findings: RawFinding[] = [];
  const told = (rule: Rule, path: string, line: number, name: string): void => {
    findings.push({
      rule,
      subject: { kind: 'setting', path, name },
      key: '',
      locations: [{ path, line }],
      evidence: [{ source: 'detector/images', observed: `the account ${name}` }],
      scope: 'production',
      action: rule.remediation ?? '',
    });
  };
  for (const [line, [name = '', password]] of accountsIn(file(SHADOW)))
    if (password === '') told(IMAGE_RULES['EMPTY-PASSWORD'], SHADOW, line, name);
  for (const [line, [name = '', password, number]] of accountsIn(file(PASSWD))) {
    if (password === '') told(IMAGE_RULES['EMPTY-PASSWORD'], PASSWD, line, name);
    if (number === '0' && name !== 'root') told(IMAGE_RULES['SECOND-ROOT'], PASSWD, line, name);
  }
  return findings;
}

function* accountsIn(
  file: { text(): string } | null,
): Generator<readonly [line: number, fields: readonly string[]]> {
  for (const [i, line] of (file?.text() ?? '').split('\n').entries())
    if (/^[A-Za-z_]/.test(line)) yield [i + 1, line.split(':')];
}

/** Variables that switch the check of certificates off. */
const TLS_OFF: readonly RegExp[] = [
  /^NODE_TLS_REJECT_UNAUTHORIZED=0$/,
  /^PYTHONHTTPSVERIFY=0$/,
  /^GIT_SSL_NO_VERIFY=(?:1|true)$/i,
  /^(?:npm_config_strict_ssl|NPM_CONFIG_STRICT_SSL)=false$/,
  /^CURL_INSECURE=(?:1|true)$/i,
  /^GOINSECURE=\*$/,
];

function environmentFindings({ file }: Pick<DetectContext, 'file'>): RawFinding[] {
  const findings: RawFinding[] = [];
  if ((file('etc/ld.so.preload')?.text().trim() ?? '') !== '')
    findings.push({
      rule: IMAGE_RULES.PRELOAD,
      subject: { kind: 'file', path: 'etc/ld.so.preload' },
      key: '',
      locations: [{ path: 'etc/ld.so.preload' }],
      evidence: [{ source: 'detector/images', observed: 'etc/ld.so.preload names a library' }],
      scope: 'production',
      action: IMAGE_RULES.PRELOAD.remediation ?? '',
    });
  for (const line of (file(HISTORY)?.text() ?? '').split('\n')) {
    const variable = /^ENV (.+)$/.exec(line)?.[1];
    if (variable === undefined) continue;
    const [name = ''] = variable.split('=', 1);
    if (name === 'LD_PRELOAD')
      findings.push(aboutImage(IMAGE_RULES.PRELOAD, `ENV ${name}`, `${name} is set`));
    if (TLS_OFF.some((off) => off.test(variable)))
      findings.push(aboutImage(IMAGE_RULES['TLS-OFF'], `ENV ${name}`, variable));
  }
  // History and configuration both name what was set last.
  return [
    ...new Map(
      findings.map((one) => [`${one.rule.id} ${'name' in one.subject ? one.subject.name : ''}`, one]),
    ).values(),
  ];
}
