import { randomLcg } from 'd3-random';
import { type Standing, standingOf } from '../../../harness/metrics/standing.ts';

const rows = 1200;

type Looks = { readonly skill: number; readonly steps?: number; readonly seed: number };

/**
 * Labels that are alike for all standings, and noise of its own for each: `skill` 0 knows nothing, 1 nearly all.
 * `steps` rounds the predictions, as a rule of a few cases does.
 */
export const sampleStanding = (name: string, { skill, steps = 1000, seed }: Looks): Standing => {
  const drawn = randomLcg(0.4);
  const noise = randomLcg(seed);
  const risks = Array.from({ length: rows }, () => drawn());
  const labels = risks.map((risk): 0 | 1 => (risk ** 6 * 0.9 > drawn() ? 1 : 0));
  const probabilities = risks.map((risk) => {
    const seen = skill * risk + (1 - skill) * noise();
    return Math.round(seen ** 6 * 0.9 * steps) / steps;
  });
  return standingOf(name, { scored: { labels, probabilities }, seed: 1 });
};
