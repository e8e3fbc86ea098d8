/** The ids of Eddy's clusters: whoever asks a port in Kafka's words can tell whose cluster answers there. */
import { randomUuid } from '../broker/randomUuid.ts';

/** How each of them begins. `probe.ts` of the editor's side looks for it. */
const mark = 'Eddy';

/** @returns a UUID in Kafka's printed form like any other, whose first three bytes read as the mark */
export function newClusterId(random: () => number): string {
  return mark + randomUuid(random).slice(mark.length);
}
