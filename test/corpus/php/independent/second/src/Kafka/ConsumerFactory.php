<?php

declare(strict_types=1);

namespace App\Kafka;

use RdKafka\Conf;
use RdKafka\KafkaConsumer;
use RdKafka\TopicConf;

final class ConsumerFactory
{
    private const DEFAULT_GROUP = 'backoffice';

    /** @param array<string, string> $overrides */
    public function __construct(private readonly string $brokers, private readonly array $overrides = [])
    {
    }

    /** @param list<string> $topics */
    public function create(array $topics, string $group = self::DEFAULT_GROUP): KafkaConsumer
    {
        $conf = new Conf();
        $conf->set('bootstrap.servers', $this->brokers);
        $conf->set('group.id', $group);
        $conf->set('client.id', gethostname() ?: 'backoffice-1');
        $conf->set('security.protocol', 'sasl_ssl');
        foreach ($this->overrides as $name => $value) {
            $conf->set($name, $value);
        }

        $consumer = new KafkaConsumer($conf);
        $consumer->subscribe($topics);

        return $consumer;
    }

    public function fromEnv(): KafkaConsumer
    {
        return $this->create(explode(',', (string) getenv('CONSUMER_TOPICS')), 'backoffice-env');
    }
}
