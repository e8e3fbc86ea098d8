from django.contrib import messages
from django.dispatch import Signal, receiver
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from .models import Post, Topic

topic_viewed = Signal()

TOPIC_KINDS = {"sticky": "sticky-topic", "kafka": "About Franz Kafka"}


def index(request):
    topics = Topic.objects.filter(topic="announcements").order_by("-created")
    return render(request, "forum/topics.html", {"topics": topics})


def show(request, slug):
    topic = get_object_or_404(Topic, slug=slug)
    topic_viewed.send("forum", topic=topic, user=request.user)
    topic.subscribe(["email", "digest"])
    return render(request, "forum/topic.html", {"topic": topic})


@receiver(topic_viewed)
def count_views(sender, topic=None, **kwargs):
    topic.views += 1
    topic.save()


def create(request):
    topic = Topic(topic="new-topic", kind=TOPIC_KINDS["kafka"])
    topic.save()
    messages.info(request, "topic created")
    return redirect(reverse("forum:topic", args=["new-topic"]))


def feed(request):
    posts = Post.objects.filter(topic__slug="kafka-vs-rabbit")
    return HttpResponse("\n".join(p.text for p in posts))
