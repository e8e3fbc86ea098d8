<?php

namespace App\Notifications;

use Aws\Sns\SnsClient;
use Google\Cloud\PubSub\PubSubClient;
use Illuminate\Support\Facades\Broadcast;
use Illuminate\Support\Facades\Event;
use Illuminate\Support\Facades\Redis;
use PhpAmqpLib\Connection\AMQPStreamConnection;
use PhpAmqpLib\Message\AMQPMessage;
use PhpMqtt\Client\MqttClient;
use Stomp\StatefulStomp;

class OtherBrokers
{
    private const TOPIC = 'notifications.topic';

    public function rabbit(): void
    {
        $connection = new AMQPStreamConnection('localhost', 5672, 'guest', 'guest');
        $channel = $connection->channel();
        $channel->exchange_declare(self::TOPIC, 'topic', false, true, false);
        $channel->basic_publish(new AMQPMessage('hi'), self::TOPIC, 'notification.created');
    }

    public function mqtt(MqttClient $client): void
    {
        $client->subscribe('notifications/#', fn ($topic, $message) => print("$topic $message"));
        $client->publish('notifications/new', 'hi', 0);
    }

    public function cloud(PubSubClient $pubsub, SnsClient $sns): void
    {
        $pubsub->topic('notifications-pubsub')->publish(['data' => 'x']);
        $pubsub->createTopic('notifications-created');
        $sns->publish(['TopicArn' => 'arn:aws:sns:eu-west-1:1:notifications', 'Message' => 'm']);
    }

    public function laravel(StatefulStomp $stomp): void
    {
        Event::listen('notification.created', fn () => null);
        Redis::subscribe(['notifications-channel'], fn ($m) => null);
        Redis::publish('notifications-channel', 'x');
        Broadcast::channel('notifications.{id}', fn () => true);
        $stomp->subscribe('/topic/notifications');
        $stomp->send('/topic/notifications', 'x');
    }
}
