import type { Ending } from '../claim.js';
import type { OutputRecord } from '../record.js';
import type { Position } from './claim-transport.js';
import type { PartitionWindow } from './partition-window.js';

/** How an acknowledged record becomes durable; one implementation for each `Delivery`. */
export interface Settlement {
  /** See `Claim.settle`. */
  settle(window: PartitionWindow, offset: bigint, outputs: readonly OutputRecord[], ending: Ending): void;
  /** Resolves when everything that can be committed is, or failed once more. */
  flush(): Promise<void>;
  /** Takes timers back; nothing is settled after this. */
  close(): void;
}

/** What a settlement tells the desk. */
export interface SettlementEvents {
  /** The low watermark passed so many records, or (0) there is room for another claim for another reason. */
  passed(window: PartitionWindow, records: number): void;
  /** Positions were written down. */
  committed(positions: readonly Position[]): void;
  fenced(window: PartitionWindow, published: boolean): void;
  /** The transport says that the partition is lost. */
  lost(window: PartitionWindow): void;
  trouble(error: unknown, action: string): void;
}
