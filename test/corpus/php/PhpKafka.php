<?php

namespace App\Kafka;

use longlang\phpkafka\Consumer\ConsumerConfig;
use longlang\phpkafka\Producer\ProduceMessage;
use longlang\phpkafka\Producer\Producer;
use longlang\phpkafka\Producer\ProducerConfig;

function produce(ProducerConfig $config): void
{
    $producer = new Producer($config);
    $producer->send('long.first', 'value', 'key');
    $producer->sendBatch([new ProduceMessage('long.second', 'v1', 'k1'), new ProduceMessage(value: 'v', topic: 'long.third')]);
}

function consume(): void
{
    $config = new ConsumerConfig();
    $config->setBroker('127.0.0.1:9092');
    $config->setTopic('long.in');
    $config->setGroupId('long-group');
    $config->setClientId('long-client');
}
