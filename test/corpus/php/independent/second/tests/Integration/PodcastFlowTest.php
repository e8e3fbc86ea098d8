<?php

declare(strict_types=1);

namespace Tests\Integration;

use PHPUnit\Framework\TestCase;
use RdKafka\Conf;
use RdKafka\Consumer;
use RdKafka\Producer;
use RdKafka\TopicConf;

/**
 * @group kafka
 */
final class PodcastFlowTest extends TestCase
{
    private Conf $conf;

    protected function setUp(): void
    {
        $this->conf = new Conf();
        $this->conf->set('bootstrap.servers', $_ENV['KAFKA'] ?? 'kafka:9092');
    }

    public function testEpisodeIsPublished(): void
    {
        $producer = new Producer($this->conf);
        $producer->newTopic('podcast-episodes')->produce(RD_KAFKA_PARTITION_UA, 0, '{"id":12}', 'show-1');
        self::assertSame(RD_KAFKA_RESP_ERR_NO_ERROR, $producer->flush(5000));

        $topicConf = new TopicConf();
        $topicConf->set('auto.offset.reset', 'smallest');

        $low = new Consumer($this->conf);
        $feed = $low->newTopic('podcast-feed-updates', $topicConf);
        $feed->consumeStart(0, RD_KAFKA_OFFSET_BEGINNING);
        $message = $feed->consume(0, 10_000);
        $feed->consumeStop(0);

        self::assertNotNull($message);
        self::assertStringContainsString('"id":12', $message->payload);
    }
}
