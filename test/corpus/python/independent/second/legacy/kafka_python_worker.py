from __future__ import absolute_import

import json
import logging
import os
import time

import psycopg2
from kafka import KafkaConsumer, KafkaProducer, OffsetAndMetadata, TopicPartition
from kafka.errors import KafkaTimeoutError, NoBrokersAvailable

logging.basicConfig(level=logging.INFO)

SOURCE = 'parking-entries'
TARGET = 'parking-fees'


def connect(retries=10):
    for attempt in range(retries):
        try:
            return KafkaConsumer(
                SOURCE,
                bootstrap_servers=os.environ['KAFKA'].split(','),
                group_id='fee-calculator',
                enable_auto_commit=False,
                value_deserializer=lambda m: json.loads(m.decode('utf-8')),
                consumer_timeout_ms=1000,
            )
        except NoBrokersAvailable:
            time.sleep(2 ** attempt)
    raise SystemExit('kafka not available')


def main():
    consumer = connect()
    producer = KafkaProducer(
        bootstrap_servers=os.environ['KAFKA'].split(','),
        value_serializer=lambda v: json.dumps(v).encode('utf-8'),
    )
    conn = psycopg2.connect(os.environ['DSN'])
    while True:
        for record in consumer:
            with conn.cursor() as cur:
                cur.execute('select rate from rates where zone = %s', (record.value['zone'],))
                rate, = cur.fetchone()
            try:
                producer.send(TARGET, {'plate': record.value['plate'], 'fee': rate}).get(timeout=10)
            except KafkaTimeoutError:
                producer.send('parking-fees-failed', record.value)
            tp = TopicPartition(SOURCE, record.partition)
            consumer.commit({tp: OffsetAndMetadata(record.offset + 1, None)})


if __name__ == '__main__':
    main()
