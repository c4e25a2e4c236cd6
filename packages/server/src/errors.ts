/** An answer that is an error: thrown by services, turned into a body by the HTTP layer. */
import { API_ERRORS, type ApiErrorCode } from '@theriac/contract';

export interface Problem {
  /** `body.name` */
  readonly at: string;
  readonly message: string;
}

export class ApiFailure extends Error {
  readonly code: ApiErrorCode;
  readonly problems: readonly Problem[];
  /** What the transaction wrote until then stays: a failed sign-in is counted and recorded. */
  readonly keepsChanges: boolean;

  /** @param message absent: what the code means; shown to the caller, so without secrets */
  constructor(
    code: ApiErrorCode,
    message?: string,
    { problems = [], keepsChanges = false }: { problems?: readonly Problem[]; keepsChanges?: boolean } = {},
  ) {
    super(message ?? API_ERRORS[code].means);
    this.name = 'ApiFailure';
    this.code = code;
    this.problems = problems;
    this.keepsChanges = keepsChanges;
  }

  get status(): number {
    return API_ERRORS[this.code].status;
  }
}
