<?php
use Enqueue\AmqpExt\AmqpConnectionFactory;
use Enqueue\RdKafka\RdKafkaConnectionFactory;

$kafka = (new RdKafkaConnectionFactory(['global' => ['group.id' => 'enqueue']]))->createContext();
$topic = $kafka->createTopic('enqueue.out');
$queue = $kafka->createQueue('enqueue.in');
$kafka->createProducer()->send($topic, $kafka->createMessage('Hello'));
$amqp = (new AmqpConnectionFactory('amqp:'))->createContext();
$amqp->createTopic('rabbit.exchange');
$amqp->createQueue('rabbit.queue');
