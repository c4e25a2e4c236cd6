/** Known unknowns of one document: all of them, except that a thousand of one kind are only counted. */
import type { KnownUnknown, Location, UnknownReason } from '@theriac/core';

const SHOWN_PER_KIND = 200;

export class UnknownList {
  readonly #path: string;
  readonly #unknowns: KnownUnknown[] = [];
  readonly #counts = new Map<string, { reason: UnknownReason; loses: boolean; count: number }>();

  /** @param path of the document */
  constructor(path: string) {
    this.#path = path;
  }

  /** Something that is listed but not exact. */
  add(reason: UnknownReason, message: string, location: Location, name?: string): void {
    this.#push(reason, message, location, false, name);
  }

  /** Something because of which components may be missing. */
  addLoss(reason: UnknownReason, message: string, location: Location = { path: this.#path }): void {
    this.#push(reason, message, location, true);
  }

  list(): KnownUnknown[] {
    const rest = [...this.#counts.values()].filter((c) => c.count > SHOWN_PER_KIND);
    return [
      ...this.#unknowns,
      ...rest.map(({ reason, loses, count }) => ({
        reason,
        message: `and ${count - SHOWN_PER_KIND} more of the kind ${reason}`,
        location: { path: this.#path },
        losesComponents: loses,
      })),
    ];
  }

  #push(reason: UnknownReason, message: string, location: Location, loses: boolean, name?: string): void {
    const kind = `${reason} ${loses}`;
    const counted = this.#counts.get(kind) ?? { reason, loses, count: 0 };
    counted.count += 1;
    this.#counts.set(kind, counted);
    if (counted.count > SHOWN_PER_KIND) return;
    this.#unknowns.push({
      reason,
      message,
      location,
      ...(name === undefined ? {} : { package: name }),
      losesComponents: loses,
    });
  }
}
