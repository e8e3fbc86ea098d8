#!/usr/bin/env python
import json
import logging
import subprocess
import sys
from functools import partial

import click
from confluent_kafka import Consumer, Producer

logger = logging.getLogger("transcode")


def handle(producer: Producer, payload: dict) -> None:
    cmd = ["ffmpeg", "-i", payload["input"], "-vf", "scale=-2:720", payload["output"]]
    res = subprocess.run(cmd, capture_output=True, text=True, check=False)
    if res.returncode == 0:
        producer.produce("video.transcoded", key=payload["id"], value=json.dumps({"path": payload["output"]}))
    else:
        producer.produce(
            "video.transcode-failed",
            key=payload["id"],
            value=json.dumps({"stderr": res.stderr[-2000:]}),
            callback=lambda err, msg: logger.error(err) if err else None,
        )
    producer.poll(0)


@click.command()
@click.option("--bootstrap", envvar="KAFKA_BOOTSTRAP", default="localhost:9092")
@click.option("--group", default="transcode-720p")
def main(bootstrap: str, group: str) -> None:
    consumer = Consumer({"bootstrap.servers": bootstrap, "group.id": group, "max.poll.interval.ms": 3600000})
    producer = Producer({"bootstrap.servers": bootstrap})
    consumer.subscribe(["video.uploaded"], on_revoke=lambda c, ps: logger.info("revoked %s", ps))
    work = partial(handle, producer)
    try:
        while True:
            msg = consumer.poll(1.0)
            if msg is None or msg.error():
                continue
            work(json.loads(msg.value()))
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        producer.flush()
        consumer.close()


if __name__ == "__main__":
    main()
