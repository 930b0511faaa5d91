import { describe, expect, it } from 'vitest';
import { codeSchema } from '../../harness/evidence/code.ts';
import { gatherCode } from '../../harness/gather/code.ts';
import { type Files, ruledFactsOf } from '../source/memory.ts';

const gather = async (files: Files) => gatherCode({ facts: await ruledFactsOf(files) });

const notebook = (source: string): string =>
  JSON.stringify({ cells: [{ cell_type: 'code', source: source.split(/(?<=\n)/), outputs: [] }] }, null, 1);

const features = `def clean(frame, columns):
    frame = frame.dropna(subset=columns)
    frame.age = frame.age.clip(lower, upper)
    frame.income = frame.income.fillna(frame.income.median())
    frame.ratio = frame.income / frame.spending
    frame.tenure = today - frame.joined
    return frame[columns]
`;

describe('the code', () => {
  it('fits its schema and says nothing of an empty submission', async () => {
    const evidence = await gather({});
    expect(codeSchema.parse(evidence)).toEqual(evidence);
    expect(evidence.languages).toEqual([]);
    expect(evidence.functions.longest).toBeNull();
  });

  it('tells modules, scripts, notebooks and tests apart, and what can be imported', async () => {
    const evidence = await gather({
      'src/features.py': features,
      'train.py':
        "from src.features import clean\nframe = clean(load())\nif __name__ == '__main__':\n    run()\n",
      'eda.ipynb': notebook('x = 1\ny = 2\n'),
      'tests/test_features.py': 'from src.features import clean\ndef test_clean():\n    assert clean(a, b)\n',
      'venv/lib/python3.11/site-packages/a.py': 'x = 1\n',
    });
    expect(evidence.parts).toEqual({
      modules: { files: 1, statements: 7 },
      scripts: { files: 1, statements: 3 },
      notebooks: { files: 1, statements: 2 },
      tests: { files: 1, statements: 2 },
    });
    expect(evidence.importable).toBe(7);
    expect(evidence.setAside).toEqual({ supplied: 0, vendored: 1, generated: 0 });
    expect(evidence.entryPoints).toEqual([
      { kind: 'main', name: 'train.py', place: { path: 'train.py', line: 3, endLine: 4 } },
    ]);
  });

  it('names commands that are declared', async () => {
    const text = '[project.scripts]\nchurn-train = "churn.train:main"\n\n[tool.ruff]\nline-length = 100\n';
    expect((await gather({ 'pyproject.toml': text })).entryPoints).toEqual([
      { kind: 'console-script', name: 'churn-train', place: { path: 'pyproject.toml', line: 2 } },
    ]);
  });
});

describe('functions', () => {
  it('are counted outside tests, notebooks and vendored trees, each with a place', async () => {
    const source =
      'def f(a: int) -> int:\n    "Says."\n    b = a\n    c = b\n    return c\n\ndef g(x):\n    return x\n';
    const { functions } = await gather({
      'src/a.py': source,
      'tests/test_a.py': source,
      'eda.ipynb': notebook(source),
      'venv/lib/python3.9/site-packages/a.py': source,
    });
    expect(functions).toMatchObject({
      total: 2,
      annotated: 1,
      ruled: { total: 2, lines: 7 },
      bare: [{ name: 'g', place: { path: 'src/a.py', line: 7 } }],
      longest: { name: 'f', lines: 5 },
      telling: { total: 1, documented: 1 },
      complex: [],
    });
  });

  it('are not called simple where the rules could not be asked', async () => {
    const { functions, state, unruled } = await gather({
      'old.py': 'def f(x):\n    print "no"\n',
      'a.ts': 'export function g() {\n  return 1;\n}\n',
    });
    expect(unruled).toEqual(['old.py']);
    expect(functions).toMatchObject({ total: 2, ruled: { total: 1, lines: 3 } });
    expect(state.functions).toBe(0);
  });

  it('are complex in Python and in TypeScript alike', async () => {
    const python = `def f(x):\n${'    if x:\n        g()\n'.repeat(11)}`;
    const script = `export function f(x: number) {\n${'  if (x) g();\n'.repeat(11)}}\n`;
    const { functions } = await gather({ 'a.py': python, 'a.ts': script });
    expect(functions.complex.map(({ place, complexity }) => [place.path, complexity])).toEqual([
      ['a.py', 12],
      ['a.ts', 12],
    ]);
  });
});

describe('what is not used', () => {
  const unnamed = async (files: Files) =>
    (await gather(files)).unused.functions.unnamed.map(({ name }) => name);

  it.each<[string, Files, readonly string[]]>([
    ['a function that nothing names', { 'a.py': 'def old():\n    return 1\n' }, ['old']],
    [
      'one called in another file',
      { 'a.py': 'def f():\n    return 1\n', 'b.py': 'from a import f\nf()\n' },
      [],
    ],
    [
      'one that configuration names',
      { 'a.py': 'def f():\n    return 1\n', Makefile: 'x:\n\tpython -c "import a; a.f()"\n' },
      [],
    ],
    ['one named by a string', { 'a.py': 'def f():\n    return 1\nroute("a:f")\n' }, []],
    ['a route', { 'a.py': '@app.get("/x")\ndef f():\n    return 1\n' }, []],
    [
      'a method of a class that takes after another',
      { 'a.py': 'class A(nn.Module):\n    def forward(self):\n        pass\n' },
      [],
    ],
    ['a static method', { 'a.py': 'class A:\n    @staticmethod\n    def old():\n        pass\n' }, ['old']],
    [
      'a name put together while running',
      { 'a.py': 'def load_csv():\n    pass\ngetattr(me, f"load_{kind}")()\n' },
      [],
    ],
    [
      'a test alone',
      {
        'a.py': 'def f():\n    return 1\n',
        'tests/test_a.py': 'from a import f\ndef test_f():\n    assert f()\n',
      },
      [],
    ],
    [
      'one that only a chat names',
      {
        'a.py': 'def old():\n    return 1\n',
        'chat.md': '**User**\n\nold?\n\n**Cursor**\n\nold.\n\n'.repeat(2),
      },
      ['old'],
    ],
    ['one that Kedro looks for', { 'a.py': 'def register_pipelines():\n    return {}\n' }, []],
    [
      'a function in TypeScript',
      { 'a.ts': 'export const old = () => 1;\nexport function used() {}\nused();\n' },
      ['old'],
    ],
  ])('%s', async (_, files, names) => {
    expect(await unnamed(files)).toEqual(names);
  });

  it('counts imports, variables and blocks of code in comments, outside notebooks', async () => {
    const { unused } = await gather({
      'a.py': 'import os\nimport sys\nprint(sys.path)\n# x = f()\n# y = g()\n\nz = 1\n# print(z)\n',
      'pkg/__init__.py': 'from .a import f\n',
      'eda.ipynb': notebook('import os\n# x = f()\n'),
    });
    expect(unused.imports).toEqual({ total: 3, unused: [{ path: 'a.py', line: 1, text: 'import os' }] });
    expect(unused.commentedOut).toEqual([{ path: 'a.py', line: 4, endLine: 8, text: '# x = f()' }]);
  });
});

describe('what stands twice', () => {
  it('is found between modules, whatever its layout, and told from what a notebook repeats', async () => {
    const { duplicates } = await gather({
      'a.py': features,
      'b.py': `import a\n\n${features.replace('frame.income / frame.spending', '(\n        frame.income / frame.spending\n    )')}`,
      'eda.ipynb': notebook(features),
    });
    expect(duplicates).toMatchObject({ statements: 14, repeated: 7 });
    expect(duplicates.blocks).toEqual([
      {
        between: 'modules',
        statements: 7,
        first: { path: 'a.py', line: 1, endLine: 7 },
        again: { path: 'b.py', line: 3, endLine: 11 },
      },
      {
        between: 'module-and-notebook',
        statements: 7,
        first: { path: 'a.py', line: 1, endLine: 7 },
        again: { path: 'eda.ipynb', line: 6, endLine: 12 },
      },
    ]);
  });

  it.each<[string, string]>([
    ['a table of settings', 'parser.add_argument("a", type=int, help=text, default=one)\n'.repeat(30)],
    ['imports', 'import a, b, c, d, e, f, g\n'.repeat(20)],
    ['a short run', features.split('\n').slice(0, 4).join('\n')],
  ])('%s is not meant', async (_, source) => {
    const { duplicates } = await gather({ 'a.py': source, 'b.py': source });
    expect(duplicates.blocks).toEqual([]);
  });
});

describe('how it behaves', () => {
  it('counts prints of modules, and not those of a program or a script', async () => {
    const { reporting } = await gather({
      'lib.py':
        "import logging\nlogging.info('x')\ndef f():\n    print('x')\ndef main():\n    print('y')\nif __name__ == '__main__':\n    print('z')\n",
      'run.py': "import lib\nprint('done')\n",
    });
    expect(reporting).toMatchObject({
      printedCount: 1,
      loggedCount: 1,
      printed: [{ path: 'lib.py', line: 4 }],
    });
  });

  it('takes what a command line tool’s library echoes for printed', async () => {
    const { reporting } = await gather({
      'lib.py':
        "import click, typer\ndef f():\n    click.echo('x')\n    typer.secho('y')\n    typer.run(f)\n",
      'run.py': 'import lib\n',
    });
    expect(reporting.printed.map(({ line }) => line)).toEqual([3, 4]);
  });

  it('calls a handler swallowing that catches everything and tells nobody', async () => {
    const { handlers } = await gather({
      'a.py':
        'try:\n    f()\nexcept Exception:\n    x = 1\ntry:\n    f()\nexcept ValueError:\n    x = 1\ntry:\n    f()\nexcept:\n    raise\n',
      'b.ts': 'try { f(); } catch {}\n',
    });
    expect(handlers.total).toBe(4);
    expect(handlers.swallowed.map(({ path, line }) => `${path}:${line}`)).toEqual(['a.py:3', 'b.ts:1']);
  });

  it('takes what a program prints of what it caught for told, and not what a module prints', async () => {
    const source = 'def f():\n    try:\n        g()\n    except Exception as e:\n        print(e)\n';
    const { handlers } = await gather({
      'lib.py': source,
      'run.py': `import lib\n${source}`,
      'other.py': source.replace('print(e)', 'print("no")'),
    });
    expect(handlers.swallowed.map(({ path }) => path)).toEqual(['lib.py', 'other.py']);
  });

  it('finds state that functions share', async () => {
    const { state } = await gather({ 'a.py': 'm = None\ndef f(x={}):\n    global m\n    m = x\n' });
    expect(state.rebound).toEqual([{ path: 'a.py', line: 3, text: 'global m' }]);
    expect(state.mutableDefaults).toEqual([{ path: 'a.py', line: 2, text: 'def f(x={}):' }]);
  });
});
