import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Enricher } from '../../../src/app/enricher.js';
import { runPipeline } from '../../../src/app/run-pipeline.js';
import { loadPipeline } from '../../../src/config/load-pipeline.js';
import type { PipelineConfig } from '../../../src/config/pipeline-shape.js';
import { Lifecycle } from '../../../src/stream/lifecycle.js';
import { silentBroker } from '../../support/silent-broker.js';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'thalweg-run-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

function pipeline(environment: Record<string, string> = {}): Promise<PipelineConfig> {
  const sets = ['logLevel=silent', `watchFolder=${folder}/inbox`, `resultsFolder=${folder}/results`, 'http.port=0'];
  return loadPipeline('pipelines/realtime-enrichment.yaml', { THALWEG_WORK_DIR: join(folder, 'work'), ...environment }, sets);
}

const never = (): Promise<never> => new Promise(() => undefined);

function enricher(more: Partial<Enricher> = {}): Enricher {
  return { suggestedConcurrency: 2, pipeline: { name: 'p', version: '1' }, enrich: never, fastPass: never, deepPass: never, sessionUses: () => Promise.resolve([]), ready: () => Promise.resolve(), close: () => Promise.resolve(), ...more };
}

describe('a run', () => {
  it.each([
    ['its models are being opened', () => never()],
    ['its models are being verified', () => Promise.resolve(enricher({ ready: never }))],
  ])('ends well when it is stopped while %s', async (_when, openEnricher) => {
    const lifecycle = new Lifecycle();
    let closed = 0;
    const ended = runPipeline(await pipeline(), {
      lifecycle,
      onReady: () => undefined,
      openEnricher: () => {
        queueMicrotask(() => lifecycle.stop());
        return openEnricher().then((opened) => ({ ...opened, close: () => ((closed += 1), Promise.resolve()) }));
      },
    });
    expect(await ended).toEqual({ failure: null, left: [] });
    expect(closed).toBe(_when.includes('verified') ? 1 : 0);
    expect(lifecycle.state).toBe('closed');
  });

  it('ends well, and with all its connections, when it is stopped while the broker does not answer', async () => {
    const broker = await silentBroker();
    const lifecycle = new Lifecycle();
    const ended = runPipeline(await pipeline({ KAFKA_BROKERS: broker.address }), { lifecycle, onReady: () => undefined, openEnricher: () => Promise.resolve(enricher()) });
    await broker.asked;
    lifecycle.stop();
    expect(await ended).toEqual({ failure: null, left: [] });
    await broker.left();
    broker.close();
  });

  it('ends although a part of it never closes', async () => {
    const lifecycle = new Lifecycle();
    const ended = runPipeline(await pipeline(), { lifecycle, onReady: () => lifecycle.stop(), openEnricher: () => Promise.resolve(enricher({ close: never })) });
    expect(await ended).toEqual({ failure: null, left: [] });
  });

  it('still rejects with what keeps it from starting', async () => {
    const lifecycle = new Lifecycle();
    await expect(runPipeline(await pipeline(), { lifecycle, onReady: () => undefined, openEnricher: () => Promise.reject(new Error('no models')) })).rejects.toThrow('no models');
  });

  it('is ready while partitions are assigned to it, and says so', async () => {
    const lifecycle = new Lifecycle();
    let answer: Promise<unknown> = Promise.resolve(null);
    const ended = runPipeline(await pipeline(), {
      lifecycle,
      onReady: (line) => {
        answer = fetch(`http://127.0.0.1:${/http 127\.0\.0\.1:(\d+)/.exec(line)![1]!}/readyz`).then((response) => response.json());
        void answer.finally(() => lifecycle.stop());
      },
      openEnricher: () => Promise.resolve(enricher()),
    });
    expect(await ended).toEqual({ failure: null, left: [] });
    expect(await answer).toEqual({ assigned: true, modelsLoaded: true, notDraining: true });
  });
});
