import { NestFactory } from '@nestjs/core';
import { ClientsModule, MicroserviceOptions, Transport } from '@nestjs/microservices';
import { AppModule } from './app.module';

async function bootstrap() {
  const app = await NestFactory.createMicroservice<MicroserviceOptions>(AppModule, {
    transport: Transport.KAFKA,
    options: {
      client: { clientId: 'hero', brokers: ['localhost:9092'] },
      consumer: { groupId: 'hero-consumer' },
      subscribe: { fromBeginning: true },
    },
  });
  await app.listen();
}
bootstrap();
export const clients = ClientsModule.register([{ name: 'HERO', transport: Transport.KAFKA }]);
