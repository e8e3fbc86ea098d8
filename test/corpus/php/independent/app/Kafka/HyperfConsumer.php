<?php

declare(strict_types=1);

namespace App\Kafka;

use Hyperf\Di\Annotation\Inject;
use Hyperf\HttpServer\Annotation\AutoController;
use Hyperf\Kafka\AbstractConsumer;
use Hyperf\Kafka\Annotation\Consumer;
use Hyperf\Kafka\Producer;
use Hyperf\Kafka\Result;
use longlang\phpkafka\Consumer\ConsumeMessage;
use longlang\phpkafka\Producer\ProduceMessage;

#[Consumer(
    topic: 'hyperf-events',
    groupId: 'hyperf',
    memberId: 'hyperf-member',
    autoCommit: true,
    nums: 1,
)]
class HyperfConsumer extends AbstractConsumer
{
    public function consume(ConsumeMessage $message): string
    {
        var_dump($message->getTopic() . ':' . $message->getValue());

        return Result::ACK;
    }
}

#[AutoController]
class HyperfController
{
    #[Inject]
    protected Producer $producer;

    public function index(): array
    {
        $this->producer->send('hyperf_index', 'value', 'key');

        return ['topic' => 'index', 'message' => 'hyperf-events'];
    }

    public function batch(): void
    {
        $this->producer->sendBatch([
            new ProduceMessage('hyperf.batch', 'hi1_value', 'hi1_key'),
            new ProduceMessage('hyperf-events-retry-2', 'hi2_value', 'hi2_key'),
        ]);
    }
}
