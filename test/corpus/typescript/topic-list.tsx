// A page about topics with a logo of Kafka: nothing here is a client's.
import { useState } from 'react';
import { KafkaLogo } from './icons';

const topics = ['sports', 'news'];

export function TopicList({ client }: { client: { subscribe(topic: string): void; send(body: object): void } }) {
  const [topic, setTopic] = useState('sports');
  client.subscribe('sports');
  client.send({ topic: 'news', title: 'hello' });
  return (
    <ul title="topic" onClick={() => setTopic('news')}>
      <KafkaLogo />
      {topics.map((one) => <li key={one}>{one === topic ? `${one}!` : one}</li>)}
    </ul>
  );
}
