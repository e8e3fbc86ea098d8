/** The host's side of the Groups view: samples the watched group, and holds the practice consumers. */
import type { OwnCluster } from '../cluster/clusterSession.ts';
import type { Watch } from '../messages.ts';
import type { PanelFrame, ViewSession } from '../viewSession.ts';
import { parseGroupsRequest } from './groupsArrival.ts';
import type { GroupAction, GroupsRequest } from './groupsMessages.ts';
import { GroupWatcher } from './groupWatcher.ts';
import { PracticePool } from './practicePool.ts';

export interface GroupsDependencies {
  /** What the embedded cluster tells of itself; undefined while another one is worked with. */
  own(): OwnCluster | undefined;
  /** The steps of a command on a group; resolves when they have ended. */
  groupAction(action: GroupAction, group: string): Promise<unknown>;
}

export class GroupsSession implements ViewSession {
  readonly #frame: PanelFrame;
  readonly #to: GroupsDependencies;
  readonly #watcher = new GroupWatcher();
  readonly #pool: PracticePool;
  #watch: Watch = { group: '', topic: '' };

  constructor(frame: PanelFrame, dependencies: GroupsDependencies) {
    this.#frame = frame;
    this.#to = dependencies;
    this.#pool = new PracticePool(() => this.#postPractice());
  }

  receive(arrived: unknown): Promise<void> | undefined {
    const request = parseGroupsRequest(arrived);
    return request && this.#handle(request);
  }

  greet(): void {
    this.#watcher.resend();
    this.#postPractice();
  }

  async reconnect(): Promise<void> {
    this.#watcher.forget();
    this.#frame.postChanges({ type: 'group', group: null });
    await this.#pool.closeAll().catch(() => undefined); // Their cluster is gone: there is nobody to tell.
  }

  async poll(): Promise<void> {
    const { connection, cluster } = this.#frame;
    if (connection === undefined || cluster === undefined || this.#watch.group === '') {
      this.#frame.postChanges({ type: 'group', group: null });
      return;
    }
    const group = await this.#watcher.poll(
      connection.service,
      cluster,
      this.#watch,
      (id) => this.#pool.facts(id),
      this.#to.own()?.events,
      () => this.#frame.now(),
    );
    this.#frame.post({ type: 'group', group });
    if (group !== null) {
      this.#pool.forgetKilled(new Set(group.consumers.filter((one) => one.practice).map((one) => one.name)));
    }
  }

  /** The practice consumers leave their group. */
  async close(): Promise<void> {
    await this.#pool.closeAll();
  }

  async #handle(request: GroupsRequest): Promise<void> {
    switch (request.type) {
      case 'watch':
        return this.#watchGroup(request.watch);
      case 'practice':
        await this.#practise(request.watch, request.count);
        return this.#frame.forgetTrouble();
      case 'practiceRate':
        return this.#pool.setRate(request.name, request.messagesPerSecond);
      case 'groupAction':
        await this.#to.groupAction(request.action, request.group);
        return this.#frame.changed();
      case 'killPractice':
        this.#pool.kill(request.name);
        return this.#frame.forgetTrouble();
    }
  }

  async #watchGroup(watch: Watch): Promise<void> {
    if (watch.group !== this.#watch.group || watch.topic !== this.#watch.topic) {
      this.#watch = watch;
      await this.#frame.poll();
    }
  }

  async #practise(watch: Watch, count: number): Promise<void> {
    const { connection, cluster } = this.#frame;
    const exists = cluster?.topics.some((topic) => topic.name === watch.topic) ?? false;
    if (connection === undefined || !exists || watch.group === '') {
      return;
    }
    this.#watch = watch;
    const starter = { profile: connection.service.profile, start: connection.startPracticeConsumer };
    await this.#pool.set(starter, watch, count);
    this.#frame.touched();
  }

  #postPractice(): void {
    this.#frame.postChanges({ type: 'practice', practice: this.#pool.view });
  }
}
