<?php

namespace App\Listeners;

use App\Models\Order;
use Illuminate\Support\Facades\Log;
use Junges\Kafka\Facades\Kafka;
use Junges\Kafka\Message\Message;

class OrderEvents
{
    public string $topic = 'laravel.orders';

    public function handle(Order $order): void
    {
        Kafka::publish('localhost:9092')->onTopic($this->topic)->withBodyKey('id', $order->id)->withHeaders(['topic' => 'no'])->send();
        Kafka::publishOn('laravel.old')->withKafkaKey('key')->send();
        Kafka::publish()->onTopic(config('kafka.topics.refunds', 'laravel.refunds'))->withMessage(new Message(topicName: 'laravel.message', body: ['x' => 1]))->send();
        Log::info('sent', ['topic' => 'laravel.logged']);
    }

    public function consume(): void
    {
        Kafka::consumer(['laravel.in'], 'orders-group', 'localhost:9092')->subscribe('laravel.more')->withHandler(fn ($message) => Log::info($message->getTopicName()))->build()->consume();
        Kafka::createConsumer()->subscribe(['laravel.x', 'laravel.y'])->withDlq('laravel.dead');
    }
}
