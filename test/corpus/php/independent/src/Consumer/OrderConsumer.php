<?php

namespace App\Consumer;

use Psr\Log\LoggerInterface;
use RdKafka\Conf;
use RdKafka\KafkaConsumer;
use RdKafka\Message;
use RdKafka\TopicPartition;

/**
 * Consumes the orders.
 *
 * Example: $consumer->subscribe(['docblock-topic']);
 */
final class OrderConsumer
{
    private const TOPIC_PLACED = 'order-placed';
    public const TOPIC_PAID = 'order_paid';

    private string $returnsTopic = 'order.returns';

    private KafkaConsumer $consumer;

    public function __construct(private readonly LoggerInterface $logger, string $brokers)
    {
        $conf = new Conf();
        $conf->set('group.id', 'order-consumer');
        $conf->set('bootstrap.servers', $brokers);
        $conf->set('auto.offset.reset', 'earliest');
        $this->consumer = new KafkaConsumer($conf);
    }

    public function run(): void
    {
        $this->consumer->subscribe([self::TOPIC_PLACED, self::TOPIC_PAID, $this->returnsTopic, 'OrderComments']);
        while (true) {
            $message = $this->consumer->consume(120 * 1000);
            switch ($message->err) {
                case RD_KAFKA_RESP_ERR_NO_ERROR:
                    $this->handle($message);
                    break;
                case RD_KAFKA_RESP_ERR__PARTITION_EOF:
                    $this->logger->debug('No more messages on topic orders');
                    break;
                default:
                    throw new \RuntimeException($message->errstr(), $message->err);
            }
        }
    }

    public function replay(): void
    {
        $this->consumer->assign([
            new TopicPartition('orders-replay', 0, 12),
            new TopicPartition("orders-replay", 1, 34),
        ]);
        $this->consumer->subscribe(['^orders-.*']);
    }

    private function handle(Message $message): void
    {
        if ($message->topic_name === self::TOPIC_PAID) {
            $this->logger->info('paid', ['topic' => 'paid-orders', 'key' => $message->key]);
        }
        $this->consumer->commit($message);
    }
}
