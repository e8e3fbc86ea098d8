import { Controller, Logger } from '@nestjs/common';
import { Ctx, EventPattern, MessagePattern, MqttContext, MqttOptions, Payload, Transport } from '@nestjs/microservices';

export const mqttOptions: MqttOptions = {
  transport: Transport.MQTT,
  options: { url: process.env.MQTT_URL ?? 'mqtt://broker:1883', clientId: 'greenhouse' },
};

@Controller()
export class GreenhouseController {
  private readonly logger = new Logger('greenhouse');

  @EventPattern('greenhouse/humidity')
  humidity(@Payload() value: number, @Ctx() context: MqttContext) {
    this.logger.log(`${context.getTopic()} = ${value}`);
  }

  @MessagePattern({ cmd: 'valve-status' })
  valve(@Payload() id: string) {
    return { id, open: true, topic: 'greenhouse/valves' };
  }

  @EventPattern('greenhouse/temperature')
  temperature(@Payload() value: number) {
    if (value > 35) this.logger.warn('too hot, opening the roof');
  }
}
