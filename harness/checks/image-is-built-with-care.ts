import type { DeploymentEvidence } from '../evidence/deployment.ts';
import type { Detail } from '../types.ts';
import { defineCheck, notApplicable, scored } from './support/check.ts';
import { noDockerfile, ownImages } from './support/images.ts';
import { listed, outOf } from './support/words.ts';

type Practice = DeploymentEvidence['dockerfiles'][number]['practices'][number];

/** What stands at the place, where its practice does not hold. */
const notes: Readonly<Record<Practice['practice'], string>> = {
  'base image has a version': 'the base image may be another one tomorrow',
  'what it copies is there': 'this is not among the files, so the image cannot be built',
  'dependencies before sources': 'sources are copied before dependencies are installed',
  'start command in exec form': 'a shell stands between the program and the signal to stop',
  'ignore file for the build': 'the whole folder is copied, and no .dockerignore was found',
  'health check': 'it listens, and no health check was found',
  'no secret in ARG or ENV': 'the value stays in the history of the image',
  'what it starts is copied': 'nothing that is copied stands where this looks for it in the image',
  'no secret copied in': 'whoever has the image can read what this file holds',
};

/** An argument without a value is one only where somebody gives it while building. */
const keepsSecret = ({ practice, shown }: Practice): boolean =>
  practice === 'no secret copied in' ||
  (practice === 'no secret in ARG or ENV' && !/^ARG\s+[^=]*$/.test(shown.text));

// A key that everybody with the image can read is not made up for by a pinned base.
const withSecret = 0.5;

const missing = ({ practice, shown }: Practice): Detail => ({
  kind: 'place',
  ...shown,
  note: notes[practice],
});

export const imageIsBuiltWithCare = defineCheck({
  id: 'image-is-built-with-care',
  asks: 'Is the image built so that it is the same tomorrow, quick to rebuild and easy to watch?',
  why: 'A base that moves, a cache that never hits and a container nobody can ask for its health cost every later day.',
  remedy:
    'Name the base image by version, copy the list of dependencies before the sources, and add a HEALTHCHECK.',
  followUp: {
    question: 'One line of the service changes. What is built again, and why?',
    goodAnswer: 'Only the layers after the sources were copied; dependencies come from the cache.',
  },
  needs: ['deployment'],
  judge({ deployment }) {
    const images = ownImages(deployment);
    if (images.length === 0)
      return noDockerfile(deployment) ?? notApplicable('Nothing here is run as a service.');
    const all = images.flatMap(({ practices }) => practices);
    if (all.length === 0) return notApplicable('The Dockerfiles hold no instruction to judge.');
    const lost = all.filter(({ holds }) => !holds);
    const names = [...new Set(lost.map(({ practice }) => practice))];
    const rest = names.length - 2;
    const shown = rest > 0 ? [...names.slice(0, 2), `${rest} more`] : names;
    const held = all.length - lost.length;
    const most = lost.some(keepsSecret) ? withSecret : 1;
    return scored({
      score: Math.min(most, held / all.length),
      summary:
        lost.length === 0
          ? `${outOf([held, all.length], 'practice')} held.`
          : `${outOf([held, all.length], 'practice')} held; missing: ${listed(shown)}.`,
      details: lost.slice(0, 6).map(missing),
    });
  },
});
