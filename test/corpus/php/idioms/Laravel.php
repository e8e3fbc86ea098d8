<?php

namespace App\Console\Commands;

use Illuminate\Console\Command;
use Illuminate\Support\Facades\Redis;
use Junges\Kafka\Facades\Kafka;
use Junges\Kafka\Message\Message;

class Consume extends Command
{
    protected $signature = 'kafka:consume {--topic=}';

    public function handle(): int
    {
        $consumer = Kafka::consumer(['users.created', 'users.deleted'], config('kafka.group'))
            ->withHandler(fn ($m) => $this->info($m->getTopicName()))
            ->build();
        Kafka::publish('broker')->onTopic('users.welcome')->withBodyKey('a', 'b')->send();
        Kafka::publishOn('users.audit')->withMessage(new Message(body: ['x' => 1]))->send();
        Redis::publish('users', 'x');
        $consumer->consume();
        return 0;
    }
}
