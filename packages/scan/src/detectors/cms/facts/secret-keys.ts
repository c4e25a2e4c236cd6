/** Keys of settings that hold a secret, and values that are none. */

const SECRET =
  /(?:^|[_\-.])(?:password|passwd|passphrase|pass|secret|secret_?key|client_?secret|api_?key|apikey|private_?key|access_?token|auth_?token|bearer_?token|token_secret|signing_key|encryption_key|webhook_url|slack_webhook_url)$/i;
/** Names that end in the same words and are about something else. */
const NO_SECRET =
  /(?:site_?key|public_?key|key_(?:type|provider|input|name|id)|password_(?:strength|reset|policy|field|label|title|message|confirm)|(?:show|hide|verify|reset|forgot|view)_?pass(?:word)?|grants?_?pass|token_?(?:view|update|tree|type)|element|title|description|label|autocomplete|prefix|suffix|placeholder)/i;
const PLACEHOLDER =
  /^(?:|x+|\*+|\.{3,}|-+|none|null|n\/a|todo|tbd|change_?me.*|replace_?me.*|your[ _-].*|<.*>|\[.*\]|\$\{.*\}|\{\{.*|%.*%|@.*|example.*|(?:(?:my|your|the|some|test|client|api|app|shared|private|access|super|db)[ _-]?)?(?:secret|password|token|key|pass)|placeholder.*|dummy.*|redacted.*|overrid.*|set[ _-]in.*|to[ _-]be.*|env:.*|getenv.*|\d{1,8}|true|false|default)$/i;

export function isSecretName(name: string): boolean {
  const spaced = name.replace(/([a-z\d])([A-Z])/g, '$1_$2');
  return spaced.length <= 200 && SECRET.test(spaced) && !NO_SECRET.test(spaced);
}

/** Whether a value stands for a secret that is set somewhere else. */
export function isPlaceholder(value: string): boolean {
  return value.length < 200 ? PLACEHOLDER.test(value.trim()) : false;
}

/** Characters that a generated key or token has at least; passwords may be shorter. */
const SHORTEST_KEY = 8;
const SHORTEST_PRIVATE_KEY = 100;

/** Whether a value is long enough for what its name says. */
export function isLongEnough(name: string, value: string): boolean {
  if (/private_?key$/i.test(name)) return value.length >= SHORTEST_PRIVATE_KEY;
  return !/(?:key|token|secret)$/i.test(name) || value.length >= SHORTEST_KEY;
}
