import type { CareEvidence } from '../../../harness/evidence/care.ts';
import type { DeploymentEvidence } from '../../../harness/evidence/deployment.ts';
import { excerpt, place } from './basics.ts';

type Dockerfile = DeploymentEvidence['dockerfiles'][number];
type Step = DeploymentEvidence['ci'][number]['steps'][number];

export function care(over: Partial<CareEvidence> = {}): CareEvidence {
  return {
    secrets: { found: [], files: 31 },
    data: { files: 2, bytes: 180_000, large: [] },
    leftovers: [],
    gitignore: place('.gitignore'),
    licence: { place: place('LICENSE'), from: 'file', says: 'MIT License' },
    ...over,
  };
}

export function noCare(): CareEvidence {
  return care({
    secrets: { found: [], files: 0 },
    data: { files: 0, bytes: 0, large: [] },
    gitignore: null,
    licence: null,
  });
}

export function dockerfile(over: Partial<Dockerfile> = {}): Dockerfile {
  return {
    place: place('Dockerfile'),
    image: 'python:3.13-slim',
    beside: false,
    user: { is: 'ordinary', place: place('Dockerfile', 9) },
    practices: [
      {
        practice: 'base image has a version',
        holds: true,
        shown: excerpt('Dockerfile', 1, 'FROM python:3.13-slim'),
      },
      {
        practice: 'start command in exec form',
        holds: true,
        shown: excerpt('Dockerfile', 11, 'CMD ["uvicorn", "app.main:app"]'),
      },
    ],
    ...over,
  };
}

export function ciStep(text: string, over: Partial<Step> = {}): Step {
  return { ...excerpt('.github/workflows/test.yml', 14, text), aims: ['test'], harmless: null, ...over };
}

export function ci(
  steps: readonly Step[],
  over: Partial<DeploymentEvidence['ci'][number]> = {},
): DeploymentEvidence['ci'] {
  const where = place('.github/workflows/test.yml', 8);
  return [{ place: where, service: 'GitHub Actions', starts: 'change', page: null, steps, ...over }];
}

export function deployment(over: Partial<DeploymentEvidence> = {}): DeploymentEvidence {
  const pins = ['fastapi==0.118.0', 'scikit-learn==1.7.2', 'pandas==2.3.3', 'mlflow-skinny==3.4.0'];
  return {
    dockerfiles: [dockerfile()],
    compose: [],
    ci: ci([ciStep('ruff check .', { aims: ['lint'] }), ciStep('pytest')]),
    dependencies: {
      files: ['requirements.txt'],
      lock: null,
      requirements: pins.map((text, index) => ({
        ...excerpt('requirements.txt', index + 1, text),
        pinned: true,
      })),
      everywhere: { pinned: 4, total: 4, lock: null },
    },
    serving: [{ framework: 'fastapi', ...excerpt('app/main.py', 12, 'app = FastAPI()') }],
    ...over,
  };
}

export function noDeployment(): DeploymentEvidence {
  return deployment({
    dockerfiles: [],
    ci: [],
    dependencies: {
      files: [],
      lock: null,
      requirements: [],
      everywhere: { pinned: 0, total: 0, lock: null },
    },
    serving: [],
  });
}
