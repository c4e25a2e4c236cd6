/** How files of each sort write values, by their names. */
import { scopeOf } from '../shared/deployed.ts';
import type { SearchOptions } from './names.ts';

/** Configuration, scripts and documentation: values may stand without quotes. */
const UNQUOTED =
  /\.(?:env(?:\.[\w.-]{1,40})?|ya?ml|json5?|jsonc|toml|ini|conf|cfg|cnf|config|properties|xml|plist|tf|tfvars|hcl|sh|bash|zsh|ps1|bat|cmd|txt|md|rst|adoc|log|sql|csv|rc|netrc|npmrc|pypirc|pgpass|s3cfg|credentials|http|rest|service|desktop|template|tmpl|tpl|bak|old|orig|save|backup|production|staging|development|example|sample|dist|local|ldif)$|(?:^|\/)(?:\.env[\w.-]{0,40}|\.[a-z]{2,12}rc|\.netrc|_netrc|\.pgpass|\.git-credentials|\.htpasswd|credentials|config|shadow|passwd|hosts|stdin|[Dd]ockerfile[\w.-]{0,40}|[Cc]ontainerfile[\w.-]{0,40}|Jenkinsfile|Makefile|Vagrantfile|Procfile)$/;

/** Scripts, environments and histories of shells: `entrypoint`, `etc/default/app`, `.profile`, `.bash_history`. */
const WITHOUT_EXTENSION = /(?:^|\/)\.?[^./]{1,255}$/;

/** Files that tools write, full of hashes. */
const GENERATED =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|yarn\.lock|composer\.lock|Gemfile\.lock|poetry\.lock|uv\.lock|Pipfile\.lock|Cargo\.lock|go\.sum|packages\.lock\.json|gradle\.lockfile|flake\.lock|mix\.lock|pubspec\.lock|Podfile\.lock|deno\.lock|bun\.lock|\.terraform\.lock\.hcl)$|\.(?:min\.(?:js|css)|map|svg|css|snap|po|pot|xlf|xliff)$/;

/** What says how to use something, and what shows how it could be. */
const DOCUMENTATION = /\.(?:md|mdx|rst|adoc|txt)$/i;
const EXAMPLE =
  /(?:^|\/)(?:docs?|documentation|examples?|samples?|demos?|tutorials?|test|mocks?|stubs?|i18n|locales?|translations?|lang|schemas?|vagrant)\/|(?:^|[/._-])(?:example|sample|template|tmpl|tpl|dist|default|schema|demo|mock|dev|local|test)s?(?:[._-]|$)/i;
/** Files that configure what runs. */
const CONFIGURATION =
  /\.(?:ya?ml|json5?|toml|ini|conf|cfg|cnf|config|properties|xml|plist|tfvars|env|service|production|staging)$|(?:^|\/)\.env(?:\.[a-z]{1,20})?$/;

/** Of a text that stands in no file of a target: every habit of configuration. */
export const CONFIGURATION_HABITS: SearchOptions = {
  takesUnquoted: true,
  takesGeneric: true,
  takesHashes: true,
  takesGuessable: true,
  isDeployed: true,
  path: '',
};

export function searchOptionsOf(path: string): SearchOptions {
  const isMeant = scopeOf(path) === 'production' && !DOCUMENTATION.test(path);
  const takesGuessable = isMeant && !EXAMPLE.test(path);
  return {
    takesUnquoted: UNQUOTED.test(path) || WITHOUT_EXTENSION.test(path),
    takesGeneric: !GENERATED.test(path),
    takesHashes: isMeant,
    takesGuessable,
    isDeployed: takesGuessable && CONFIGURATION.test(path),
    path,
  };
}
