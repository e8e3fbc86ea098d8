import { Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Topic } from './topic.entity';

const DEFAULT_TOPICS = ['announcements', 'general-discussion', 'off-topic'];

@Injectable()
export class TopicsService {
  constructor(@InjectRepository(Topic) private readonly topics: Repository<Topic>) {}

  async seed() {
    for (const slug of DEFAULT_TOPICS) {
      await this.topics.upsert({ topic: slug, title: slug.replace('-', ' ') }, ['topic']);
    }
  }

  async subscribe(userId: string, topic = 'announcements') {
    const found = await this.topics.findOneBy({ topic });
    if (!found) throw new NotFoundException(`no such topic ${topic}`);
    found.subscribers.push(userId);
    return this.topics.save(found);
  }

  async pinned() {
    return this.topics.find({ where: { topic: 'announcements', pinned: true }, order: { createdAt: 'DESC' } });
  }
}
