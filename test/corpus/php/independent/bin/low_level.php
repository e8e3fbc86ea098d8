#!/usr/bin/env php
<?php

use RdKafka\Conf;
use RdKafka\Consumer;
use RdKafka\Producer;
use RdKafka\TopicConf;

if (!extension_loaded('rdkafka')) {
    fwrite(STDERR, "The kafka extension is missing\n");
    exit(1);
}

function env_or(string $name, string $default): string
{
    $value = getenv($name);

    return $value === false ? $default : $value;
}

$conf = new Conf();
$conf->set('group.id', 'low-level');
$conf->set('metadata.broker.list', env_or('BROKERS', '127.0.0.1:9092'));

$consumer = new Consumer($conf);
$topicConf = new TopicConf();
$topicConf->set('auto.offset.reset', 'smallest');

$inputName = $_ENV['LOW_LEVEL_TOPIC'] ?? 'low_level_input';
$input = $consumer->newTopic($inputName, $topicConf);
$input->consumeStart(0, RD_KAFKA_OFFSET_STORED);

$queue = $consumer->newQueue();
$first = $consumer->newTopic('low-level.first');
$first->consumeQueueStart(0, RD_KAFKA_OFFSET_BEGINNING, $queue);
$second = $consumer->newTopic(env_or('SECOND_TOPIC', 'low-level-second'));
$second->consumeQueueStart(0, RD_KAFKA_OFFSET_BEGINNING, $queue);

$producer = new Producer($conf);
$dead = $producer->newTopic('low-level.DLT');
$output = $producer->newTopic(
    'LowLevelOutput',
    $topicConf
);

while (true) {
    $message = $queue->consume(1000);
    if ($message === null) {
        continue;
    }
    if ($message->err) {
        $dead->produce(RD_KAFKA_PARTITION_UA, 0, $message->errstr(), 'error');
        break;
    }
    $text = <<<TXT
    topic: not-a-topic
    payload: {$message->payload}
    TXT;
    $output->produce(RD_KAFKA_PARTITION_UA, 0, $text, 'output-key');
}
