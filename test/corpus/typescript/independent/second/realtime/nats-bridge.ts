import { connect, JSONCodec, RetentionPolicy } from 'nats';
import Redis from 'ioredis';
import { Server } from 'socket.io';

const codec = JSONCodec<{ topic: string; body: unknown }>();

export async function bridge(io: Server) {
  const nc = await connect({ servers: process.env.NATS_URL, name: 'realtime-bridge' });
  const jsm = await nc.jetstreamManager();
  await jsm.streams.add({ name: 'EVENTS', subjects: ['events.>'], retention: RetentionPolicy.Limits });

  const sub = nc.subscribe('events.chat', { queue: 'realtime' });
  (async () => {
    for await (const m of sub) {
      const { topic, body } = codec.decode(m.data);
      io.to(topic).emit('chat-message', body);
    }
  })();

  const redis = new Redis(process.env.REDIS_URL!);
  await redis.subscribe('presence', 'typing');
  redis.on('message', (channel, payload) => io.emit(channel, JSON.parse(payload)));

  nc.publish('events.bridge-started', codec.encode({ topic: 'lobby', body: Date.now() }));
}
