<?php

declare(strict_types=1);

namespace Bank\Worker;

use Bank\Payout\PayoutService;
use RdKafka\Conf;
use RdKafka\KafkaConsumer;
use RdKafka\Producer;
use RdKafka\TopicPartition;

enum Topics: string
{
    case Requested = 'payouts.requested';
    case Completed = 'payouts.completed';
    case Rejected = 'payouts.rejected';
}

final class PayoutWorker
{
    private bool $running = true;

    public function __construct(
        private readonly KafkaConsumer $consumer,
        private readonly Producer $producer,
        private readonly PayoutService $service,
    ) {
    }

    public function run(): void
    {
        pcntl_async_signals(true);
        pcntl_signal(SIGTERM, fn () => $this->running = false);
        $this->consumer->subscribe([Topics::Requested->value]);

        while ($this->running) {
            $message = $this->consumer->consume(1000);
            if ($message->err !== RD_KAFKA_RESP_ERR_NO_ERROR) {
                continue;
            }
            $ok = $this->service->execute(json_decode($message->payload, true));
            $out = $this->producer->newTopic($ok ? Topics::Completed->value : Topics::Rejected->value);
            $out->produce(RD_KAFKA_PARTITION_UA, 0, $message->payload, $message->key);
            $this->producer->poll(0);
            $this->consumer->commit($message);
        }
        $this->producer->flush(10_000);
    }

    public function rewind(int $offset): void
    {
        $this->consumer->assign([new TopicPartition(Topics::Requested->value, 0, $offset)]);
    }
}
