#!/usr/bin/env php
<?php

require __DIR__ . '/../vendor/autoload.php';

use RdKafka\Conf;
use RdKafka\KafkaConsumer;
use RdKafka\TopicPartition;

$conf = new Conf();
$conf->set('group.id', 'stock-sync');
$conf->set('bootstrap.servers', getenv('KAFKA_BROKERS') ?: 'localhost:9092');
$conf->set('auto.offset.reset', 'earliest');
$conf->setRebalanceCb(function (KafkaConsumer $kafka, $err, ?array $partitions = null) {
    switch ($err) {
        case RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS:
            $kafka->assign($partitions);
            break;
        default:
            $kafka->assign(null);
    }
});

$topics = [
    'suppliers-stock',
    getenv('PRICE_TOPIC') ?: 'suppliers-prices',
];

$consumer = new KafkaConsumer($conf);
$consumer->subscribe($topics);

while (true) {
    $message = $consumer->consume(120 * 1000);
    switch ($message->err) {
        case RD_KAFKA_RESP_ERR_NO_ERROR:
            $row = json_decode($message->payload, true);
            echo sprintf("%s %s\n", $message->topic_name, $row['sku'] ?? '-');
            $consumer->commitAsync($message);
            break;
        case RD_KAFKA_RESP_ERR__PARTITION_EOF:
        case RD_KAFKA_RESP_ERR__TIMED_OUT:
            break;
        default:
            throw new RuntimeException($message->errstr(), $message->err);
    }
}
