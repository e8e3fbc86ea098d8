/** The naming convention as the cluster's create-topic policy. It can change at any time, without a restart. */
import { type NamingPolicy, violation } from '../naming/policy.ts';

export class NamingGuard {
  readonly #log: (message: string) => void;
  #policy: NamingPolicy | undefined;
  #lastLine: string | undefined;

  /** @param log gets a line for every refusal: a client that counts on automatic creation never hears of it */
  constructor(log: (message: string) => void) {
    this.#log = log;
  }

  /** From now on; undefined = every name may be created. */
  enforce(policy: NamingPolicy | undefined): void {
    this.#policy = policy;
    this.#lastLine = undefined;
  }

  /** Why no topic of this name may be created; undefined when one may. */
  refusal(name: string): string | undefined {
    const reason = this.#policy === undefined ? undefined : violation(name, this.#policy)?.message;
    if (reason !== undefined) this.#tell(`topic ${name} is not created: ${reason}`);
    return reason;
  }

  /** A client that is refused asks again and again. */
  #tell(line: string): void {
    if (line === this.#lastLine) return;
    this.#lastLine = line;
    this.#log(line);
  }
}
