<?php

namespace Acme\Reports\Enqueue;

use Enqueue\RdKafka\RdKafkaConnectionFactory;
use Enqueue\RdKafka\RdKafkaContext;
use Interop\Queue\Message;

class ReportQueue
{
    /** @var RdKafkaContext */
    private $context;

    public function __construct(string $brokers)
    {
        $factory = new RdKafkaConnectionFactory([
            'global' => [
                'group.id' => 'reports',
                'metadata.broker.list' => $brokers,
                'enable.auto.commit' => 'false',
            ],
            'topic' => [
                'auto.offset.reset' => 'beginning',
            ],
        ]);
        $this->context = $factory->createContext();
    }

    public function request(array $params): void
    {
        $topic = $this->context->createTopic('report-requests');
        $message = $this->context->createMessage(json_encode($params));
        $message->setKey($params['tenant']);
        $this->context->createProducer()->send($topic, $message);
    }

    public function next(int $timeout = 5000): ?Message
    {
        $results = $this->context->createTopic('report-results');
        $consumer = $this->context->createConsumer($results);
        $consumer->setCommitAsync(false);
        $message = $consumer->receive($timeout);
        if ($message !== null) {
            $consumer->acknowledge($message);
        }

        return $message;
    }
}
