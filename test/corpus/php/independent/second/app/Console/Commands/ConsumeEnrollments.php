<?php

namespace App\Console\Commands;

use App\Handlers\EnrollmentHandler;
use Illuminate\Console\Command;
use Junges\Kafka\Contracts\ConsumerMessage;
use Junges\Kafka\Facades\Kafka;
use Junges\Kafka\Message\Message;

class ConsumeEnrollments extends Command
{
    protected $signature = 'enrollments:consume {--group=university}';

    protected $description = 'Reads the enrollment topics';

    public function handle(EnrollmentHandler $handler): int
    {
        $consumer = Kafka::consumer(['university.enrollments', 'university.withdrawals'])
            ->withConsumerGroupId($this->option('group'))
            ->withBrokers(config('kafka.brokers'))
            ->withDlq('university.enrollments.dlq')
            ->withMaxCommitRetries(3)
            ->withHandler(function (ConsumerMessage $message) use ($handler) {
                $handler($message->getBody());
                $this->confirmEnrollment($message->getKey());
            })
            ->build();

        $consumer->consume();

        return self::SUCCESS;
    }

    private function confirmEnrollment(string $student): void
    {
        $message = new Message(headers: ['origin' => 'portal'], body: ['student' => $student]);

        Kafka::publish(config('kafka.brokers'))
            ->onTopic('university.confirmations')
            ->withMessage($message)
            ->send();
    }
}
