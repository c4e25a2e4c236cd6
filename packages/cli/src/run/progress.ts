/** One line of progress on stderr, only on a terminal, erased when the work is done. */

const EVERY_MS = 80;
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

export class Progress {
  readonly #on: boolean;
  #last = 0;
  #frame = 0;
  #shown = false;

  constructor(quiet: boolean) {
    this.#on = !quiet && process.stderr.isTTY === true && process.env.TERM !== 'dumb';
  }

  /** @param text short, without a line break */
  show(text: string): void {
    if (!this.#on) return;
    const now = Date.now();
    if (now - this.#last < EVERY_MS) return;
    this.#last = now;
    this.#frame = (this.#frame + 1) % FRAMES.length;
    const width = Math.max(20, (process.stderr.columns ?? 80) - 4);
    process.stderr.write(`\r\u001b[2K${FRAMES[this.#frame]} ${text.slice(0, width)}`);
    this.#shown = true;
  }

  done(): void {
    if (this.#shown) process.stderr.write('\r\u001b[2K');
    this.#shown = false;
  }
}
