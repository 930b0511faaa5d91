import { defineCheck, notApplicable, scored } from './support/check.ts';
import { places } from './support/details.ts';
import { noDockerfile, ownImages } from './support/images.ts';
import { outOf } from './support/words.ts';

export const imageRunsAsOrdinaryUser = defineCheck({
  id: 'image-runs-as-ordinary-user',
  asks: 'Does the container run as somebody other than root?',
  why: 'Whoever takes over the service has what its user has: as root, all of the container and a way towards the host.',
  remedy: 'Make a user in the Dockerfile and switch to it with USER before CMD.',
  needs: ['deployment'],
  judge({ deployment }) {
    const images = ownImages(deployment);
    if (images.length === 0)
      return noDockerfile(deployment) ?? notApplicable('Nothing here is run as a service.');
    const ordinary = images.filter(({ user }) => user.is === 'ordinary');
    const others = images.filter(({ user }) => user.is !== 'ordinary');
    return scored({
      score: ordinary.length / images.length,
      summary: `${outOf([ordinary.length, images.length], 'image')} switched to an ordinary user.`,
      details:
        others.length === 0
          ? places(ordinary.map(({ user }) => user.place))
          : others.slice(0, 5).map(({ user }) => ({
              kind: 'place',
              ...user.place,
              note: user.is === 'root' ? 'the last user is root' : 'no USER follows: root',
            })),
    });
  },
});
