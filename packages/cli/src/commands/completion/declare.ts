/** `theriac completion`: what it takes. */
import { declare, type GivenTo } from '../../command/command.ts';
import { notOneOf, parsed } from '../../command/spec.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;

export const completion = declare({
  name: 'completion',
  summary: 'print a completion script for a shell',
  operands: {
    shell: parsed('<shell>', SHELLS.join(', '), (given, refuse) => {
      const shell = SHELLS.find((s) => s === given);
      if (shell === undefined) throw refuse(notOneOf(given, SHELLS));
      return shell;
    }),
  },
  options: {},
  examples: [
    'completion bash > ~/.local/share/bash-completion/completions/theriac',
    'completion fish > ~/.config/fish/completions/theriac.fish',
  ],
});

export type CompletionGiven = GivenTo<typeof completion>;
