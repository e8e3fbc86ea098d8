<?php

namespace App\Services;

use App\Models\Dish;
use Illuminate\Support\Facades\Log;
use Junges\Kafka\Facades\Kafka;
use Junges\Kafka\Message\Message;
use Throwable;

class KitchenEvents
{
    public const DISH_READY = 'kitchen.dish-ready';
    public const DISH_REJECTED = 'kitchen.dish-rejected';

    public function ready(Dish $dish): void
    {
        $this->publish(self::DISH_READY, $dish);
    }

    public function rejected(Dish $dish, string $why): void
    {
        $this->publish(self::DISH_REJECTED, $dish, ['reason' => $why]);
    }

    public function inventory(array $items): void
    {
        $producer = Kafka::publish()->onTopic('kitchen.inventory')->withDebugEnabled();
        foreach ($items as $name => $amount) {
            $producer->withKafkaKey($name)->withBodyKey('amount', $amount)->send();
        }
    }

    private function publish(string $topic, Dish $dish, array $headers = []): void
    {
        try {
            Kafka::publish('kafka:9092')
                ->onTopic($topic)
                ->withMessage(new Message(headers: $headers, body: $dish->toArray(), key: (string) $dish->id))
                ->send();
        } catch (Throwable $e) {
            Log::error('kitchen event lost', ['dish' => $dish->id, 'exception' => $e]);
        }
    }
}
