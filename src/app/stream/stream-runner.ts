import { asThalwegError, ThalwegError } from '../../domain/errors.js';
import type { Claim } from '../../stream/claim.js';
import type { Clock } from '../../stream/clock.js';
import { deadLetter, dueAtMs, isOfOtherGroup, routeFailure, withoutValue, type FailedRecord, type Failure } from '../../stream/failure/failed-record.js';
import { Wakeup } from '../../stream/claims/wakeup.js';
import { FlowControl } from '../../stream/flow/flow-control.js';
import { KeyLanes } from '../../stream/flow/key-lanes.js';
import type { Lifecycle } from '../../stream/lifecycle.js';
import { isAnyAborted } from '../../stream/linked-abort.js';
import type { Log, LogConsumer } from '../../stream/log.js';
import { partitionName, type LogRecord, type OutputRecord, type TopicPartition } from '../../stream/record.js';
import { within } from '../../stream/within.js';
import { RecordRun, type RunHost } from './record-run.js';
import type { StreamHandler } from './stream-handler.js';
import type { StreamSettings } from './stream-settings.js';
import type { StreamTelemetry } from './stream-telemetry.js';
import { TimeLimit } from './time-limit.js';

export interface StreamRunnerDeps {
  readonly log: Log;
  readonly handler: StreamHandler;
  readonly settings: StreamSettings;
  readonly lifecycle: Lifecycle;
  readonly telemetry: StreamTelemetry;
  readonly clock: Clock;
  /** Called once, when the first assignment is known and records begin to be taken. */
  readonly onReady: (assigned: readonly TopicPartition[]) => void;
}

/** How a run ended. */
export interface RunSummary {
  /** The fatal error that ended it, or null after a stop. */
  readonly failure: ThalwegError | null;
  /** Records that were being worked and were not settled; the next owner gets them again. */
  readonly left: readonly string[];
}

/** How long a member may take to write its last positions and to leave; the group finds out by itself after that. */
const CLOSE_LIMIT_MS = 5_000;

/** Takes records from the log, has them worked with bounds on count and bytes and in order per key, and settles each exactly once. */
export class StreamRunner {
  readonly #flow: FlowControl;
  readonly #lanes = new KeyLanes<RecordRun>((run) => void this.#work(run));
  readonly #host: RunHost;
  readonly #settled = new Wakeup();
  /** In the order in which they began. */
  readonly #working = new Set<RecordRun>();
  /** Records whose work was broken off by the end. */
  readonly #left = new Set<string>();
  /** Acknowledgements under way. */
  #settling = 0;
  #failure: ThalwegError | null = null;
  #consumer: LogConsumer | null = null;

  constructor(private readonly deps: StreamRunnerDeps) {
    const { handler, settings, telemetry } = deps;
    this.#flow = new FlowControl(settings.maxInFlight, settings.maxInFlightBytes);
    this.#host = {
      endNow: deps.lifecycle.endNow,
      handler,
      settings: settings.failure,
      telemetry,
      limit: new TimeLimit('record', settings.recordTimeoutMs),
      published: ({ claim }, handled) => this.#conclude(() => telemetry.done(claim.record, handled, deps.clock.now())),
      refused: (run, cause) => this.#conclude(() => this.#refused(cause, (error) => this.#settleFailure(run, error))),
    };
  }

  /** What the group has given to this member at this moment. */
  assignment(): readonly TopicPartition[] {
    return this.#consumer?.assignment() ?? [];
  }

  /** Runs until the lifecycle is told to stop, or a fatal error. Never rejects. */
  async run(): Promise<RunSummary> {
    const { lifecycle, telemetry, clock } = this.deps;
    const consumer = this.#openConsumer();
    this.#consumer = consumer;
    const unwatch = telemetry.watch(consumer, () => this.#inFlight(), () => clock.now());
    try {
      await consumer.start(lifecycle.noNewWork);
      if (lifecycle.to('running')) this.deps.onReady(consumer.assignment());
      await this.#take(consumer);
    } catch (error) {
      if (!lifecycle.noNewWork.aborted) this.#fail(asThalwegError(error, 'stream'));
    }
    await this.#drain();
    for (const { claim } of this.#working) this.#left.add(placeOf(claim.record));
    const left = [...this.#left];
    lifecycle.to('closed');
    unwatch();
    // Told before the group is left, which a log out of reach can hold up.
    telemetry.logger.info({ left: left.length, records: left.slice(0, 20), failure: this.#failure?.code ?? null }, 'closed');
    const closing = consumer.close().catch((error: unknown) => telemetry.logger.warn({ error: String(error) }, 'leaving the group'));
    if (!(await within(CLOSE_LIMIT_MS, clock, closing))) telemetry.logger.warn({ limitMs: CLOSE_LIMIT_MS }, 'the group was not left in time and finds out by itself');
    return { failure: this.#failure, left };
  }

  #openConsumer(): LogConsumer {
    const { log, settings, telemetry } = this.deps;
    const retryTopics = settings.failure.mode === 'topics' ? settings.failure.retryTopics.map(({ topic }) => topic) : [];
    return log.consumer({
      groupId: settings.groupId,
      topics: [...settings.topics, ...retryTopics],
      delivery: settings.delivery,
      from: settings.from,
      maxClaimsPerPartition: settings.lookahead,
      maxBufferedBytes: settings.maxBufferedBytes,
      commitIntervalMs: settings.commitIntervalMs,
      notBefore: (record) => dueAtMs(record, settings.failure, settings.groupId),
      on: telemetry.observer(),
    });
  }

  async #take(consumer: LogConsumer): Promise<void> {
    const { noNewWork } = this.deps.lifecycle;
    const { lookahead, failure, groupId } = this.deps.settings;
    while (!noNewWork.aborted) {
      await this.#lanes.below(lookahead, noNewWork);
      const claims = await consumer.poll(lookahead - this.#lanes.size, noNewWork);
      for (const claim of claims) {
        if (isOfOtherGroup(claim.record, failure, groupId)) this.#settle(claim, [], () => undefined, null);
        else this.#lanes.submit(new RecordRun(claim, this.#host));
      }
    }
  }

  /** From the turn of a record in its lane to the end of its work; its acknowledgement goes on after that. Never rejects. */
  async #work(run: RecordRun): Promise<void> {
    const { claim } = run;
    const { handler, clock, lifecycle: { noNewWork } } = this.deps;
    let bytes = 0;
    let inside = false;
    try {
      const weight = handler.weigh(claim.record, noNewWork);
      bytes = typeof weight === 'number' ? weight : await weight;
      const hasRoom = !claim.signal.aborted && !noNewWork.aborted && this.#flow.enter(bytes);
      if (!hasRoom) await this.#flow.acquire(bytes, [claim.signal, noNewWork]);
      inside = true;
      run.startedAtMs = clock.now();
      this.#working.add(run);
      const handled = await run.work();
      this.#settling += 1;
      run.acknowledge(handled);
    } catch (cause) {
      if (inside) this.#broken(run, cause);
      else this.#giveBack(claim);
    } finally {
      if (inside) {
        this.#working.delete(run);
        this.#flow.leave(bytes);
      }
      this.#lanes.finished(run);
    }
  }

  #broken(run: RecordRun, cause: unknown): void {
    if (this.deps.lifecycle.endNow.aborted) this.#left.add(placeOf(run.claim.record));
    if (isAnyAborted(run.signals)) this.#giveBack(run.claim);
    else this.#settleFailure(run, asThalwegError(cause));
  }

  #settleFailure({ claim, attempts, traceparent }: RecordRun, error: ThalwegError): void {
    if (error.kind === 'fatal') {
      this.#fail(error);
      return;
    }
    const { settings, clock } = this.deps;
    // Nobody asked for a stop, so a handler that says `cancelled` broke off for a reason of its own.
    const reason = error.kind === 'cancelled' ? new ThalwegError('UNEXPECTED', `broke off by itself: ${error.message}`, { cause: error, ...(error.stage === null ? {} : { stage: error.stage }) }) : error;
    const failure: Failure = { attempts, traceparent, error: reason, atMs: clock.now(), groupId: settings.groupId };
    this.#settleFailed(claim, failure, routeFailure(claim.record, failure, settings.failure));
  }

  /**
   * A retry topic that does not take the record leaves it to the dead letters, which tell why it failed and not why it
   * could not wait. A record at the broker's limit does not fit there once the reasons are added: its letter then has
   * no value and says where that lies.
   */
  #settleFailed(claim: Claim, failure: Failure, { to, output }: FailedRecord): void {
    const { settings, telemetry } = this.deps;
    this.#settle(
      claim,
      [output],
      () => telemetry.putOff(claim.record, failure.error, to, output.topic),
      (error) => {
        if (to === 'retry') this.#settleFailed(claim, failure, { to: 'dead-letter', output: deadLetter(claim.record, failure, settings.failure) });
        else if (error.code === 'RECORD_TOO_LARGE' && output.value !== null) this.#settleFailed(claim, failure, { to, output: withoutValue(output) });
        else this.#fail(new ThalwegError(error.code, `the dead letter of ${placeOf(claim.record)} was not taken: ${error.message}`, { stage: 'publish', cause: error }));
      },
    );
  }

  /** Starts the acknowledgement; the key's next record need not wait for it, since the log keeps the order of acknowledgements. */
  #settle(claim: Claim, outputs: readonly OutputRecord[], done: () => void, refused: ((error: ThalwegError) => void) | null): void {
    this.#settling += 1;
    claim.settle(outputs, {
      done: () => this.#conclude(done),
      refused: (cause) => this.#conclude(() => this.#refused(cause, refused)),
    });
  }

  #refused(cause: unknown, otherwise: ((error: ThalwegError) => void) | null): void {
    const error = asThalwegError(cause, 'publish');
    if (error.kind === 'cancelled') return;
    if (otherwise !== null && (error.code === 'RECORD_TOO_LARGE' || error.code === 'PUBLISH_FAILED')) otherwise(error);
    else this.#fail(error);
  }

  #conclude(tell: () => void): void {
    try {
      tell();
    } catch (error) {
      this.#fail(asThalwegError(error, 'publish'));
    } finally {
      this.#settling -= 1;
      this.#settled.wake();
    }
  }

  #giveBack(claim: Claim): void {
    if (!claim.signal.aborted) claim.nack(new ThalwegError('CANCELLED', 'the stream is stopping', { stage: 'stream' }));
  }

  /** Nothing can work: no record is settled any more, the process ends. */
  #fail(error: ThalwegError): void {
    if (this.#failure !== null) return;
    this.#failure = error;
    this.deps.telemetry.logger.error({ code: error.code, error: error.message }, 'fatal');
    this.deps.lifecycle.to('closed');
  }

  /** Waits for what is being worked and settled, until the deadline or the second stop. */
  async #drain(): Promise<void> {
    const { lifecycle, settings, clock, telemetry } = this.deps;
    if (lifecycle.endNow.aborted) return;
    lifecycle.to('draining');
    telemetry.logger.info({ working: this.#working.size, limitMs: settings.drainTimeoutMs }, 'draining');
    const cancel = clock.wakeAt(clock.now() + settings.drainTimeoutMs, () => void lifecycle.to('closed'));
    await Promise.race([this.#idle(), aborted(lifecycle.endNow)]);
    cancel();
  }

  async #idle(): Promise<void> {
    await this.#lanes.below(1);
    while (this.#settling > 0) await this.#settled.wait();
  }

  #inFlight(): { count: number; bytes: number; oldestStartMs: number | null } {
    const [oldest] = this.#working;
    return { ...this.#flow.inFlight, oldestStartMs: oldest?.startedAtMs ?? null };
  }
}

function placeOf(record: LogRecord): string {
  return `${partitionName(record)}/${record.offset}`;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
