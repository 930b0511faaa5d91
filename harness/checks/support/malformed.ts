import type { MalformedEvidence } from '../../evidence/malformed.ts';
import type { Detail, Finding } from '../../types.ts';
import { notApplicable, scored } from './check.ts';
import { notAsked } from './stages.ts';
import { outOf } from './words.ts';

type Probe = MalformedEvidence['probes'][number];

type Question = {
  readonly malformed: MalformedEvidence;
  /** Which probes the claim is about. */
  readonly about?: (probe: Probe) => boolean;
  readonly held: (probe: Probe) => boolean;
  readonly expected: (probe: Probe) => string;
  /** Ends a sentence that begins with `4 of 5 malformed requests`. */
  readonly sentence: string;
};

/** The share of malformed requests for which a claim held. A service that was never reached holds none. */
export function judgeProbes({ malformed, about = () => true, held, expected, sentence }: Question): Finding {
  if (malformed.notAsked) return notAsked(malformed.notAsked, 'replies to malformed requests');
  const probes = malformed.probes.filter(about);
  if (probes.length === 0) return notApplicable('The challenge holds no request of this kind.');
  const good = probes.filter(held);
  const details = ordered(probes, held).map(
    (probe): Detail => ({
      kind: 'exchange',
      title: probe.title,
      exchange: probe.exchange,
      expected: expected(probe),
      held: held(probe),
    }),
  );
  return scored({
    score: good.length / probes.length,
    summary: `${outOf([good.length, probes.length], 'malformed request')} ${sentence}.`,
    details,
  });
}

/** What did not hold comes first. */
function ordered(probes: readonly Probe[], held: (probe: Probe) => boolean): readonly Probe[] {
  return [...probes.filter((probe) => !held(probe)), ...probes.filter(held)];
}
