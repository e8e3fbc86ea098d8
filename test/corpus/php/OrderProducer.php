<?php

declare(strict_types=1);

namespace App\Orders;

use RdKafka\Conf;
use RdKafka\Producer;
use RdKafka\TopicPartition;

enum Topic: string
{
    case Created = 'orders.created';
    case Shipped = 'orders.shipped';
    case Lost = 'orders.lost';
}

final class OrderProducer
{
    private const AUDIT = 'audit';
    private const PREFIX = 'shop';
    private static string $refunds = "orders.refunds";

    public function __construct(private readonly Producer $producer, private string $dead = 'orders.dead')
    {
    }

    // $this->producer->newTopic('commented.out');
    public function created(array $order): void
    {
        $topic = $this->producer->newTopic(Topic::Created->value);
        $topic->produce(RD_KAFKA_PARTITION_UA, 0, json_encode($order), 'order');
        $this->producer->newTopic(Topic::Shipped->value)->producev(RD_KAFKA_PARTITION_UA, 0, 'value', 'key', ['topic' => 'no']);
        $this->producer->newTopic(self::AUDIT);
        $this->producer->newTopic(static::$refunds);
        $this->producer->newTopic($this->dead);
        $this->producer->newTopic(self::PREFIX . '.payments');
        $this->producer->newTopic(sprintf('%s.sent', self::PREFIX));
        $this->producer->newTopic("orders.{$order['region']}");
        $this->producer->newTopic(getenv('ORDER_TOPIC') ?: 'orders.default');
        $this->publish('orders.first', 'x');
    }

    private function publish(string $name, string $value): void
    {
        $this->producer->newTopic($name)->produce(RD_KAFKA_PARTITION_UA, 0, $value);
    }

    public function partition(): TopicPartition
    {
        return new TopicPartition('orders.partition', 0);
    }
}
