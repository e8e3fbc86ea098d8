<?php
namespace App\Forum;

class Forum
{
    private const TOPIC = 'kafka-on-the-shore';

    public function newTopic(string $title): Topic
    {
        return new Topic($title, self::TOPIC);
    }

    public function open(): void
    {
        $this->newTopic('hello');
        $this->mailer->send('subject', 'body');
    }
}
