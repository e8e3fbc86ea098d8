/**
 * What every conformance test needs: unique names, clean-up in reverse order, and waiting for a state
 * instead of for a time. It must not know any client.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { nanoid } from 'nanoid';

/** A name no other test uses, legal for topics and groups. */
export function unique(prefix: string): string {
  return `${prefix}.${nanoid(10)}`;
}

export interface CleanUp {
  /** Runs after the test, the last one added first; a failure in one does not keep the others from running. */
  defer(action: () => Promise<unknown>): void;
}

/** Call it inside a `describe`: what is deferred in a test runs when that test ends. */
export function cleanUp(): CleanUp {
  const actions: (() => Promise<unknown>)[] = [];
  afterEach(async function closeEverything() {
    this.timeout(30_000);
    const failures: unknown[] = [];
    for (let action = actions.pop(); action !== undefined; action = actions.pop()) {
      await action().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) {
      throw new AggregateError(failures, `clean-up failed: ${failures.map(String).join('; ')}`);
    }
  });
  return {
    defer(action) {
      actions.push(action);
    },
  };
}

/**
 * Asks again until the answer is not undefined. Errors thrown by `ask` count as "not yet"; the last one
 * is the cause when time runs out.
 */
export async function eventually<Answer>(
  what: string,
  ask: () => Promise<Answer | undefined> | Answer | undefined,
  timeoutMs = 15_000,
): Promise<Answer> {
  const deadline = Date.now() + timeoutMs;
  let cause: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined) {
        return answer;
      }
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    if (Date.now() > deadline) {
      throw new Error(`not within ${timeoutMs} ms: ${what}`, { cause });
    }
    await sleep(50);
  }
}

/** The error `action` ends with; fails when there is none. */
export async function failureOf(action: Promise<unknown>): Promise<Error> {
  const outcome = await action.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(outcome instanceof Error)) {
    throw new Error('expected a failure, but the action succeeded');
  }
  return outcome;
}

/**
 * Kafka's names of every error inside `error`, whichever client threw it: KafkaJS puts them in `type`,
 * @platformatic/kafka in `apiId`, both below `errors` and `cause`.
 */
export function errorNames(error: unknown): readonly string[] {
  if (typeof error !== 'object' || error === null) {
    return [];
  }
  const { type, apiId, errors, cause } = error as Readonly<Record<string, unknown>>;
  const own = [type, apiId].filter((name) => typeof name === 'string');
  const nested = [...(Array.isArray(errors) ? errors : []), cause];
  return [...new Set([...own, ...nested.flatMap(errorNames)])];
}
