<?php

namespace App\Messaging;

use Enqueue\RdKafka\RdKafkaConnectionFactory;
use Enqueue\RdKafka\RdKafkaContext;
use RdKafka\Producer;

class EventBus
{
    private const TOPICS = [
        'user' => 'user-events',
        'cart' => 'cart_events',
    ];

    private RdKafkaContext $context;

    public function __construct(private Producer $producer)
    {
        $factory = new RdKafkaConnectionFactory([
            'global' => [
                'group.id' => 'bus-group',
                'metadata.broker.list' => 'localhost:9092',
                'enable.auto.commit' => 'false',
            ],
            'topic' => ['auto.offset.reset' => 'beginning'],
        ]);
        $this->context = $factory->createContext();
    }

    public function user(array $payload): void
    {
        $this->producer->newTopic(self::TOPICS['user'])->produce(RD_KAFKA_PARTITION_UA, 0, json_encode($payload));
    }

    public function cart(array $payload): void
    {
        $topic = $this->producer->newTopic(self::TOPICS['cart']);
        $topic->produce(RD_KAFKA_PARTITION_UA, 0, json_encode($payload), 'cart-key');
    }

    public function login(string $user): void
    {
        $this->emit('shop.user.event.logged_in.v1', $user);
    }

    public function enqueue(string $text): void
    {
        $message = $this->context->createMessage($text, ['type' => 'bus-message']);
        $destination = $this->context->createTopic('enqueue-topic');
        $this->context->createProducer()->send($destination, $message);
    }

    private function emit(string $topic, string $payload): void
    {
        $this->producer->newTopic($topic)->produce(RD_KAFKA_PARTITION_UA, 0, $payload);
        $this->producer->poll(0);
    }
}
