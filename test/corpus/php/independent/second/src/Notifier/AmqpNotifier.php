<?php

declare(strict_types=1);

namespace App\Notifier;

use PhpAmqpLib\Channel\AMQPChannel;
use PhpAmqpLib\Connection\AMQPStreamConnection;
use PhpAmqpLib\Exchange\AMQPExchangeType;
use PhpAmqpLib\Message\AMQPMessage;

final class AmqpNotifier
{
    private const EXCHANGE = 'library.topic';

    private AMQPChannel $channel;

    public function __construct(AMQPStreamConnection $connection)
    {
        $this->channel = $connection->channel();
        $this->channel->exchange_declare(self::EXCHANGE, AMQPExchangeType::TOPIC, false, true, false);
        $this->channel->queue_declare('overdue-mails', false, true, false, false);
        $this->channel->queue_bind('overdue-mails', self::EXCHANGE, 'loan.overdue');
    }

    public function send(string $topic, array $payload): void
    {
        $message = new AMQPMessage(json_encode($payload), ['delivery_mode' => AMQPMessage::DELIVERY_MODE_PERSISTENT]);
        $this->channel->basic_publish($message, self::EXCHANGE, $topic);
    }

    public function overdue(int $loan): void
    {
        $this->send('loan.overdue', ['loan' => $loan, 'topic' => 'overdue']);
    }
}
