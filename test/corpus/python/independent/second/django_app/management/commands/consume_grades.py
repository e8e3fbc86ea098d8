import json

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from kafka import KafkaConsumer
from kafka.structs import TopicPartition

from grades.models import Grade, Student


class Command(BaseCommand):
    help = "Consumes the grade topics of the exam system"
    topics = ["exams-grades", "exams-grade-revisions"]

    def add_arguments(self, parser):
        parser.add_argument("--from-offset", type=int)
        parser.add_argument("--topic", help="(unused, kept for cron jobs)")

    def handle(self, *args, **options):
        consumer = KafkaConsumer(
            bootstrap_servers=settings.KAFKA_SERVERS,
            group_id="school-portal",
            auto_offset_reset="earliest",
        )
        if options["from_offset"] is not None:
            tp = TopicPartition(topic="exams-grades", partition=0)
            consumer.assign([tp])
            consumer.seek(tp, options["from_offset"])
        else:
            consumer.subscribe(topics=self.topics)

        for message in consumer:
            payload = json.loads(message.value)
            with transaction.atomic():
                student, _ = Student.objects.get_or_create(number=payload["student"])
                Grade.objects.update_or_create(
                    student=student, subject=payload["subject"], defaults={"value": payload["grade"]}
                )
            self.stdout.write(self.style.SUCCESS(f"{message.topic}@{message.offset}"))
