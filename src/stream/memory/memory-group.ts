import { partitionName, type TopicPartition } from '../record.js';

/** What a group needs of a member. */
export interface GroupMember {
  readonly id: string;
  readonly topics: readonly string[];
  /** Called when partitions go away; claims on them are fenced when this returns. */
  revoked(partitions: readonly TopicPartition[]): void;
  /** Called after all revocations of the same rebalance. */
  assigned(partitions: readonly TopicPartition[]): void;
}

/** Members of one consumer group share the partitions evenly; who has one keeps it where that is fair. */
export class MemoryGroup {
  readonly #members: GroupMember[] = [];
  readonly #owners = new Map<string, GroupMember>();

  constructor(private readonly partitionsOf: (topic: string) => number) {}

  owns(member: GroupMember, partition: TopicPartition): boolean {
    return this.#owners.get(partitionName(partition)) === member;
  }

  join(member: GroupMember): void {
    this.#members.push(member);
    this.#rebalance();
  }

  leave(member: GroupMember): void {
    const place = this.#members.indexOf(member);
    if (place === -1) return;
    this.#members.splice(place, 1);
    this.#rebalance();
  }

  #rebalance(): void {
    const lost = new Map<GroupMember, TopicPartition[]>();
    const gained = new Map<GroupMember, TopicPartition[]>();
    for (const topic of new Set(this.#members.flatMap(({ topics }) => topics))) {
      const members = this.#members.filter(({ topics }) => topics.includes(topic));
      const count = this.partitionsOf(topic);
      const load = new Map(members.map((member) => [member, 0]));
      for (let partition = 0; partition < count; partition += 1) {
        const place = { topic, partition };
        const owner = this.#owners.get(partitionName(place));
        const next = this.#choose(owner, load, Math.ceil(count / members.length));
        load.set(next, (load.get(next) ?? 0) + 1);
        if (next === owner) continue;
        if (owner !== undefined) push(lost, owner, place);
        push(gained, next, place);
        this.#owners.set(partitionName(place), next);
      }
    }
    for (const [name, owner] of this.#owners) if (!this.#members.includes(owner)) this.#owners.delete(name);
    for (const [member, partitions] of lost) member.revoked(partitions);
    for (const [member, partitions] of gained) member.assigned(partitions);
  }

  #choose(owner: GroupMember | undefined, load: ReadonlyMap<GroupMember, number>, fair: number): GroupMember {
    if (owner !== undefined && (load.get(owner) ?? Infinity) < fair) return owner;
    let least: GroupMember | undefined;
    for (const [member, count] of load) if (least === undefined || count < (load.get(least) ?? Infinity)) least = member;
    if (least === undefined) throw new RangeError('a topic is shared by at least one member');
    return least;
  }
}

function push(map: Map<GroupMember, TopicPartition[]>, member: GroupMember, partition: TopicPartition): void {
  const list = map.get(member);
  if (list === undefined) map.set(member, [partition]);
  else list.push(partition);
}
