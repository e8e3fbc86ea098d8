<?php

use App\Processors\GeoProcessor;
use Enqueue\RdKafka\RdKafkaConnectionFactory;

require_once __DIR__ . '/../vendor/autoload.php';

$inTopic = $_ENV['GEO_TOPIC'] ?? 'geo-requests';

$factory = new RdKafkaConnectionFactory([
    'global' => [
        'group.id' => uniqid('geo', true),
        'metadata.broker.list' => $_ENV['KAFKA'] ?? 'localhost:9092',
        'enable.auto.commit' => 'true',
    ],
]);

$context = $factory->createContext();
$processor = new GeoProcessor();

$source = $context->createTopic($inTopic);
$target = $context->createTopic('geo-responses');

$consumer = $context->createConsumer($source);
$consumer->setOffset(2);

while ($message = $consumer->receive(30_000)) {
    $coordinates = $processor->lookup($message->getBody());
    $reply = $context->createMessage(json_encode($coordinates), ['source' => 'osm']);
    $reply->setKey($message->getKey());
    $context->createProducer()->send($target, $reply);
    $consumer->acknowledge($message);
}
