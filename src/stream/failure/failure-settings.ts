/** What happens to a record whose work fails with a retryable error. Permanent errors go to the dead-letter topic at once. */
export interface FailureSettings {
  /** Attempts within the process, with exponential backoff and full jitter between them. */
  readonly attempts: number;
  readonly initialBackoffMs: number;
  readonly maxBackoffMs: number;
  /**
   * - `topics`: after the attempts the record goes to the first retry topic, then to the next, then to the dead-letter
   *   topic. It does not hold up the records behind it: **records of the same key that came later are worked before it**,
   *   so order per key holds only among records that never left for a retry topic.
   * - `blocking`: the record is tried in place until `blockingAttempts` are used up, then dead-lettered. Later records of
   *   its key wait, so order per key holds always. For lanes where order matters more than speed (compliance).
   */
  readonly mode: 'topics' | 'blocking';
  readonly blockingAttempts: number;
  readonly retryTopics: readonly RetryTopic[];
  readonly deadLetterTopic: string;
}

export interface RetryTopic {
  readonly topic: string;
  /** How long a record waits there before it is worked again. One delay for all its records: they come due in order. */
  readonly delayMs: number;
}
