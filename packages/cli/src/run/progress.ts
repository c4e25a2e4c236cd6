/** One line of progress on stderr, only on a terminal, erased when the work is done. */
import type { CommandContext } from '../command/command.ts';

const EVERY_MS = 80;
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

export class Progress {
  readonly #on: boolean;
  readonly #stderr: CommandContext['stderr'];
  #last = 0;
  #frame = 0;
  #shown = false;

  constructor(quiet: boolean, { stderr, env }: Pick<CommandContext, 'stderr' | 'env'>) {
    this.#on = !quiet && stderr.isTTY === true && env.TERM !== 'dumb';
    this.#stderr = stderr;
  }

  /** @param text short, without a line break */
  show(text: string): void {
    if (!this.#on) return;
    const now = Date.now();
    if (now - this.#last < EVERY_MS) return;
    this.#last = now;
    this.#frame = (this.#frame + 1) % FRAMES.length;
    const width = Math.max(20, (this.#stderr.columns ?? 80) - 4);
    this.#stderr.write(`\r\u001b[2K${FRAMES[this.#frame]} ${text.slice(0, width)}`);
    this.#shown = true;
  }

  done(): void {
    if (this.#shown) this.#stderr.write('\r\u001b[2K');
    this.#shown = false;
  }
}
