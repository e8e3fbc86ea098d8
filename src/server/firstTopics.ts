/** The topics that a host wants to have from the start. What is kept on disk may hold them already. */
import type { Broker } from '../broker/broker.ts';
import { errorCodes } from '../protocol/errors.ts';
import { createTopicsApi } from '../protocol/messages/createTopics.ts';
import type { ServerOptions } from './control.ts';

const timeoutMs = 10_000;
const madeOrThere: ReadonlySet<number> = new Set([errorCodes.NONE, errorCodes.TOPIC_ALREADY_EXISTS]);

/**
 * Makes those that do not exist yet.
 * @param run does something with the cluster in its own time
 * @throws RangeError with Kafka's reason when one is refused
 */
export function makeTopics(
  broker: Broker,
  topics: ServerOptions['topics'],
  run: (ask: () => void) => void,
): Promise<void> {
  const body = {
    topics: topics.map(({ name, partitions }) => ({
      name,
      numPartitions: partitions,
      replicationFactor: -1,
      assignments: [],
      configs: [],
    })),
    timeoutMs,
    validateOnly: false,
  };
  return new Promise((resolve, reject) => {
    run(() => {
      const { maxVersion } = createTopicsApi;
      const deadline = broker.timers.now + timeoutMs;
      broker.controllers.askUntil(createTopicsApi, maxVersion, body, deadline, (response) => {
        const refused = response?.topics.find(({ errorCode }) => !madeOrThere.has(errorCode));
        if (response === undefined) reject(new RangeError('No controller answered.'));
        else if (refused !== undefined) reject(new RangeError(`${refused.name}: ${refused.errorMessage}`));
        else resolve();
      });
    });
  });
}
