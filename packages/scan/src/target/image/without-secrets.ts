/** Instructions and commands as they may be shown: what a secret is in them is left out. */
import { type ImageFacts, withoutCredentials } from '@theriac/core';
import { CONFIGURATION_HABITS } from '../../detectors/secrets/file-habits.ts';
import { findSecrets } from '../../detectors/secrets/find-secrets.ts';

const LEFT_OUT = '…';
/** Names of arguments and options whose value is nobody's business, whatever it looks like. */
const NAMED =
  /((?:^|[\s'"-])[\w.-]{0,60}(?:pass(?:word|wd|phrase)?|pwd|secret|token|api_?key|apikey|private_?key|access_?key|credentials?|auth)[\w.-]{0,40}(?:=|:\s?|\s+))("[^"\n]*"|'[^'\n]*'|[^\s'"]+)/gi;
/** `curl -u name:password`. */
const USER = /((?:^|\s)(?:-u|--user)[ =])(\S+)/g;

function withoutSecrets(text: string): string {
  let shown = text;
  const found = [...findSecrets(text, CONFIGURATION_HABITS)].map(({ value }) => value);
  // The longest first: one may be part of another.
  for (const value of found.sort((a, b) => b.length - a.length))
    if (value.trim() !== '') shown = shown.replaceAll(value, LEFT_OUT);
  return withoutCredentials(shown.replace(NAMED, `$1${LEFT_OUT}`).replace(USER, `$1${LEFT_OUT}`));
}

/** The facts without secrets: reports, lists and descriptions show them. */
export function shownFacts(facts: ImageFacts): ImageFacts {
  const { layers, runtime } = facts;
  return {
    ...facts,
    layers: layers.map((layer) =>
      layer.instruction === undefined ? layer : { ...layer, instruction: withoutSecrets(layer.instruction) },
    ),
    ...(runtime === undefined
      ? {}
      : {
          runtime: {
            ...runtime,
            entrypoint: withoutSecretsIn(runtime.entrypoint),
            command: withoutSecretsIn(runtime.command),
          },
        }),
  };
}

/** An option and its value may be two words. */
function withoutSecretsIn(words: readonly string[]): string[] {
  const text = withoutSecrets(words.join('\n').replaceAll(/\n(?!-)/g, ' ')).split('\n');
  const joined = words
    .join('\n')
    .replaceAll(/\n(?!-)/g, ' ')
    .split('\n');
  return text.join('\n') === joined.join('\n') ? [...words] : text;
}
