<?php

declare(strict_types=1);

use longlang\phpkafka\Consumer\ConsumeMessage;
use longlang\phpkafka\Consumer\Consumer;
use longlang\phpkafka\Consumer\ConsumerConfig;
use longlang\phpkafka\Producer\Producer;
use longlang\phpkafka\Producer\ProducerConfig;

require 'vendor/autoload.php';

$producerConfig = new ProducerConfig();
$producerConfig->setBootstrapServer('127.0.0.1:9092');
$producerConfig->setUpdateBrokers(true);
$producerConfig->setAcks(-1);
$producer = new Producer($producerConfig);

function relay(ConsumeMessage $message): void
{
    global $producer;
    $sms = json_decode($message->getValue(), true);
    $producer->send('sms-outbound', json_encode(['to' => $sms['phone'], 'text' => $sms['text']]), $sms['phone']);
    $message->getConsumer()->ack($message);
}

$config = new ConsumerConfig();
$config->setBroker('127.0.0.1:9092');
$config->setTopic('sms-requests');
$config->setGroupId('sms-relay');
$config->setClientId('sms-relay-1');
$config->setInterval(0.1);

$consumer = new Consumer($config, 'relay');
$consumer->start();
