<?php
namespace App\Status;

use RdKafka\Conf;
use Psr\Log\LoggerInterface;

class KafkaStatus
{
    public function __construct(private LoggerInterface $logger, private string $topic = 'status')
    {
    }

    public function check(Conf $conf): array
    {
        $conf->set('client.id', 'status');
        $conf->set('topic.metadata.refresh.interval.ms', '1000');
        $this->logger->info('topic', ['topic' => $this->topic]);
        return ['topic' => 'status', 'group' => 'status-group'];
    }
}
