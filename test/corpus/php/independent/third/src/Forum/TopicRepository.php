<?php

declare(strict_types=1);

namespace Forum;

use Doctrine\ORM\EntityRepository;

/**
 * @extends EntityRepository<Topic>
 */
final class TopicRepository extends EntityRepository
{
    private const ANNOUNCEMENTS = 'announcements';

    public function announcements(): array
    {
        return $this->findBy(['topic' => self::ANNOUNCEMENTS], ['createdAt' => 'DESC'], 10);
    }

    public function createTopic(string $slug, string $title): Topic
    {
        $topic = new Topic($slug, $title);
        $this->getEntityManager()->persist($topic);
        $this->getEntityManager()->flush();

        return $topic;
    }

    public function seed(): void
    {
        foreach (['introductions', 'help', 'show-and-tell'] as $slug) {
            $this->createTopic($slug, ucfirst($slug));
        }
        $this->createTopic('off-topic', 'Off topic');
    }

    public function subscribe(User $user, string $topic = 'help'): void
    {
        $this->findOneBy(['topic' => $topic])?->subscribers()->add($user);
    }
}
