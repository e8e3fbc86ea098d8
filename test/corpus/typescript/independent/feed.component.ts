import { Component, OnDestroy, OnInit } from '@angular/core';
import { FormControl } from '@angular/forms';
import { Subject, fromEvent, of } from 'rxjs';
import { debounceTime, map, takeUntil } from 'rxjs/operators';
import { io, Socket } from 'socket.io-client';
import { TopicService, Topic } from '../topic.service';

@Component({
  selector: 'app-feed',
  template: `
    <app-topic *ngFor="let topic of topics" [topic]="topic"></app-topic>
  `,
})
export class FeedComponent implements OnInit, OnDestroy {
  topics: Topic[] = [{ id: 1, topic: 'announcements' }, { id: 2, topic: 'kafka-questions' }];
  search = new FormControl('');
  private readonly destroy$ = new Subject<void>();
  private socket: Socket = io('/feed');

  constructor(private readonly service: TopicService) {}

  ngOnInit(): void {
    this.search.valueChanges
      .pipe(debounceTime(200), takeUntil(this.destroy$))
      .subscribe((q) => this.service.send({ topic: 'search', messages: [q] }));

    fromEvent(document, 'visibilitychange').subscribe(() => this.socket.emit('join', 'room-1'));
    of('a', 'b').pipe(map((s) => s + '!')).subscribe(console.log);
    this.socket.on('topic-created', (t: Topic) => this.topics.push(t));
    this.service.subscribe({ topics: ['news', 'sports'] });
    window.dispatchEvent(new CustomEvent('feed-ready'));
  }

  ngOnDestroy(): void {
    this.destroy$.next();
    this.destroy$.complete();
    this.socket.disconnect();
  }
}
