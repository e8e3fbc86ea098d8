/**
 * An idempotent producer that sends the same batch again, to whoever leads then, until it is acknowledged by
 * all replicas in sync: what the Java client does when a leader dies. It gives up nothing and reorders nothing.
 */
import { initProducerIdApi } from '../../../src/protocol/messages/initProducerId.ts';
import { bootstrapServers } from '../cluster.ts';
import { type CleanUp, eventually } from '../support.ts';
import { connectTo, type RawConnection } from './connection.ts';
import { batchOf, describeTopic, produce, type RawTopic } from './topics.ts';

const giveUpAfterMs = 60_000;

export interface StubbornProducer {
  /** One record to the first partition; resolves with its offset. */
  send(value: string): Promise<number>;
}

/** @param servers `host:port` of each broker; the shared cluster's when left out */
export async function stubbornProducer(
  clean: CleanUp,
  topicName: string,
  servers: () => readonly string[] = bootstrapServers,
): Promise<StubbornProducer> {
  const { producerId } = await eventually('a producer id', async () => {
    const connection = await connectAny(clean, servers());
    const request = { transactionalId: null, transactionTimeoutMs: 60_000 };
    const response = await connection.request(initProducerIdApi, 4, request);
    return response.errorCode === 0 ? response : undefined;
  });
  let leader: { readonly topic: RawTopic; readonly connection: RawConnection } | undefined;
  let sequence = 0;
  return {
    async send(value) {
      const batch = batchOf([value], { producerId, producerEpoch: 0, baseSequence: sequence });
      const offset = await eventually(
        `an acknowledgement of ${value}`,
        async () => {
          try {
            leader ??= await findLeader(clean, topicName, servers());
            const answered = await produce(leader.connection, leader.topic, batch);
            if (answered.errorCode === 0) return answered.baseOffset;
          } catch {
            // The connection is gone: whether the batch was written is known only to whoever leads next.
          }
          leader = undefined;
          return undefined;
        },
        giveUpAfterMs,
      );
      sequence += 1;
      return offset;
    },
  };
}

async function findLeader(clean: CleanUp, topicName: string, servers: readonly string[]) {
  const topic = await describeTopic(await connectAny(clean, servers), topicName, 1);
  if (topic === undefined) throw new Error(`no leader for ${topicName}`);
  return { topic, connection: await connectTo(clean, topic.partitions[0]?.leader ?? '') };
}

/** To the first broker that takes the connection. */
async function connectAny(clean: CleanUp, servers: readonly string[]): Promise<RawConnection> {
  for (const address of servers) {
    const connection = await connectTo(clean, address).catch(() => undefined);
    if (connection !== undefined) return connection;
  }
  throw new Error('no broker takes connections');
}
