from django.conf import settings
from django.db import models
from django.urls import reverse


class Topic(models.Model):
    STATUS = [("open", "Open"), ("closed", "Closed")]

    title = models.CharField(max_length=200)
    topic = models.SlugField(unique=True, default="general")
    status = models.CharField(max_length=10, choices=STATUS, default="open")
    subscribers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="subscribed_topics", blank=True)

    class Meta:
        db_table = "forum_topics"
        ordering = ["-pk"]

    def get_absolute_url(self):
        return reverse("topic-detail", kwargs={"topic": self.topic})

    def subscribe(self, user):
        self.subscribers.add(user)

    @classmethod
    def default(cls):
        return cls.objects.get_or_create(topic="introductions", defaults={"title": "Introduce yourself"})[0]


class Post(models.Model):
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="posts")
    body = models.TextField()

    def send(self, producer="web"):
        Topic.objects.filter(topic="general").update(status="open")
        return {"topic": "general", "body": self.body, "via": producer}
