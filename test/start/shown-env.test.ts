import { describe, expect, test } from 'vitest';
import { chooseCommands } from '../../harness/start/choose.ts';
import { shownEnv } from '../../harness/start/shown-env.ts';
import { submission } from './submission.ts';

const reads =
  'import os\nKEY = os.environ["API_KEY"]\nPATH = os.getenv("DATA_PATH")\nB = os.getenv("B", "b")\n';
const main = { 'main.py': { imports: ['os'] } };
const of = (files: Readonly<Record<string, string>>, python: Parameters<typeof submission>[1] = main) =>
  shownEnv(submission({ 'main.py': reads, ...files }, python)).env;

describe('variables that a submission shows', () => {
  test.each<[string, Readonly<Record<string, string>>, object]>([
    ['an example of an environment file', { '.env.example': 'API_KEY=abc\n' }, { API_KEY: 'abc' }],
    ['quotes and comments', { '.env.sample': '# key\nexport API_KEY="abc" # mine\n' }, { API_KEY: 'abc' }],
    [
      'a block of the README that shows one',
      { 'README.md': '```bash\nDATA_PATH=./data.csv\n```\n' },
      { DATA_PATH: './data.csv' },
    ],
    [
      'the file before the README',
      { '.env.example': 'API_KEY=a\n', 'README.md': '```\nAPI_KEY=b\n```\n' },
      { API_KEY: 'a' },
    ],
  ])('are taken from %s', (_, files, env) => {
    expect(of(files)).toEqual(env);
  });

  test.each<[string, Readonly<Record<string, string>>]>([
    ['that the code has another value for', { '.env.example': 'B=c\n' }],
    ['that the code does not read', { '.env.example': 'OTHER=c\n' }],
    ['that are for a person to fill in', { '.env.example': 'API_KEY=<your key>\nDATA_PATH=\n' }],
    ['of a block that holds commands too', { 'README.md': '```\nAPI_KEY=a\npython main.py\n```\n' }],
    ['of the file itself, which may hold secrets', { '.env': 'API_KEY=a\n' }],
    ['of what others wrote', { 'node_modules/a/.env.example': 'API_KEY=a\n' }],
  ])('are not those %s', (_, files) => {
    expect(of(files)).toEqual({});
  });

  test('are not those by which a command finds its way', () => {
    const code =
      'import os\nos.environ["PATH"], os.environ["PYTHONPATH"], os.environ["LD_PRELOAD"], os.environ["PORT"]\n';
    const env = '.env.example';
    expect(of({ 'main.py': code, [env]: 'PATH=a\nPYTHONPATH=b\nLD_PRELOAD=c\nPORT=1\n' })).toEqual({});
  });

  test('are the fields of settings that have no default', () => {
    const code =
      'from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    api_key: str\n    level: str = "info"\n';
    const files = { 'main.py': code, '.env.example': 'API_KEY=abc\nLEVEL=debug\n' };
    expect(of(files, { 'main.py': { imports: ['pydantic_settings'] } })).toEqual({ API_KEY: 'abc' });
  });

  test('stand in a command that was found, below what it sets itself, and are told of', () => {
    const files = {
      'main.py': reads,
      '.env.example': 'API_KEY=abc\nDATA_PATH=x\n',
      Dockerfile: 'FROM python:3.13\nENV DATA_PATH=y\nCOPY . .\nCMD ["python", "main.py"]\n',
    };
    const [serve] = chooseCommands(submission(files, main)).serve;
    expect(serve?.env).toMatchObject({ API_KEY: 'abc', DATA_PATH: 'y' });
    expect(serve?.assumptions.join()).toContain('.env.example');
    const declared = { ...submission(files, main), manifest: { serve: 'python main.py' } };
    const [stated] = chooseCommands({ ...declared, manifestPlace: { path: 'takehome.yaml', line: 1 } }).serve;
    expect(stated?.env).not.toHaveProperty('API_KEY');
  });
});
