/**
 * What a profile amounts to. One capability alone says little: honest packages talk to networks, run programs and
 * read variables. These are the combinations that published malicious packages have and the most used honest ones do
 * not (bench/packages.ts measures both).
 */
import { CAPABILITIES, type Capability, type Evidence } from './capability.ts';
import type { FileProfile, PackageProfile } from './profile.ts';

export interface Concern {
  readonly id: ConcernId;
  readonly severity: 'high' | 'medium';
  /** One sentence. */
  readonly title: string;
  readonly evidence: readonly Evidence[];
}

/** A capability, or one of its subjects alone: `filesystem-write=a temporary file`. */
type Sign = Capability | `${Capability}=${string}`;

interface Row {
  readonly severity: Concern['severity'];
  readonly title: string;
  /** Each group must be there in one file, one sign of it at least. */
  readonly all: readonly (readonly Sign[])[];
  /** Only in files that run at install. */
  readonly atInstall?: true;
  /** Signs of all groups are at most this many lines apart: large bundles have everything somewhere. */
  readonly within?: number;
  /** Tests and documents count too. */
  readonly aside?: true;
  /** Subjects that do not count: what honest packages have for a reason. */
  readonly except?: RegExp;
}

const WHOLE_ENVIRONMENT: readonly Sign[] = [
  'environment=JSON.stringify',
  'environment=process.env as a value',
  'environment=os.environ.items',
  'environment=os.environ.values',
  'environment=json.dumps of os.environ',
  'environment=str of os.environ',
  'environment=repr of os.environ',
  'environment=ENV',
];

const SOCKETS: readonly Sign[] = [
  'network=net',
  'network=net.connect',
  'network=net.createConnection',
  'network=net.Socket',
  'network=socket.socket',
  'network=socket.create_connection',
  'network=a socket',
];

const ROWS = {
  'install-payload': {
    severity: 'high',
    title:
      'What runs at install runs code that it decodes first, hides what it does, or downloads what it runs',
    all: [['decoded-code', 'obfuscation', 'shell']],
    atInstall: true,
  },
  'install-beacon': {
    severity: 'high',
    title: 'What runs at install takes variables, credentials or names of the machine to the network',
    all: [
      ['environment', 'secret', 'endpoint', 'dns'],
      ['network', 'process', 'dns', 'install-script'],
    ],
    atInstall: true,
    except: /^(?:host (?:github\.com|nodejs\.org)|NODE_AUTH_TOKEN|GITHUB_TOKEN|GH_TOKEN)/,
  },
  'install-remote-code': {
    severity: 'high',
    title: 'What runs at install builds code while it runs, and talks to the network',
    all: [['dynamic-code'], ['network']],
    atInstall: true,
    except: /^a module whose name is computed$/,
  },
  'remote-code': {
    severity: 'high',
    title: 'Builds code from what it asks the network for',
    within: 60,
    all: [
      [
        'dynamic-code=eval',
        'dynamic-code=Function',
        'dynamic-code=Function.constructor',
        'dynamic-code=AsyncFunction',
      ],
      [
        'network=axios.get',
        'network=axios.post',
        'network=axios',
        'network=fetch',
        'network=request',
        'network=https.get',
        'network=http.get',
        'network=node-fetch',
      ],
    ],
  },
  'neighbour-change': {
    severity: 'high',
    title: 'Changes another package at install',
    all: [['tampering=another package']],
    atInstall: true,
  },
  'remote-shell': {
    severity: 'high',
    title: 'Opens a socket and starts a shell',
    all: [SOCKETS, ['process=a shell']],
  },
  'install-drop': {
    severity: 'high',
    title: 'What runs at install writes a temporary file and runs programs',
    all: [['filesystem-write=a temporary file'], ['process']],
    atInstall: true,
  },
  'credential-theft': {
    severity: 'high',
    title: 'Reads credentials and carries data off',
    all: [['secret'], ['endpoint', 'dns', 'propagation']],
  },
  'key-leak': {
    severity: 'high',
    title: 'Takes keys from variables to the network',
    all: [
      ['secret=a variable with a key'],
      [
        'network=a network function',
        'network=urllib.request.urlopen',
        'network=requests.post',
        'network=requests.get',
      ],
    ],
  },
  'hidden-program': {
    severity: 'high',
    title: 'Hides what it does, and reaches the network, other programs, wallets or credentials',
    all: [
      ['obfuscation'],
      ['network', 'process', 'wallet', 'secret', 'environment', 'dynamic-code', 'decoded-code', 'tampering'],
    ],
  },
  'decoded-program': {
    severity: 'high',
    title: 'Runs code that it decodes first',
    all: [['decoded-code']],
    except: /^unpacks into a shell/,
  },
  'test-payload': {
    severity: 'high',
    title: 'Unpacks a file into a shell while it builds',
    all: [['decoded-code=unpacks into a shell']],
    aside: true,
  },
  'environment-leak': {
    severity: 'high',
    title: 'Takes all environment variables to the network',
    all: [WHOLE_ENVIRONMENT, ['network', 'endpoint', 'dns']],
    // An address in a text is a link more often than not.
    except: /^host /,
  },
  endpoint: {
    severity: 'high',
    title:
      'Carries data to a service that takes it from anybody: a web hook, a paste or request bin, a tunnel',
    all: [['endpoint'], ['network', 'process']],
  },
  'wallet-drainer': {
    severity: 'high',
    title: 'Reaches into wallets and replaces functions through which everything passes, or carries data off',
    all: [['wallet'], ['tampering', 'obfuscation', 'endpoint', 'clipboard', 'decoded-code']],
  },
  worm: {
    severity: 'high',
    title: 'Reads tokens and publishes packages or changes pipelines with them',
    all: [['propagation'], ['secret'], ['process', 'network']],
  },
  miner: {
    severity: 'high',
    title: 'Mines a currency',
    all: [['mining'], ['process', 'network', 'binary', 'shell']],
  },
  saboteur: {
    severity: 'high',
    title: 'Asks in which country it runs, and writes files in secret',
    all: [['place'], ['filesystem-write', 'destruction'], ['obfuscation', 'decoded-code', 'destruction']],
    except: /^(?:CI|GITHUB_ACTIONS|JENKINS_URL|TRAVIS|GITLAB_CI)$/,
  },
  destroyer: {
    severity: 'high',
    title: 'Deletes what it did not make',
    all: [['destruction'], ['process', 'place', 'filesystem-write', 'shell']],
  },
  dropper: {
    severity: 'high',
    title: 'Downloads something and runs it',
    all: [['shell'], ['process', 'install-script']],
  },
  lodger: {
    severity: 'high',
    title: 'Makes itself start again, at install',
    all: [['persistence'], ['network'], ['process', 'filesystem-write']],
    atInstall: true,
  },
  'hidden-characters': {
    severity: 'high',
    title: 'Has characters in its code that nobody sees',
    all: [['hidden-text']],
    except: /direction/,
  },
  'start-hook': {
    severity: 'high',
    title: 'Runs whenever the interpreter starts',
    all: [['import-hook'], ['network', 'process', 'decoded-code', 'dynamic-code']],
  },
  'assistant-abuse': {
    severity: 'high',
    title: 'Tells an assistant on the machine what to do',
    all: [['prompt-text'], ['process']],
  },
  'install-network': {
    severity: 'medium',
    title: 'What runs at install talks to the network and runs programs',
    all: [['network'], ['process']],
    atInstall: true,
  },
  'direction-characters': {
    severity: 'medium',
    title: 'Has characters that change the direction of its code',
    all: [['hidden-text=characters that change the direction']],
  },
} as const satisfies Record<string, Row>;

type ConcernId = keyof typeof ROWS;

const MOST_EVIDENCE = 8;

/** Worst first; each at most once, over all files. */
export function concernsOf(profile: PackageProfile): Concern[] {
  const concerns: Concern[] = [];
  const manifests = new Set([profile.manifest, ...profile.manifest.bundled].map(({ path }) => path));
  const starts = profile.files
    .filter((file) => manifests.has(file.path))
    .flatMap(({ evidence }) => evidence)
    .filter((e) => e.capability === 'install-script' || e.capability === 'shell');
  for (const [id, row] of Object.entries<Row>(ROWS)) {
    const evidence: Evidence[] = [];
    for (const file of profile.files) for (const one of matchOf(row, file, starts)) evidence.push(one);
    if (evidence.length === 0 || !isConcernId(id)) continue;
    concerns.push({
      id,
      severity: row.severity,
      title: row.title,
      evidence: distinct(evidence).slice(0, MOST_EVIDENCE),
    });
  }
  return concerns.sort((a, b) => Number(a.severity !== 'high') - Number(b.severity !== 'high'));
}

function isConcernId(id: string): id is ConcernId {
  return Object.hasOwn(ROWS, id);
}

function matchOf(row: Row, file: FileProfile, starts: readonly Evidence[]): Evidence[] {
  if (row.atInstall === true && file.role !== 'install' && !file.evidence.some((e) => starts.includes(e)))
    return [];
  if (file.role === 'aside' && row.aside !== true) return [];
  const matched: Evidence[] = [];
  const signs: Evidence[][] = [];
  for (const group of row.all) {
    const of = file.evidence.filter((e) => isSign(e, group) && row.except?.test(e.subject) !== true);
    if (of.length === 0) return [];
    signs.push(of);
    for (const one of of.slice(0, 4)) matched.push(one);
  }
  return row.within === undefined || areNear(signs, row.within) ? matched : [];
}

/** Whether a sign of the first group has one of each other group within so many lines. */
function areNear([first = [], ...others]: readonly (readonly Evidence[])[], lines: number): boolean {
  const lineOf = (e: Evidence): number => e.location.line ?? 1;
  return first.some((e) =>
    others.every((group) => group.some((o) => Math.abs(lineOf(o) - lineOf(e)) <= lines)),
  );
}

function isSign({ capability, subject }: Evidence, group: readonly Sign[]): boolean {
  return group.some((sign) => sign === capability || sign === `${capability}=${subject}`);
}

function distinct(evidence: readonly Evidence[]): Evidence[] {
  return [...new Map(evidence.map((e) => [`${e.capability} ${e.subject} ${e.location.path}`, e])).values()];
}

/** Capabilities that the package has outside its tests and documents, each with its evidence. */
export function capabilitiesOf(profile: PackageProfile): ReadonlyMap<Capability, readonly Evidence[]> {
  const found = new Map<Capability, Evidence[]>();
  for (const { role, evidence } of profile.files) {
    if (role === 'aside') continue;
    for (const e of evidence) {
      const list = found.get(e.capability);
      if (list === undefined) found.set(e.capability, [e]);
      else list.push(e);
    }
  }
  const order = Object.keys(CAPABILITIES);
  return new Map([...found].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)));
}
