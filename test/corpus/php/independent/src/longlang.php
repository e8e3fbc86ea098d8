<?php

declare(strict_types=1);

namespace Acme\Swoole;

use longlang\phpkafka\Consumer\ConsumeMessage;
use longlang\phpkafka\Consumer\Consumer;
use longlang\phpkafka\Consumer\ConsumerConfig;
use longlang\phpkafka\Producer\ProduceMessage;
use longlang\phpkafka\Producer\Producer;
use longlang\phpkafka\Producer\ProducerConfig;

enum Topics: string
{
    case Mail = 'swoole_mail';
    case Sms = 'swoole_sms';
}

function produce(): void
{
    $config = new ProducerConfig();
    $config->setBootstrapServer('127.0.0.1:9092');
    $config->setUpdateBrokers(true);
    $config->setAcks(-1);
    $producer = new Producer($config);

    $producer->send('swoole-test', 'value-text', uniqid('', true));
    $producer->send(Topics::Mail->value, '{"topic":"mail"}');
    $producer->sendBatch([
        new ProduceMessage('swoole.batch', 'v1', 'key1'),
        new ProduceMessage(Topics::Sms->value, 'v2', 'key2'),
    ]);
    $producer->close();
}

function consume(): void
{
    $config = new ConsumerConfig();
    $config->setBroker('127.0.0.1:9092');
    $config->setTopic('swoole-consume');
    $config->setGroupId('swooleGroup');
    $config->setClientId('swoole_custom');
    $config->setGroupInstanceId('swoole_instance');
    $consumer = new Consumer($config, function (ConsumeMessage $message) {
        var_dump($message->getKey() . ':' . $message->getValue() . ' from topic');
    });
    $consumer->start();
}
