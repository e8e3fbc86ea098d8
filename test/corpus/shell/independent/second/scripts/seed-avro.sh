#!/bin/bash
set -eo pipefail
here=$(cd "$(dirname "$0")" && pwd)

kafka-avro-console-producer \
  --bootstrap-server localhost:9092 \
  --topic patients \
  --property schema.registry.url=http://localhost:8081 \
  --property value.schema="$(cat "$here/patient.avsc")" < "$here/patients.json"

kafkacat -b localhost:9092 -tappointments -P -l "$here/appointments.json"
kafkacat -L -b localhost:9092

kcat -C -b localhost:9092 -G clinic-check patients appointments -e
