import type { Load, ServiceEvidence } from '../../evidence/service.ts';
import type { Detail, Finding } from '../../types.ts';
import { notApplicable } from './check.ts';

/** `12 ms`, `0.4 ms`, `1.3 s`. */
export function duration(ms: number): string {
  if (ms >= 1_000) return `${(ms / 1_000).toFixed(1)} s`;
  return ms >= 10 ? `${Math.round(ms)} ms` : `${ms.toFixed(1)} ms`;
}

/** `6.1 times`, `210 times`. */
export function times(ratio: number): string {
  return `${ratio >= 10 ? Math.round(ratio) : ratio.toFixed(1)} times`;
}

/** Where the sandbox brings no load generator: the local one, for trusted code. */
export function noLoad(): Finding {
  return notApplicable('No load was sent: this sandbox has no load generator.');
}

const counts = ['answered', 'refused', 'failed', 'unanswered'] as const;

export function loadTable(loads: readonly Load[]): Detail {
  return {
    kind: 'table',
    columns: ['connections', 'answers a second', 'p95', ...counts],
    rows: loads.map((load) => [
      String(load.connections),
      load.perSecond.toFixed(0),
      load.p95 === null ? 'none' : duration(load.p95),
      ...counts.map((name) => String(load[name])),
    ]),
  };
}

/** Replies that say neither busy nor broken, among all that was sent and has come to an end. */
export function soundShare({ answered, refused, failed, unanswered }: Load): number {
  const ended = answered + refused + failed + unanswered;
  return ended === 0 ? 0 : (answered + refused) / ended;
}

export function memoryDetail({ memory }: ServiceEvidence): readonly Detail[] {
  const { peakBytes, limitBytes } = memory;
  if (peakBytes === null) return [];
  const against = [{ label: 'limit', value: limitBytes }];
  return [{ kind: 'number', label: 'peak memory', value: peakBytes, unit: 'bytes', against }];
}
