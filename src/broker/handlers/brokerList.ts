/** Brokers as responses list them. */
import type { BrokerRegistration, MetadataImage } from '../controller/metadataImage.ts';

export interface ListedBroker {
  readonly nodeId: number;
  readonly host: string;
  readonly port: number;
  readonly rack: string | null;
}

/** The brokers that clients may connect to, by id. */
export function activeBrokers(image: MetadataImage): ListedBroker[] {
  return [...image.brokers.values()]
    .filter((broker) => !broker.fenced)
    .sort((a, b) => a.id - b.id)
    .map(listed);
}

/** Those of the given ids that are known, each once: where the leaders named in a response can be reached (KIP-951). */
export function endpointsOf(image: MetadataImage, ids: Iterable<number>): ListedBroker[] {
  const brokers = [...new Set(ids)].map((id) => image.brokers.get(id));
  return brokers.filter((broker) => broker !== undefined).map(listed);
}

function listed({ id, endpoint, rack }: BrokerRegistration): ListedBroker {
  return { nodeId: id, host: endpoint.host, port: endpoint.port, rack };
}
