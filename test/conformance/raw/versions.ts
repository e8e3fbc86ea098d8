/** Which versions a test walks through: all that we declare, which are those of Apache Kafka 4.4. */
import type { Api } from '../../../src/protocol/schema.ts';

/** @param from leaves out the versions below it */
export function versionsOf(api: Api, from = api.minVersion): readonly number[] {
  return Array.from({ length: api.maxVersion - from + 1 }, (_, index) => from + index);
}
