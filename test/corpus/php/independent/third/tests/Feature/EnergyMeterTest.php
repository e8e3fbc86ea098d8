<?php

namespace Tests\Feature;

use App\Models\Meter;
use Illuminate\Foundation\Testing\RefreshDatabase;
use Junges\Kafka\Facades\Kafka;
use Junges\Kafka\Message\ConsumedMessage;
use Junges\Kafka\Message\Message;
use Tests\TestCase;

class EnergyMeterTest extends TestCase
{
    use RefreshDatabase;

    public function test_reading_is_stored(): void
    {
        Kafka::fake();
        $meter = Meter::factory()->create(['serial' => 'E-100']);

        $consumer = Kafka::consumer()
            ->subscribe('energy-readings', 'energy-readings-manual')
            ->withConsumerGroupId('meters')
            ->withHandler(fn ($m) => $meter->readings()->create($m->getBody()))
            ->build();
        $consumer->consume();

        $this->assertDatabaseHas('meters', ['serial' => 'E-100']);
    }

    public function test_alert_is_sent(): void
    {
        Kafka::publish()
            ->onTopic('energy-alerts')
            ->withMessage(new Message(body: ['serial' => 'E-100', 'kwh' => 9000]))
            ->send();

        $this->assertDatabaseCount('alerts', 1);
    }
}
