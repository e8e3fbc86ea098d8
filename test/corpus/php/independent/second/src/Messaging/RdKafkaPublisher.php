<?php

declare(strict_types=1);

namespace App\Messaging;

use Psr\Log\LoggerInterface;
use RdKafka\Conf;
use RdKafka\Message;
use RdKafka\Producer;

final class RdKafkaPublisher
{
    private const TOPIC_REGISTRATIONS = 'marathon-registrations';
    private const TOPIC_RESULTS = 'marathon-results';

    private Producer $producer;

    public function __construct(private readonly LoggerInterface $logger, string $brokers)
    {
        $conf = new Conf();
        $conf->set('metadata.broker.list', $brokers);
        $conf->set('client.id', 'marathon-web');
        $conf->set('compression.type', 'lz4');
        $conf->setDrMsgCb(function (Producer $kafka, Message $message): void {
            if ($message->err) {
                $this->logger->error('delivery failed', ['error' => $message->errstr()]);
            }
        });
        $this->producer = new Producer($conf);
    }

    public function registered(int $runner, array $data): void
    {
        $topic = $this->producer->newTopic(self::TOPIC_REGISTRATIONS);
        $topic->produce(RD_KAFKA_PARTITION_UA, 0, json_encode($data, JSON_THROW_ON_ERROR), (string) $runner);
        $this->producer->poll(0);
    }

    public function result(int $runner, float $seconds): void
    {
        $topic = $this->producer->newTopic(self::TOPIC_RESULTS);
        $topic->producev(RD_KAFKA_PARTITION_UA, 0, (string) $seconds, (string) $runner, ['unit' => 's']);
    }

    public function __destruct()
    {
        for ($i = 0; $i < 3 && $this->producer->flush(1000) !== RD_KAFKA_RESP_ERR_NO_ERROR; $i++) {
            $this->logger->warning('flush retry');
        }
    }
}
