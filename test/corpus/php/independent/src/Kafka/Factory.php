<?php

namespace App\Kafka;

use FlixTech\SchemaRegistryApi\Registry\CachedRegistry;
use Psr\Log\LoggerInterface;
use RdKafka\Conf;
use RdKafka\KafkaConsumer;
use RdKafka\Producer;

final class Factory
{
    private const GROUP = 'php-group';
    private const CLIENT = 'php-client';

    /** @param list<string> $topics */
    public function __construct(
        private readonly LoggerInterface $logger,
        private readonly array $topics,
        private readonly string $brokers = 'localhost:9092',
    ) {
    }

    public function consumer(): KafkaConsumer
    {
        $conf = new Conf();
        $conf->set('group.id', self::GROUP);
        $conf->set('client.id', self::CLIENT);
        $conf->set('metadata.broker.list', $this->brokers);
        $conf->set('security.protocol', 'sasl_ssl');
        $conf->set('partition.assignment.strategy', 'cooperative-sticky');
        $consumer = new KafkaConsumer($conf);
        $consumer->subscribe($this->topics);
        $this->logger->info('subscribed to topics', ['topics' => implode(',', $this->topics)]);

        return $consumer;
    }

    public function send(Producer $producer, string $topic, string $id): void
    {
        $producer->newTopic($topic)->producev(
            RD_KAFKA_PARTITION_UA,
            0,
            'customer-created',
            'customer-' . $id,
            ['type' => 'customer-created', 'topic' => 'header-value'],
        );
    }

    public function subject(CachedRegistry $registry): mixed
    {
        return $registry->latestVersion('customers-value');
    }
}
