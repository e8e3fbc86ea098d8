<?php
/**
 * View a topic. Nothing of this is about a broker, not even the thread about Franz Kafka.
 */
define('IN_FORUM', true);
define('TOPIC_TABLE', 'forum_topics');

include 'common.php';

$topic_id = (int) ($_GET['t'] ?? 0);
$topic = $db->fetch('SELECT * FROM ' . TOPIC_TABLE . ' WHERE topic_id = ' . $topic_id);

if (!$topic) {
    trigger_error('NO_TOPIC');
}

$defaults = ['topic' => 'welcome', 'topics' => ['rules', 'kafka-novels']];

class ForumProducer
{
    public function newTopic(string $title): array
    {
        return ['topic' => $title];
    }

    public function subscribe(array $users): void
    {
    }
}

$producer = new ForumProducer();
$post = $producer->newTopic('my-first-topic');
$producer->subscribe(['anna', 'ben']);

$template->assign_vars([
    'TOPIC_TITLE' => $topic['topic_title'],
    'TOPIC_AUTHOR' => $post['topic'],
    'DEFAULT' => $defaults['topic'],
]);

page_header('view_topic');
echo $template->render('viewtopic_body.html');
