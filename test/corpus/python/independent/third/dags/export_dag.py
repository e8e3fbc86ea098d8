from datetime import datetime, timedelta
from functools import partial

from airflow import DAG
from airflow.providers.apache.kafka.operators.consume import ConsumeFromTopicOperator
from airflow.providers.apache.kafka.operators.produce import ProduceToTopicOperator

default_args = {
    "owner": "data-eng",
    "retries": 2,
    "retry_delay": timedelta(minutes=5),
}


def rows(day: str):
    for hour in range(24):
        yield day, f'{{"hour": {hour}}}'


def load(messages):
    for m in messages:
        print(m.key(), m.value())


with DAG(
    "energy_export",
    default_args=default_args,
    schedule="@daily",
    start_date=datetime(2024, 1, 1),
    catchup=False,
    tags=["kafka", "energy"],
) as dag:
    publish = ProduceToTopicOperator(
        task_id="publish_day_ahead",
        kafka_config_id="kafka_default",
        topic="energy.day-ahead-prices",
        producer_function=partial(rows, "{{ ds }}"),
    )

    consume = ConsumeFromTopicOperator(
        task_id="consume_acks",
        kafka_config_id="kafka_default",
        topics=["energy.price-acks", "energy.price-nacks"],
        apply_function_batch=load,
        max_messages=1000,
        commit_cadence="end_of_batch",
    )

    publish >> consume
