/**
 * Texts that give code away, whatever language it is in. Each list comes from published analyses of malicious
 * packages; a row that honest packages need is distinguished in `verdict.ts`, not left out here.
 */

/** Services that take data from anybody without an account of the victim: web hooks, paste and request bins, tunnels. */
export const ENDPOINTS =
  /(?:discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks|api\.telegram\.org\/bot|hooks\.slack\.com\/services|pastebin\.com\/(?:raw|api)|paste\.ee|rentry\.co|hastebin\.com|webhook\.site|requestbin|pipedream\.net|beeceptor\.com|hookbin\.com|requestcatcher\.com|ngrok(?:-free)?\.(?:io|app|dev)|localtunnel\.me|trycloudflare\.com|serveo\.net|transfer\.sh|file\.io|gofile\.io|anonfiles\.com|oast(?:ify)?\.(?:com|fun|live|me|online|pro|site)|burpcollaborator\.net|interact\.sh|dnslog\.cn|ceye\.io|canarytokens\.com|termbin\.com|0x0\.st|getsession\.org|workers\.dev\/[a-z0-9]{6,})/i;

/** Files where credentials lie. */
export const CREDENTIAL_PATHS =
  /(?:^|[/\\~"'`\s])(?:\.npmrc|\.pypirc|\.netrc|\.git-credentials|\.ssh[/\\](?:id_\w+|config|authorized_keys)|id_rsa|id_ed25519|\.aws[/\\](?:credentials|config)|\.kube[/\\]config|\.docker[/\\]config\.json|\.config[/\\](?:gcloud|gh)|\.azure[/\\]|application_default_credentials|\.gnupg|\.bash_history|\.zsh_history|\.env\.(?:local|production)|etc[/\\](?:shadow|passwd)|Login Data|Local State|Web Data|cookies\.sqlite|key4\.db|logins\.json|Local Extension Settings|leveldb[/\\]|login\.keychain|keychain-db)\b/;

/** Variables that hold credentials of build and cloud. */
export const SECRET_VARIABLES =
  /^(?:NPM_TOKEN|NODE_AUTH_TOKEN|NPM_AUTH_TOKEN|GITHUB_TOKEN|GH_TOKEN|GITLAB_TOKEN|CI_JOB_TOKEN|AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)|AZURE_CLIENT_SECRET|GOOGLE_APPLICATION_CREDENTIALS|GCP_\w*KEY|TWINE_PASSWORD|PYPI_(?:TOKEN|PASSWORD)|DOCKER_(?:PASSWORD|AUTH_CONFIG)|VAULT_TOKEN|SLACK_(?:BOT_)?TOKEN|STRIPE_SECRET_KEY|DATABASE_URL|ACTIONS_(?:RUNTIME|ID_TOKEN_REQUEST)_TOKEN|\w*(?:PASSWORD|PRIVATE_KEY|MNEMONIC|SEED_PHRASE))$/;

export const PROPAGATION =
  /(?:\bnpm\s+publish\b|\btwine\s+upload\b|\bcargo\s+publish\b|\bgem\s+push\b|\.github\/workflows\/[\w.-]+\.ya?ml|\/-\/(?:npm\/v1\/(?:tokens|user)|whoami)\b|\/user\/repos\b.{0,40}\bprivate|self-hosted.{0,60}runner|trufflehog)/;

export const PERSISTENCE =
  /(?:\bcrontab\b|\/etc\/cron|systemctl\s+(?:--user\s+)?enable|\.config\/systemd|\/etc\/systemd\/system|LaunchAgents|LaunchDaemons|CurrentVersion\\+Run\b|\bschtasks\b|Start Menu\\+Programs\\+Startup|\.bashrc|\.zshrc|\.profile\b|\/etc\/rc\.local|\/etc\/ld\.so\.preload|authorized_keys)/;

export const WALLETS =
  /(?:\bwindow\.ethereum\b|\bethereum\.request\b|eth_sendTransaction|solana\.signTransaction|signAndSendTransaction|nkbihfbeogaeaoehlefnkodbefgpgknn|\bMetaMask\b.{0,40}(?:vault|leveldb|extension)|\bwallet\.dat\b|\bExodus\b.{0,30}exodus\.wallet|Electrum[/\\]wallets|atomic[/\\]Local Storage|copayProfile|bitcoinjs?.{0,30}wif)/i;

export const MINING =
  /(?:stratum\+(?:tcp|ssl):\/\/|\bxmrig\b|coinhive|cryptonight|minexmr|nanopool\.org|supportxmr|jsextension\.exe)/i;

export const DESTRUCTION =
  /(?:\brm\s+-(?:rf|fr)\s+(?:--no-preserve-root\s+)?(?:\/(?:\s|\*|$)|~|\$HOME|\$\{HOME\})|\bformat\s+c:|\bdel\s+\/[fsq]\b.{0,20}[a-z]:\\|mkfs\.\w+\s+\/dev|dd\s+if=\/dev\/(?:zero|urandom)\s+of=\/dev|shutil\.rmtree\(\s*(?:os\.path\.expanduser|Path\.home|["']\/["'])|vssadmin\s+delete\s+shadows)/;

/** A shell that takes what it runs from the network, or from an archive that is unpacked into it. */
export const FETCH_AND_RUN =
  /(?:\b(?:curl|wget)\b[^|;&\n]{0,400}\|\s*(?:sudo\s+)?(?:ba|z|da)?sh\b|(?:ba|z|da)?sh\s+-c\s+["']?\$\((?:curl|wget)|<\((?:curl|wget)\b|powershell(?:\.exe)?\s[^\n]{0,200}(?:-enc\b|-EncodedCommand|-e\s+[A-Za-z0-9+/=]{40}|DownloadString|Invoke-Expression|\biex\b)|\bcertutil\b[^\n]{0,100}-urlcache|\bmshta\s+http|bitsadmin\s+\/transfer|\bbase64\s+(?:-d|--decode|-D)\b[^|\n]{0,100}\|\s*(?:ba|z|da)?sh\b|(?:\bxz\b|\bgzip\b|\bbzip2\b|\bopenssl\b)[^|\n]{0,100}-d[^|\n]{0,100}\|\s*(?:\/bin\/)?(?:ba|z|da)?sh\b|\|\s*(?:xz|gzip|bzip2)\s+-d\S*(?:\s[^|\n]{0,80})?\|\s*(?:\/bin\/)?(?:ba)?sh\b|\b(?:curl|wget)\b[^\n]{0,300}\s-(?:o|O|-output)\b[^\n]{0,300}(?:chmod\s+(?:\+x|7\d\d)|&&\s*(?:nohup\s+)?(?:ba|z)?sh\s|&&\s*(?:nohup\s+)?python3?\s)|\bnc\b[^\n]{0,60}-e\s+\/bin\/|\/dev\/tcp\/\d|bash\s+-i\s+>&)/;

/** A language, place or automation that decides whether the code acts. */
export const PLACES =
  /(?:\bru[-_]RU\b|\bbe[-_]BY\b|\bAsia\/(?:Tehran|Shanghai)\b|\bcountry(?:_?code|_name)?\b.{0,30}(?:russia|belarus|iran|RU\b|BY\b)|\bgeoip\b|api\.ipify\.org|\bipinfo\.io\b|\bip-api\.com\b|\bipgeolocation\b)/i;

/** Text that speaks to a coding assistant rather than to a person. */
export const PROMPTS =
  /(?:ignore (?:all )?(?:previous|prior|above) instructions|disregard (?:all )?(?:previous|prior) instructions|you are (?:now )?(?:an? )?(?:ai|assistant|claude|copilot|chatgpt|gemini)[^.\n]{0,80}(?:must|should|do not tell)|<\|im_start\|>|--dangerously-skip-permissions|--yolo\b|--trust-all-tools|do not (?:tell|mention|reveal)[^.\n]{0,40}(?:the user|to the user))/i;

const BIDI = /[\u202a-\u202e\u2066-\u2069]/;
const TAGS = /[\u{e0000}-\u{e007f}]/u;
/** Payloads are hidden in runs of variation selectors; a single one follows an emoji. */
const SELECTORS = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]{8,}/u;
const ZERO_WIDTH = /(?:\u200b|\u200c|\u200d|\u2060|\u180e|\u3164|\uffa0){12}/;

/** What kind of unseen characters a text has; undefined for none. */
export function hiddenText(text: string): string | undefined {
  if (SELECTORS.test(text)) return 'variation selectors in a row';
  if (TAGS.test(text) && !/\u{1f3f4}[\u{e0000}-\u{e007f}]+/u.test(text)) return 'tag characters';
  if (ZERO_WIDTH.test(text)) return 'characters without width in a row';
  return BIDI.test(text) ? 'characters that change the direction' : undefined;
}

/** Bits a character. */
export function entropyOf(text: string): number {
  const counts = new Map<number, number>();
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  let bits = 0;
  for (const count of counts.values()) {
    const share = count / text.length;
    bits -= share * Math.log2(share);
  }
  return bits;
}

/** Hosts of http(s) and WebSocket addresses; example and local hosts say nothing. */
export function hostsIn(text: string): string[] {
  const hosts = new Set<string>();
  for (const [, host = ''] of text.matchAll(
    /\b(?:https?|wss?|ftp):\/\/(?:[^\s/@"'`<>]{1,100}@)?([a-z0-9.-]{3,100})(?::\d+)?/gi,
  )) {
    const lower = host.toLowerCase().replace(/\.$/, '');
    if (
      lower.includes('.') &&
      !/^(?:127\.|0\.0\.0\.0|localhost|.*\.(?:example|test|local)$|(?:www\.)?example\.)/.test(lower)
    )
      hosts.add(lower);
  }
  return [...hosts];
}
