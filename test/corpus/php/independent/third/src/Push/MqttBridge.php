<?php

declare(strict_types=1);

namespace App\Push;

use Aws\Sns\SnsClient;
use Kreait\Firebase\Contract\Messaging;
use Kreait\Firebase\Messaging\CloudMessage;
use PhpMqtt\Client\MqttClient;

final class MqttBridge
{
    private const TOPIC = 'plant/line1/alarms';

    public function __construct(
        private readonly MqttClient $mqtt,
        private readonly Messaging $firebase,
        private readonly SnsClient $sns,
    ) {
    }

    public function run(): void
    {
        $this->mqtt->connect();
        $this->mqtt->subscribe(self::TOPIC, function (string $topic, string $message): void {
            $this->firebase->send(CloudMessage::withTarget('topic', 'operators'));
            $this->sns->publish(['TopicArn' => getenv('ALARM_ARN'), 'Message' => $message]);
            $this->mqtt->publish('plant/line1/acks', $topic, 1);
        }, 1);
        $this->mqtt->loop(true);
    }

    public function subscribe(string $token): void
    {
        $this->firebase->subscribeToTopic('operators', [$token]);
    }
}
