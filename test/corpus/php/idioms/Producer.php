<?php

declare(strict_types=1);

namespace App\Messaging;

use RdKafka\Conf;
use RdKafka\KafkaConsumer;
use RdKafka\Producer;
use RdKafka\TopicConf;

enum Topic: string
{
    case Orders = 'orders';
    case Invoices = 'invoices';
}

final class Kafka
{
    public const DLQ = 'orders-failed';
    private array $topics = ['stock', 'prices'];

    public function __construct(private Producer $producer, private string $auditTopic = 'audit')
    {
    }

    public function publish(Topic $topic, string $payload): void
    {
        $t = $this->producer->newTopic($topic->value);
        $t->produce(RD_KAFKA_PARTITION_UA, 0, $payload);
        $this->producer->newTopic($this->auditTopic)->produce(RD_KAFKA_PARTITION_UA, 0, $payload);
        $this->producer->newTopic(self::DLQ);
    }

    public function consume(): void
    {
        $conf = new Conf();
        $conf->set('group.id', 'php');
        $consumer = new KafkaConsumer($conf);
        $consumer->subscribe($this->topics);
        $consumer->subscribe([getenv('KAFKA_TOPIC') ?: 'fallback']);
        $consumer->assign([new \RdKafka\TopicPartition('manual', 0)]);
    }
}
