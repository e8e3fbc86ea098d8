<?php

use Kafka\ConsumerConfig;
use Kafka\Producer;

$config = ConsumerConfig::getInstance();
$config->setGroupId('old');
$config->setTopics(['old.in']);
$producer = new Producer(function () {
    return [['topic' => 'old.made', 'value' => 'x', 'key' => 'k']];
});
$sender = new Producer();
$sender->send([['topic' => 'old.out', 'value' => 'topic', 'key' => 'testkey']]);
