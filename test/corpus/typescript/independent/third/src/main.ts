import { NestFactory } from '@nestjs/core';
import { Controller, Module, UseFilters, ValidationPipe } from '@nestjs/common';
import { EventPattern, MicroserviceOptions, Payload, Transport } from '@nestjs/microservices';
import { RentalService } from './rental.service';
import { RetryFilter } from './retry.filter';

enum Events {
  BikeUnlocked = 'bikes.unlocked',
  BikeReturned = 'bikes.returned',
}

@Controller()
@UseFilters(RetryFilter)
export class RentalController {
  constructor(private readonly rentals: RentalService) {}

  @EventPattern(Events.BikeUnlocked)
  unlocked(@Payload(new ValidationPipe({ transform: true })) e: { bike: string; rider: string }) {
    return this.rentals.start(e.bike, e.rider);
  }

  @EventPattern(Events.BikeReturned)
  returned(@Payload() e: { bike: string; station: string }) {
    return this.rentals.finish(e.bike, e.station);
  }

  @EventPattern('stations.capacity-changed')
  capacity(@Payload() e: { station: string; free: number }) {
    return this.rentals.updateCapacity(e.station, e.free);
  }
}

@Module({ controllers: [RentalController], providers: [RentalService] })
class AppModule {}

async function bootstrap() {
  const app = await NestFactory.createMicroservice<MicroserviceOptions>(AppModule, {
    transport: Transport.KAFKA,
    options: {
      client: { clientId: 'rentals', brokers: process.env.KAFKA_BROKERS!.split(',') },
      consumer: { groupId: 'rentals-service' },
      subscribe: { fromBeginning: true },
    },
  });
  app.enableShutdownHooks();
  await app.listen();
}
bootstrap();
