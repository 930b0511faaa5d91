import { ciCanFail } from '../../harness/checks/ci-can-fail.ts';
import { ciRunsTheTests } from '../../harness/checks/ci-runs-the-tests.ts';
import { dataStaysOutOfGit } from '../../harness/checks/data-stays-out-of-git.ts';
import { generatedFilesStayOut } from '../../harness/checks/generated-files-stay-out.ts';
import { imageIsBuiltWithCare } from '../../harness/checks/image-is-built-with-care.ts';
import { imageRunsAsOrdinaryUser } from '../../harness/checks/image-runs-as-ordinary-user.ts';
import { licenceIsStated } from '../../harness/checks/licence-is-stated.ts';
import { secretsStayOut } from '../../harness/checks/secrets-stay-out.ts';
import type { CareEvidence } from '../../harness/evidence/care.ts';
import type { DeploymentEvidence } from '../../harness/evidence/deployment.ts';
import { excerpt, place } from '../helpers/evidence/basics.ts';
import { repository } from '../helpers/evidence/files.ts';
import { care, ci, ciStep, deployment, dockerfile } from '../helpers/evidence/upkeep.ts';
import { emptyEvidence, strongEvidence } from '../helpers/evidence.ts';
import { tableFor } from '../helpers/table.ts';

const kept = (over: Partial<CareEvidence>) => strongEvidence({ care: care(over) });
const deployed = (over: Partial<DeploymentEvidence>) => strongEvidence({ deployment: deployment(over) });
const empty = emptyEvidence();
const mebibyte = 1024 * 1024;

const token = {
  ...excerpt('app.py', 3, 'TOKEN = "hf_a… (37 characters)"'),
  kind: 'huggingface user access token',
  masked: 'hf_a… (37 characters)',
};

const guessed = {
  ...excerpt('.env', 5, 'DB_PASSWORD=12… (6 characters)'),
  kind: 'password',
  masked: '12… (6 characters)',
  weak: true,
} as const;

tableFor(secretsStayOut, [
  { row: 'none', evidence: kept({}), score: 1, says: 'found in 31 files' },
  { row: 'one', evidence: kept({ secrets: { found: [token], files: 3 } }), score: 0, says: '1 secret found' },
  {
    row: 'one that may open nothing',
    evidence: kept({ secrets: { found: [guessed], files: 3 } }),
    score: 'needs-human',
    says: 'No key or token was found, but 1 password in a .env',
  },
  {
    row: 'one that does, and one that may open nothing',
    evidence: kept({ secrets: { found: [guessed, token], files: 3 } }),
    score: 0,
    says: '1 secret found',
  },
  { row: 'nothing to look into', evidence: empty, score: 'not-applicable', says: 'no file' },
]);

const large = (bytes: number | null) =>
  kept({ data: { files: 1, bytes: bytes ?? 0, large: [{ path: 'train.csv', bytes, kind: 'data' }] } });

tableFor(dataStaysOutOfGit, [
  { row: 'a sample', evidence: large(10 * mebibyte - 1), score: 1, says: 'No file of 10 MiB' },
  { row: 'more than a sample', evidence: large(10 * mebibyte), score: 0.5, says: '1 file of 10 MiB' },
  { row: 'what a forge warns of', evidence: large(50 * mebibyte), score: 0, says: '1 file of 10 MiB' },
  { row: 'too big to be taken in', evidence: large(null), score: 0, says: '1 file of 10 MiB' },
  { row: 'no data', evidence: empty, score: 'not-applicable', says: 'No data' },
]);

const cache = { what: 'byte code', path: 'src/__pycache__/a.pyc', files: 3 } as const;
const store = { what: 'tracking store', path: 'mlruns/0/meta.yaml', files: 40 } as const;

tableFor(generatedFilesStayOut, [
  { row: 'none', evidence: kept({}), score: 1, says: 'Nothing that a program left' },
  { row: 'no .gitignore', evidence: kept({ gitignore: null }), score: 0.75, says: 'no .gitignore' },
  { row: 'one kind', evidence: kept({ leftovers: [cache] }), score: 0.5, says: '3 entries' },
  { row: 'two kinds', evidence: kept({ leftovers: [cache, store] }), score: 0, says: '43 entries' },
  {
    row: 'a plain folder',
    evidence: strongEvidence({
      care: care({ leftovers: [cache] }),
      repository: repository({ commitCount: null, commits: [] }),
    }),
    score: 'not-applicable',
    says: 'Without git history',
  },
]);

tableFor(licenceIsStated, [
  { row: 'a file', evidence: kept({}), score: 1, says: 'a separate file: MIT License' },
  {
    row: 'metadata',
    evidence: kept({ licence: { place: place('pyproject.toml', 4), from: 'metadata', says: 'MIT' } }),
    score: 1,
    says: 'the metadata: MIT',
  },
  {
    row: 'a name without the text',
    evidence: kept({ licence: { place: place('README.md', 40), from: 'readme', says: 'MIT' } }),
    score: 0.5,
    says: 'whose text was not found: MIT',
  },
  { row: 'none', evidence: empty, score: 0, says: 'No licence' },
]);

const floating = {
  practice: 'base image has a version',
  holds: false,
  shown: excerpt('Dockerfile', 1, 'FROM python'),
} as const;
const execForm = {
  practice: 'start command in exec form',
  holds: true,
  shown: excerpt('Dockerfile', 9, 'CMD ["python"]'),
} as const;

const copiedIn = {
  practice: 'no secret copied in',
  holds: false,
  shown: excerpt('Dockerfile', 5, 'COPY .env .'),
} as const;
const argument = {
  practice: 'no secret in ARG or ENV',
  holds: false,
  shown: excerpt('Dockerfile', 5, 'ARG HF_TOKEN'),
} as const;

tableFor(imageIsBuiltWithCare, [
  { row: 'all', evidence: deployed({}), score: 1, says: '2 of 2 practices held' },
  {
    row: 'half',
    evidence: deployed({ dockerfiles: [dockerfile({ practices: [floating, execForm] })] }),
    score: 0.5,
    says: 'missing: base image has a version',
  },
  {
    row: 'nothing of three',
    evidence: deployed({ dockerfiles: [dockerfile({ practices: [floating, argument, copiedIn] })] }),
    score: 0,
    says: 'missing: base image has a version, no secret in ARG or ENV and 1 more',
  },
  {
    row: 'a secret among much care',
    evidence: deployed({
      dockerfiles: [dockerfile({ practices: [execForm, execForm, execForm, copiedIn] })],
    }),
    score: 0.5,
    says: '3 of 4 practices held; missing: no secret copied in',
  },
  {
    row: 'an argument that somebody may give',
    evidence: deployed({
      dockerfiles: [dockerfile({ practices: [execForm, execForm, execForm, argument] })],
    }),
    score: 0.75,
    says: 'no secret in ARG or ENV',
  },
  {
    row: 'that of a database counts for nothing',
    evidence: deployed({
      dockerfiles: [dockerfile(), dockerfile({ beside: true, practices: [floating] })],
    }),
    score: 1,
    says: '2 of 2',
  },
  { row: 'a service without one', evidence: deployed({ dockerfiles: [] }), score: 0, says: 'No Dockerfile' },
  {
    row: 'nothing served',
    evidence: deployed({ dockerfiles: [], serving: [] }),
    score: 'not-applicable',
    says: 'Nothing here is run',
  },
]);

const root = dockerfile({ user: { is: 'root', place: place('Dockerfile', 4) } });
const unstated = dockerfile({ user: { is: 'unstated', place: place('api/Dockerfile', 1) } });

tableFor(imageRunsAsOrdinaryUser, [
  { row: 'ordinary', evidence: deployed({}), score: 1, says: '1 of 1 image' },
  { row: 'root', evidence: deployed({ dockerfiles: [root] }), score: 0, says: '0 of 1 image' },
  {
    row: 'one of two',
    evidence: deployed({ dockerfiles: [dockerfile(), unstated] }),
    score: 0.5,
    says: '1 of 2',
  },
  { row: 'nothing served', evidence: empty, score: 'not-applicable', says: 'Nothing here is run' },
]);

const tests = ciStep('pytest');
const idle = ciStep('pytest', { idle: true });
const swallowed = ciStep('pytest || true', { harmless: '|| true' });
const build = ciStep('docker build .', { aims: ['build'] });

tableFor(ciCanFail, [
  { row: 'can', evidence: deployed({}), score: 1, says: '2 of 2 checking steps' },
  { row: 'cannot', evidence: deployed({ ci: ci([swallowed]) }), score: 0, says: '0 of 1 checking step' },
  { row: 'half', evidence: deployed({ ci: ci([swallowed, tests]) }), score: 0.5, says: '1 of 2' },
  {
    row: 'never starts',
    evidence: deployed({ ci: ci([tests], { starts: 'never' }) }),
    score: 0,
    says: '0 of 1',
  },
  { row: 'nothing to run', evidence: deployed({ ci: ci([idle]) }), score: 0, says: '0 of 1 checking step' },
  { row: 'only builds', evidence: deployed({ ci: ci([build]) }), score: 1, says: '1 of 1 build step' },
  { row: 'no CI', evidence: empty, score: 'not-applicable', says: 'no CI' },
]);

tableFor(ciRunsTheTests, [
  { row: 'does', evidence: deployed({}), score: 1, says: '1 step' },
  { row: 'only builds', evidence: deployed({ ci: ci([build]) }), score: 0, says: 'No step that runs tests' },
  { row: 'swallowed', evidence: deployed({ ci: ci([swallowed]) }), score: 0, says: '|| true' },
  { row: 'nothing to run', evidence: deployed({ ci: ci([idle]) }), score: 0, says: 'no file holds a test' },
  {
    row: 'nothing to run by hand',
    evidence: deployed({ ci: ci([idle], { starts: 'person' }) }),
    score: 0,
    says: 'no file holds a test',
  },
  {
    row: 'by hand',
    evidence: deployed({ ci: ci([tests], { starts: 'person' }) }),
    score: 0.5,
    says: 'by hand',
  },
  { row: 'no CI', evidence: empty, score: 'not-applicable', says: 'no CI' },
]);
