/** Configuration files of package managers and of Git: verification switched off, addresses without TLS. */
import { hostOf } from '../../../registries/npm-settings.ts';
import type { Hit } from './hit.ts';
import type { HygieneRule } from './hygiene-rules.ts';

interface Line {
  readonly rule: HygieneRule;
  readonly test: RegExp;
  readonly observed: string;
}

/** Longer lines are minified files, not one setting. */
const MOST_TEXT = 400;
const CLEARTEXT = 'an address without TLS';
/** On the machine itself there is nobody on the way. */
const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/;

const BY_NAME: Readonly<Record<string, readonly Line[]>> = {
  '.npmrc': [{ rule: 'TLS-OFF', test: /^\s*strict-ssl\s*=\s*"?false/i, observed: 'strict-ssl=false' }],
  '.yarnrc': [{ rule: 'TLS-OFF', test: /^\s*"?strict-ssl"?\s+"?false/i, observed: 'strict-ssl false' }],
  '.yarnrc.yml': [
    { rule: 'TLS-OFF', test: /^\s*enableStrictSsl:\s*false/, observed: 'enableStrictSsl: false' },
    {
      rule: 'CHECKSUMS-OFF',
      test: /^checksumBehavior:\s*["']?(?:update|ignore)/,
      observed: 'checksumBehavior',
    },
  ],
  'pip.conf': [{ rule: 'TLS-OFF', test: /^\s*trusted-host\s*=/, observed: 'trusted-host' }],
  'pip.ini': [{ rule: 'TLS-OFF', test: /^\s*trusted-host\s*=/, observed: 'trusted-host' }],
  '.gemrc': [{ rule: 'TLS-OFF', test: /^:?ssl_verify_mode:\s*0/, observed: 'ssl_verify_mode: 0' }],
  '.condarc': [{ rule: 'TLS-OFF', test: /^ssl_verify:\s*(?:false|no)/i, observed: 'ssl_verify: false' }],
  '.curlrc': [{ rule: 'TLS-OFF', test: /^\s*(?:-k|--?insecure|insecure)\s*$/, observed: 'insecure' }],
  '.wgetrc': [
    { rule: 'TLS-OFF', test: /^\s*check_certificate\s*=\s*off/i, observed: 'check_certificate = off' },
  ],
  '.gitconfig': [{ rule: 'TLS-OFF', test: /^\s*sslVerify\s*=\s*false/i, observed: 'sslVerify = false' }],
  'go.env': [
    {
      rule: 'CHECKSUMS-OFF',
      test: /^GO(?:SUMDB=off|NOSUMDB=\*|FLAGS=.*-insecure)/,
      observed: 'the checksum database of Go is off',
    },
  ],
  'composer.json': [
    {
      rule: 'TLS-OFF',
      test: /"(?:secure-http|verify_peer|verify_peer_name)"\s*:\s*false|"disable-tls"\s*:\s*true/,
      observed: 'secure-http false, disable-tls or verify_peer',
    },
  ],
  '.gitmodules': [],
};

export const SETTINGS_NAMES: readonly string[] = Object.keys(BY_NAME);

export function checkSettings(name: string, text: string): Hit[] {
  const hits: Hit[] = [];
  const patterns = Object.hasOwn(BY_NAME, name) ? (BY_NAME[name] ?? []) : [];
  for (const [at, line] of text.split('\n').entries()) {
    if (line.length > 4000 || /^\s*[#;]/.test(line)) continue;
    for (const { rule, test, observed } of patterns)
      if (test.test(line))
        hits.push({ rule, line: at + 1, observed, ...(line.length > MOST_TEXT ? {} : { text: line }) });
    const address =
      name === '.gitmodules' ? /^\s*url\s*=\s*((?:http|git):\/\/\S+)/.exec(line)?.[1] : undefined;
    if (address !== undefined && !LOOPBACK.test(hostOf(address) ?? '')) {
      hits.push({
        rule: 'SUBMODULE-CLEARTEXT',
        line: at + 1,
        observed: `${CLEARTEXT}: ${hostOf(address) ?? ''}`,
      });
    }
    const registry =
      /(?:registry|index-url|npmRegistryServer)["']?(?:\s*[:=]\s*|\s+)["']?(http:\/\/[^\s"']+)/i.exec(
        line,
      )?.[1];
    if (registry !== undefined && name !== '.gitmodules' && !LOOPBACK.test(hostOf(registry) ?? '')) {
      hits.push({ rule: 'TLS-OFF', line: at + 1, observed: `${CLEARTEXT}: ${hostOf(registry) ?? ''}` });
    }
  }
  return hits;
}
