import { Inject, Injectable, Logger } from '@nestjs/common';
import { ClientKafka } from '@nestjs/microservices';
import { catchError, EMPTY, retry } from 'rxjs';

export const HOSPITAL_TOPICS = {
  ADMITTED: 'hospital.patient.admitted',
  DISCHARGED: 'hospital.patient.discharged',
  TRANSFERRED: 'hospital.patient.transferred',
} as const;

export interface Admission {
  patientId: string;
  ward: string;
  at: Date;
}

@Injectable()
export class AdmissionsPublisher {
  private readonly logger = new Logger(AdmissionsPublisher.name);

  constructor(@Inject('KAFKA_CLIENT') private readonly kafka: ClientKafka) {}

  admitted(a: Admission): void {
    this.kafka
      .emit(HOSPITAL_TOPICS.ADMITTED, { key: a.patientId, value: JSON.stringify(a) })
      .pipe(
        retry({ count: 3, delay: 200 }),
        catchError((err) => {
          this.logger.error(`could not publish admission of ${a.patientId}`, err);
          return EMPTY;
        }),
      )
      .subscribe();
  }

  discharged(patientId: string): void {
    this.kafka.emit(HOSPITAL_TOPICS.DISCHARGED, { key: patientId, value: { patientId } });
  }

  transferred(patientId: string, from: string, to: string): void {
    this.kafka.emit(HOSPITAL_TOPICS.TRANSFERRED, { key: patientId, value: { from, to } });
  }
}
