import { describe, expect, it } from 'vitest';
import { gatherNotes } from '../../harness/gather/notes.ts';
import { factsOf } from '../source/memory.ts';

const level = (text: string) =>
  gatherNotes({ facts: factsOf({ 'README.md': text }), challenge: { brief: '' } }).topics.find(
    ({ topic }) => topic === 'how-to-run',
  )?.level;
const fenced = (text: string): string => `\`\`\`\n${text}\n\`\`\`\n`;

describe('how to run it', () => {
  it.each<[string, string]>([
    ['by the launcher of Windows', fenced('py -m pip install -r needed.txt\npy serve.py')],
    ['by a version of Python', fenced('python3.11 -m venv .venv\npython3.11 serve.py')],
    ['by scripts', fenced('./setup.sh\n./run.sh')],
    ['by scripts of a shell', fenced('bash scripts/install.sh\nbash scripts/run.sh')],
    ['in paragraphs that hold nothing else', 'Install:\n\npip install -r requirements.txt\n\npython a.py\n'],
    ['in items that hold nothing else', '1. make install\n2. python a.py --port 80\n'],
    ['beside a tree', `${fenced('├── a.py')}\n${fenced('make install\nmake run')}`],
  ])('is told %s', (_, text) => {
    expect(level(text)).toBe('plan');
  });

  it.each<[string, string]>([
    ['a drawn tree', fenced('src/\n├── app.py\n└── pipeline\ndocker-compose up\npytest tests')],
    ['files that are named like commands', fenced('docker-compose.yml\npytest.ini\nmake-it.md')],
    ['the names of tools', '- pytest\n- docker compose\n- uvicorn\n'],
    ['what is told of a tool', '- pytest runs the tests in tests/\n- docker compose starts a.py and b.py\n'],
    ['a way of speaking', '- make sure that a.py is there\n- make plots\n'],
    ['going into an environment', fenced('.\\venv\\Scripts\\activate.ps1')],
  ])('is not %s', (_, text) => {
    expect(level(text)).toBe('none');
  });

  it.each<[string, string]>([
    ['in which order', '## How to use\n\n1. Set the paths.\n2. Run notebooks in order 01 to 06.\n'],
    ['by the name of a file', '# A\n\n## Usage\n\nFirst, open `work/first.ipynb`, then the other one.\n'],
  ])('is half told by steps without a command: %s', (_, text) => {
    expect(level(text)).toBe('mention');
  });

  it.each<[string, string]>([
    ['under another heading', '## Results\n\nRun notebooks in order 01 to 06.\n'],
    ['of nothing that runs', '## Usage\n\nThe service answers with a score. Open a ticket.\n'],
  ])('is not told by steps %s', (_, text) => {
    expect(level(text)).toBe('none');
  });

  it('is half told by a script that runs it', () => {
    expect(level(fenced('./run.sh'))).toBe('mention');
  });
});
