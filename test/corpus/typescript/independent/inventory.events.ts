import { Controller } from '@nestjs/common';
import { EventPattern, MessagePattern, MicroserviceOptions, Payload, Transport } from '@nestjs/microservices';
import { NestFactory } from '@nestjs/core';
import { InventoryModule } from './inventory.module';
import { InventoryService } from './inventory.service';

@Controller()
export class InventoryEvents {
  constructor(private readonly inventory: InventoryService) {}

  @MessagePattern({ cmd: 'reserve-stock' })
  reserve(@Payload() data: { sku: string; quantity: number }) {
    return this.inventory.reserve(data.sku, data.quantity);
  }

  @EventPattern('stock_released')
  released(@Payload() data: { sku: string }) {
    this.inventory.release(data.sku);
  }

  @MessagePattern('stock.query')
  query(@Payload() sku: string) {
    return this.inventory.query(sku);
  }
}

async function bootstrap() {
  const app = await NestFactory.createMicroservice<MicroserviceOptions>(InventoryModule, {
    transport: Transport.RMQ,
    options: {
      urls: ['amqp://localhost:5672'],
      queue: 'inventory_queue',
      queueOptions: { durable: true },
    },
  });
  await app.listen();
}

bootstrap();
