/** How files of each sort write values, by their names. */
import type { SearchOptions } from './names.ts';

/** Configuration, scripts and documentation: values may stand without quotes. */
const UNQUOTED =
  /\.(?:env(?:\.[\w.-]{1,40})?|ya?ml|json5?|jsonc|toml|ini|conf|cfg|cnf|config|properties|xml|plist|tf|tfvars|hcl|sh|bash|zsh|ps1|bat|cmd|txt|md|rst|adoc|log|sql|csv|rc|netrc|npmrc|pypirc|pgpass|s3cfg|credentials|http|rest|service|desktop|template|tmpl|tpl|bak|old|orig|save|backup|production|staging|development|example|sample|dist|local)$|(?:^|\/)(?:\.env[\w.-]{0,40}|\.[a-z]{2,12}rc|\.netrc|_netrc|\.pgpass|\.git-credentials|\.htpasswd|credentials|config|shadow|passwd|hosts|stdin|[Dd]ockerfile[\w.-]{0,40}|[Cc]ontainerfile[\w.-]{0,40}|Jenkinsfile|Makefile|Vagrantfile|Procfile)$/;

/** Scripts, environments and histories of shells: `entrypoint`, `etc/default/app`, `.profile`, `.bash_history`. */
const WITHOUT_EXTENSION = /(?:^|\/)\.?[^./]{1,255}$/;

/** Files that tools write, full of hashes. */
const GENERATED =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|yarn\.lock|composer\.lock|Gemfile\.lock|poetry\.lock|uv\.lock|Pipfile\.lock|Cargo\.lock|go\.sum|packages\.lock\.json|gradle\.lockfile|flake\.lock|mix\.lock|pubspec\.lock|Podfile\.lock|deno\.lock|bun\.lock|\.terraform\.lock\.hcl)$|\.(?:min\.(?:js|css)|map|svg|css|snap|po|pot|xlf|xliff)$/;

export function searchOptionsOf(path: string): SearchOptions {
  return {
    takesUnquoted: UNQUOTED.test(path) || WITHOUT_EXTENSION.test(path),
    takesGeneric: !GENERATED.test(path),
  };
}
