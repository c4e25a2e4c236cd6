/** What conditions of policies limit: who may come, and what one may do. */
import { type ConfigValue, itemsOf, textOf } from '@theriac/core/configuration';

type Answer = 'yes' | 'no' | 'unknown';

/** Keys that say who calls or from where, in small letters; `/` at the end: any below it. */
const CALLER_KEYS: readonly string[] = [
  'aws:federatedprovider',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principalservicename',
  'aws:principalservicenameslist',
  'aws:principaltag/',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceip',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:sourceowner',
  'aws:sourcevpc',
  'aws:sourcevpcarn',
  'aws:sourcevpce',
  'aws:userid',
  'aws:username',
  'aws:vpceaccount',
  'aws:vpceorgid',
  'aws:vpceorgpaths',
  'aws:vpcsourceip',
  'elasticfilesystem:accessedviamounttarget',
  'elasticfilesystem:accesspointarn',
  'kms:calleraccount',
  'kms:granteeprincipal',
  'kms:viaservice',
  's3:dataaccesspointaccount',
  's3:dataaccesspointarn',
  'sts:externalid',
];

/** Switches that only services or callers of the own network set. */
const CALLER_SWITCHES: readonly string[] = [
  'aws:principalisawsservice',
  'aws:viaawsservice',
  'elasticfilesystem:accessedviamounttarget',
];

/** Keys that every request has: `IfExists` changes nothing. */
const ALWAYS_SENT: readonly string[] = ['aws:sourceip', 'aws:principalarn', 'aws:principalaccount'];

/** Keys that say how, when or what, and leave open who; also what callers write themselves. */
const OTHER_KEYS: readonly string[] = [
  'aws:currenttime',
  'aws:epochtime',
  'aws:multifactorauthpresent',
  'aws:referer',
  'aws:requestedregion',
  'aws:resourcetag/',
  'aws:securetransport',
  'aws:tokenissuetime',
  'aws:useragent',
  's3:existingobjecttag/',
  's3:max-keys',
  's3:prefix',
  's3:tlsversion',
  's3:versionid',
  's3:x-amz-acl',
  's3:x-amz-server-side-encryption',
  'sns:protocol',
];

/** Keys that leave a grant as wide as it is. */
const NOT_LIMITING: readonly string[] = [
  'aws:currenttime',
  'aws:epochtime',
  'aws:requestedregion',
  'aws:securetransport',
  'aws:tokenissuetime',
];

const EQUAL = /^(?:StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike|IpAddress)$/i;

interface Line {
  /** Without its set operator and `IfExists`. */
  readonly operator: string;
  readonly isIfExists: boolean;
  readonly isForAll: boolean;
  /** In small letters. */
  readonly key: string;
  readonly value: ConfigValue;
}

/** Undefined: a part of the condition is not known. */
function linesOf(condition: ConfigValue): readonly Line[] | undefined {
  if (condition.kind !== 'map') return undefined;
  const lines: Line[] = [];
  for (const [name, keys] of condition.entries) {
    if (keys.kind !== 'map') return undefined;
    const set = /^(ForAllValues|ForAnyValue):(.{1,60})$/i.exec(name);
    const written = set?.[2] ?? name;
    const isIfExists = /IfExists$/i.test(written);
    for (const [key, value] of keys.entries)
      lines.push({
        operator: isIfExists ? written.slice(0, -'IfExists'.length) : written,
        isIfExists,
        isForAll: set?.[1]?.toLowerCase() === 'forallvalues',
        key: key.toLowerCase(),
        value,
      });
  }
  return lines;
}

/** Whether a grant to everybody is one to those that the condition names. */
export function limitsCallers(condition: ConfigValue | undefined): Answer {
  if (condition === undefined || condition.kind === 'empty') return 'no';
  const lines = linesOf(condition);
  if (lines === undefined) return 'unknown';
  const answers = lines.map((line) => limitsCaller(line, lines));
  if (answers.includes('yes')) return 'yes';
  return answers.includes('unknown') ? 'unknown' : 'no';
}

function limitsCaller(line: Line, all: readonly Line[]): Answer {
  const { operator, key, value } = line;
  if (isAmong(key, OTHER_KEYS)) return 'no';
  if (/^Bool$/i.test(operator) && CALLER_SWITCHES.includes(key))
    return textOf(value) === 'true' ? 'yes' : 'unknown';
  // The key of a provider of identities: `token.actions.githubusercontent.com:sub`.
  const isOfProvider = /^[^:]{1,200}\.[^:]{1,200}:/.test(key);
  if (!isOfProvider && !isAmong(key, CALLER_KEYS)) return 'unknown';
  if (!EQUAL.test(operator)) return /^Null$|Not/i.test(operator) ? 'unknown' : 'no';
  if (texts(value).some(isAnything)) return 'no';
  const isRequired = all.some(
    (one) => /^Null$/i.test(one.operator) && one.key === key && textOf(one.value) === 'false',
  );
  // Without the key in the request such a line holds.
  if ((line.isIfExists || line.isForAll) && !isRequired && !ALWAYS_SENT.includes(key)) return 'unknown';
  return 'yes';
}

/** Whether a grant is less than it says. */
export function limitsGrant(condition: ConfigValue | undefined): Answer {
  if (condition === undefined || condition.kind === 'empty') return 'no';
  const lines = linesOf(condition);
  if (lines === undefined) return 'unknown';
  const limiting = lines.filter(({ key }) => !isAmong(key, NOT_LIMITING));
  // Actions whose requests have no such key are granted whole.
  if (limiting.some(({ isIfExists, isForAll }) => !isIfExists && !isForAll)) return 'yes';
  return limiting.length > 0 ? 'unknown' : 'no';
}

function isAmong(key: string, names: readonly string[]): boolean {
  return names.some((name) => (name.endsWith('/') ? key.startsWith(name) : key === name));
}

function texts(value: ConfigValue): readonly string[] {
  return [value, ...itemsOf(value)].flatMap((one) => textOf(one) ?? []);
}

/** A text or a range of addresses that everybody fits. */
function isAnything(text: string): boolean {
  return /^\*+$/.test(text) || /^[0-9a-f.:]{1,40}\/[0-7]$/i.test(text);
}
