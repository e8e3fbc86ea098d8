<?php
require 'vendor/autoload.php';

const INPUT = 'input';
define('OTHER', 'other');

$conf = new RdKafka\Conf();
$conf->set('group.id', 'input-group');
$conf->set('metadata.broker.list', $_ENV['BROKERS'] ?? 'localhost:9092');
$consumer = new RdKafka\KafkaConsumer($conf);
$map = ['views' => 'views', 'likes' => 'likes'];
$consumer->subscribe([INPUT, OTHER, ...array_values($map)]);
$consumer->subscribe(['^input-.*', $_ENV['EXTRA'] ?? 'extra']);
$consumer->assign([new \RdKafka\TopicPartition('assigned', 1)]);
foreach (['loop.a', 'loop.b'] as $name) {
    $consumer->newTopic($name);
}
while (true) {
    $message = $consumer->consume(120 * 1000);
    echo $message->topic_name, match ($message->err) { RD_KAFKA_RESP_ERR_NO_ERROR => 'orders', default => 'error' };
}
