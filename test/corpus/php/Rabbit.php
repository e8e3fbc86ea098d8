<?php
// Once this was on Kafka.
use PhpAmqpLib\Connection\AMQPStreamConnection;
use App\Kafka\Settings;

$connection = new AMQPStreamConnection('localhost', 5672, 'guest', 'guest');
$producer = $connection->channel();
$producer->queue_declare('orders', false, false);
$producer->publish('orders', 'x');
$consumer = new Redis();
$consumer->subscribe(['channel'], fn ($redis, $channel, $message) => $message);
