from django.conf import settings
from django.core.management.base import BaseCommand
from kafka import KafkaConsumer


class Command(BaseCommand):
    help = "Consumes topics"

    def add_arguments(self, parser):
        parser.add_argument("topic")
        parser.add_argument("--group", default="django")

    def handle(self, *args, **options):
        consumer = KafkaConsumer(options["topic"], bootstrap_servers=settings.KAFKA["SERVERS"], group_id=options["group"])
        for message in consumer:
            self.stdout.write(message.topic)
