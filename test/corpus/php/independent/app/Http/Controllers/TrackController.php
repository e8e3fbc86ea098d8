<?php

namespace App\Http\Controllers;

use Illuminate\Http\JsonResponse;
use Illuminate\Http\Request;
use Illuminate\Support\Facades\Event;
use Junges\Kafka\Facades\Kafka;
use Junges\Kafka\Message\Message;

class TrackController extends Controller
{
    public function store(Request $request): JsonResponse
    {
        $message = new Message(
            headers: ['event-type' => 'track-stored'],
            body: $request->all(),
            key: 'track',
        );

        Kafka::publish('broker:9092')
            ->onTopic('track-stored')
            ->withMessage($message)
            ->withDebugEnabled()
            ->send();

        Event::dispatch('track.stored', [$message]);

        return response()->json(['topic' => 'tracking', 'status' => 'queued']);
    }

    public function legacy(Request $request): void
    {
        Kafka::publishOn('track_legacy')
            ->withBodyKey('topic', 'inner')
            ->withKafkaKey('legacy-key')
            ->send();
        // Kafka::publishOn('track_removed')->send();
    }

    public function consume(): void
    {
        $consumer = Kafka::consumer(['track.replies', 'trackErrors'], 'track-group', 'broker:9092')
            ->withHandler(fn ($message) => logger()->info('reply', ['topic' => $message->getTopicName()]))
            ->withAutoCommit()
            ->build();
        $consumer->consume();

        Kafka::consumer()
            ->subscribe('track-more')
            ->withConsumerGroupId('track-more-group')
            ->build();
    }

    public function fake(): void
    {
        Kafka::fake();
        Kafka::assertPublishedOn('track-stored');
    }
}
