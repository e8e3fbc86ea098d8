import { PubSub, withFilter } from 'graphql-subscriptions';
import { Kafka } from 'kafkajs';

const pubsub = new PubSub();
const TOPIC_BIDS = 'auction-bids';
const TOPIC_CLOSED = 'auction-closed';

const BID_PLACED = 'BID_PLACED';
const AUCTION_CLOSED = 'AUCTION_CLOSED';

export async function pump() {
  const consumer = new Kafka({ brokers: [process.env.KAFKA] }).consumer({
    groupId: `graphql-${process.env.HOSTNAME}`,
  });
  await consumer.connect();
  await Promise.all([TOPIC_BIDS, TOPIC_CLOSED].map((topic) => consumer.subscribe({ topic })));
  await consumer.run({
    async eachMessage({ topic, message }) {
      const body = JSON.parse(message.value.toString());
      if (topic === TOPIC_BIDS) {
        await pubsub.publish(BID_PLACED, { bidPlaced: body });
      } else {
        await pubsub.publish(AUCTION_CLOSED, { auctionClosed: body });
      }
    },
  });
}

export const resolvers = {
  Subscription: {
    bidPlaced: {
      subscribe: withFilter(
        () => pubsub.asyncIterator([BID_PLACED]),
        (payload, vars) => payload.bidPlaced.auctionId === vars.auctionId,
      ),
    },
    auctionClosed: { subscribe: () => pubsub.asyncIterator([AUCTION_CLOSED]) },
  },
};
