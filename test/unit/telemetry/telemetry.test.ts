import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { startHealthServer } from '../../../src/telemetry/health-server.js';
import { createMetrics } from '../../../src/telemetry/metrics.js';

const NAMES = [
  'videos_total', 'stage_duration_seconds', 'end_to_end_seconds', 'batch_size', 'batch_wait_seconds', 'inference_seconds', 'in_flight_videos', 'in_flight_bytes',
  'consumer_lag_records', 'consumer_lag_seconds', 'oldest_in_flight_seconds', 'commits_total', 'rebalances_total', 'retries_total', 'dead_letters_total',
  'escalations_total', 'thinking_tokens_total', 'flags_total', 'event_loop_lag_seconds', 'video_seconds_processed_total',
];

describe('health server', () => {
  it('serves every metric by its promised name, liveness always, readiness by its conditions', async () => {
    const metrics = createMetrics();
    let ready = false;
    const server = await startHealthServer({ host: '127.0.0.1', port: 0, metrics, readiness: () => ({ assigned: ready, notDraining: true }) });
    const get = (path: string): Promise<Response> => fetch(`http://127.0.0.1:${server.port}${path}`);
    try {
      let refreshed = 0;
      metrics.beforeScrape(() => (refreshed += 1));
      const text = await (await get('/metrics')).text();
      for (const name of NAMES) expect(text).toContain(`# TYPE thalweg_${name} `);
      expect(refreshed).toBe(1);
      expect((await get('/livez')).status).toBe(200);
      const unready = await get('/readyz');
      expect([unready.status, await unready.json()]).toEqual([503, { assigned: false, notDraining: true }]);
      ready = true;
      expect((await get('/readyz')).status).toBe(200);
      expect((await get('/elsewhere')).status).toBe(404);
      expect((await fetch(`http://127.0.0.1:${server.port}/livez`, { method: 'POST' })).status).toBe(405);
      await expect(startHealthServer({ host: '127.0.0.1', port: server.port, metrics, readiness: () => ({}) })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    } finally {
      await server.close();
      metrics.close();
    }
  });

  it.each([
    ['GET //', 404, false],
    ['GET //livez', 404, false],
    ['GET *', 404, false],
    ['GET http://', 404, false],
    ['GET http://proxied:9464/livez', 200, true],
    ['GET /livez?verbose', 200, true],
    ['HEAD /livez', 200, false],
    ['HEAD /metrics', 200, false],
    ['DELETE /livez', 405, false],
    ['OPTIONS *', 405, false],
  ])('answers "%s" with %i', async (line, status, hasOk) => {
    const metrics = createMetrics();
    const server = await startHealthServer({ host: '127.0.0.1', port: 0, metrics, readiness: () => ({}) });
    try {
      const socket = connect(server.port, '127.0.0.1');
      socket.write(`${line} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
      const answer = await text(socket);
      expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      const [head = '', body = ''] = answer.split('\r\n\r\n');
      expect(body.includes('ok\n')).toBe(hasOk);
      if (line.startsWith('HEAD')) expect(body).toBe('');
      expect(head.includes('allow: GET, HEAD')).toBe(status === 405);
      expect((await fetch(`http://127.0.0.1:${server.port}/livez`)).status).toBe(200);
    } finally {
      await server.close();
      metrics.close();
    }
  });

  it('answers 500 when a condition cannot be judged, and lives on', async () => {
    const metrics = createMetrics();
    const server = await startHealthServer({ host: '127.0.0.1', port: 0, metrics, readiness: () => { throw new Error('cannot tell'); } });
    try {
      expect((await fetch(`http://127.0.0.1:${server.port}/readyz`)).status).toBe(500);
      expect((await fetch(`http://127.0.0.1:${server.port}/livez`)).status).toBe(200);
    } finally {
      await server.close();
      metrics.close();
    }
  });
});
