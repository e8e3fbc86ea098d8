<?php

declare(strict_types=1);

require __DIR__ . '/vendor/autoload.php';

use RdKafka\Conf;
use RdKafka\Producer;
use RdKafka\TopicConf;

const ERROR_TOPIC = 'php_errors';

$conf = new Conf();
$conf->set('metadata.broker.list', getenv('KAFKA_BROKERS') ?: 'localhost:9092');
$conf->set('client.id', 'php-producer');
$conf->set('compression.codec', 'snappy');
$conf->setDrMsgCb(function (Producer $kafka, RdKafka\Message $message): void {
    if ($message->err) {
        error_log('delivery to topic ' . $message->topic_name . ' failed');
    }
});

$producer = new Producer($conf);

$topicConf = new TopicConf();
$topicConf->set('request.required.acks', '1');

$topic = $producer->newTopic('php-test', $topicConf);
for ($i = 0; $i < 10; $i++) {
    $topic->produce(RD_KAFKA_PARTITION_UA, 0, "Message $i", 'key-' . $i);
    $producer->poll(0);
}

$name = getenv('PHP_METRICS_TOPIC') ?: 'php.metrics';
$metrics = $producer->newTopic($name);
$metrics->produce(RD_KAFKA_PARTITION_UA, 0, json_encode(['topic' => 'cpu', 'value' => 3]));

$errors = $producer->newTopic(ERROR_TOPIC);
$errors->producev(RD_KAFKA_PARTITION_UA, 0, 'boom', 'error-key', ['type' => 'php-error']);

# $producer->newTopic('commented-hash');
// $producer->newTopic('commented-slash');
/* $producer->newTopic('commented-block'); */

$producer
    ->newTopic("PhpAudit")
    ->produce(RD_KAFKA_PARTITION_UA, 0, 'done');

$result = $producer->flush(10000);
if ($result !== RD_KAFKA_RESP_ERR_NO_ERROR) {
    throw new RuntimeException('Was unable to flush, messages might be lost!');
}
