import { describe, expect, it } from 'vitest';
import { machinePathAt, machinePathIn } from '../../harness/source/machine-paths.ts';
import { factsOf, pythonOf } from './memory.ts';

const handled = (body: string, clause = 'except Exception as e:') =>
  pythonOf(
    `import logging, sys\nlogger = logging.getLogger()\ntry:\n    f()\n${clause}\n    ${body}\n`,
  ).handlers.map(({ does }) => does);

describe('what a handler does with what it caught', () => {
  it.each([
    ['raise', 'raises'],
    ['raise HTTPException(500)', 'raises'],
    ['sys.exit(1)', 'raises'],
    ['logger.warning("no model: %s", e)', 'logs'],
    ['self.log.error("no model")', 'logs'],
    ['return {"error": str(e)}', 'passes-on'],
    ['return jsonify({"detail": "no model"}), 400', 'passes-on'],
    ['failures.append(e)', 'passes-on'],
    ['return error_msg', 'passes-on'],
    ['return None, err', 'passes-on'],
    ['return ErrorResponse()', 'passes-on'],
    ['return mirrored', 'nothing'],
    ['return ferry', 'nothing'],
    ['print(f"no model: {e}")', 'prints-it'],
    ['print("no model")', 'prints'],
    ['pass', 'nothing'],
    ['return None', 'nothing'],
    ['x = numpy.log(1)', 'nothing'],
  ])('%s: %s', (body, does) => {
    expect(handled(body)).toEqual([does]);
  });

  it.each([
    ['def tell():\n    logger.error("no model")\n', 'tell()', 'logs'],
    ['class A:\n    def _tell(self):\n        logger.error("no model")\n', 'self._tell()', 'logs'],
    ['def stop():\n    raise RuntimeError()\n', 'stop()', 'raises'],
    ['def load():\n    if not there:\n        raise RuntimeError()\n    return 1\n', 'x = load()', 'nothing'],
    ['def bad():\n    return jsonify({"error": "no model"}), 500\n', 'return bad()', 'passes-on'],
    ['def bad():\n    return {"error": "no model"}\n', 'bad()', 'nothing'],
    ['def tell():\n    further()\ndef further():\n    logger.error("a")\n', 'tell()', 'nothing'],
    ['def tell():\n    def inner():\n        logger.error("a")\n', 'tell()', 'nothing'],
  ])('%j, called by %s: %s', (before, body, does) => {
    const source = `import logging\nlogger = logging.getLogger()\n${before}try:\n    f()\nexcept Exception:\n    ${body}\n`;
    expect(pythonOf(source).handlers.map((handler) => handler.does)).toEqual([does]);
  });

  it.each([
    ['catch (e) { throw e; }', 'raises'],
    ['catch (e) { logger.error(e); }', 'logs'],
    ['catch (e) { res.status(500).send(String(e)); }', 'passes-on'],
    ['catch (e) { console.log(e); }', 'prints-it'],
    ['catch (e) { console.log("no model"); }', 'prints'],
    ['catch { }', 'nothing'],
  ])('in TypeScript, %s: %s', (clause, does) => {
    const facts = factsOf({ 'a.ts': `try { f(); } ${clause}\n` });
    expect(facts.scripts[0]?.handlers.map((handler) => handler.does)).toEqual([does]);
  });
});

describe('paths of one machine', () => {
  it.each([
    '/Users/erik/Dev/model.joblib',
    '/home/anna/project/data.csv',
    'C:\\Users\\anna\\data.csv',
    'D:/data/train.csv',
    'file:///Users/erik/mlruns',
    '/content/drive/MyDrive/data.csv',
    '/kaggle/input/churn/train.csv',
    '/mnt/c/Users/anna',
    '/Volumes/Disk/data',
    '/home/usera/data',
    '/home/approver/data',
  ])('%s is one', (path) => {
    expect(machinePathIn(path)).toBe(path);
  });

  it.each([
    '/app/model.pkl',
    '/tmp/x',
    '/opt/ml/model',
    'data/train.csv',
    'https://a.b/Users/c',
    'C:',
    '/home/{user}/x',
    '/root/app/model.pkl',
    '/home/ec2-user/app',
    '/home/ubuntu',
    'file:///home/jovyan/work',
    '/home/runner/work/churn/churn',
  ])('%s is none', (path) => {
    expect(machinePathIn(path)).toBeNull();
  });

  it('reads them in literals, not in docstrings', () => {
    const source =
      '"""/Users/a/b shows where."""\nimport pandas as pd\ndf = pd.read_csv(r"C:\\data\\train.csv")\n';
    expect(pythonOf(source).machinePaths).toMatchObject([{ line: 3, value: 'C:\\data\\train.csv' }]);
  });

  it('reads them in a line of configuration', () => {
    const at = (text: string) => machinePathAt({ path: 'c.yaml', line: 7, text });
    expect(at('data: /Users/erik/data.csv')).toMatchObject([{ line: 7, value: '/Users/erik/data.csv' }]);
    expect(at('url: https://x.org/home/me/')).toEqual([]);
    expect(at('volumes: ./data:/app/data')).toEqual([]);
  });
});

describe('what a program starts with', () => {
  it.each([
    ["if __name__ == '__main__':\n    main()\n", { path: 'main.py', line: 1, endLine: 2 }],
    ['if (__name__ == "__main__"):\n    main()\n', { path: 'main.py', line: 1, endLine: 2 }],
    ["if __name__ == 'other':\n    main()\n", null],
  ])('%j', (source, guard) => {
    expect(pythonOf(source).guard).toEqual(guard);
  });
});

describe('statements', () => {
  const of = (source: string) => pythonOf(source).statements;
  const hashes = (source: string) => of(source).map(([, , , hash]) => hash);

  it('are the same whatever their layout and literals, and not with other names', () => {
    const [one] = hashes('x = f(a, "one", 1)\n');
    expect(hashes('x = f(\n    a,  # why\n    "two",\n    2,\n)\n')).toEqual([one]);
    expect(hashes('x = f(b, "one", 1)\n')).not.toEqual([one]);
  });

  it('leave imports, comments and docstrings out, and know what is inside a function', () => {
    const source = '"""Doc."""\nimport os\n\ndef f(x):\n    """Doc."""\n    # note\n    return x\n\nf(1)\n';
    expect(of(source).map(([line, endLine, words, , inside]) => [line, endLine, words, inside])).toEqual([
      [4, 4, 2, 0],
      [7, 7, 1, 1],
      [9, 9, 1, 0],
    ]);
  });

  it('are read in TypeScript too', () => {
    const facts = factsOf({ 'a.ts': "import x from 'y';\nconst f = (a) => {\n  return x(a);\n};\n" });
    expect(facts.scripts[0]?.statements.map(([line, , , , inside]) => [line, inside])).toEqual([
      [2, 0],
      [3, 1],
    ]);
  });
});
