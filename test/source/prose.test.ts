import { describe, expect, it } from 'vitest';
import { pythonOf } from './memory.ts';

const said =
  'Rows of later months are kept aside, since customers come back after a while and would be seen twice.';
const textsOf = (source: string, path = 'main.py') =>
  pythonOf(source, {}, path).prose.map(({ text }) => text);

describe('long text in code', () => {
  it.each<[string, string, string?]>([
    ['a name', `REPORT = """${said}"""\n`],
    ['a page that is printed', `print("${said}")\n`],
    ['an argument', `st.markdown(body="${said}")\n`],
    ['a file on the prompt for a payment', `TEXT = "${said}"\n`, 'promptness.py'],
  ])('is writing in %s', (_, source, path) => {
    expect(textsOf(source, path)).toEqual([said]);
  });

  it.each<[string, string, string?]>([
    ['a name of a prompt', `EXTRACT_PROMPT = """${said}"""\n`],
    ['a part of such a name', `PROMPTS = {"first": ("${said}").strip()}\n`],
    ['a template', `NOTE_TEMPLATE = f"""${said} {name}"""\n`],
    ['a message of the system', `SYSTEM_MESSAGE: str = "${said}"\n`],
    ['the content of a message', `chat([{"role": "user", "content": "${said}"}])\n`],
    ['an argument of that name', `ask(system_prompt="${said}")\n`],
    ['what makes messages', `chain = ChatPromptTemplate.from_template("${said}")\n`],
    ['a function that makes prompts', `def build_prompt(name):\n    return f"${said} {name}"\n`],
    ['the words that a model is spoken to with', `text = "You are a careful reader. ${said}"\n`],
    ['a file of prompts', `FIRST = """${said}"""\n`, 'src/reduced_prompts.py'],
    ['a folder of prompts', `FIRST = """${said}"""\n`, 'prompts/first.py'],
  ])('is none in %s', (_, source, path) => {
    expect(textsOf(source, path)).toEqual([]);
  });
});

const asked = 'Which share of the rows came on time, and how late were those that did not?';

describe('a question', () => {
  it('that stands alone among statements is whoever set it', () => {
    expect(textsOf(`x = 1\n'''\n${asked}\n'''\ny = 2\n`)).toEqual([]);
    expect(textsOf(`x = 1\n'''\n${asked} Most of them did.\n'''\n`)).toHaveLength(1);
  });

  it('that documents a function is its own', () => {
    expect(textsOf(`# Rows\ndef share(rows):\n    """${asked}"""\n    return rows\n`)).toHaveLength(1);
  });
});

const quoted = '# Standardization makes your data fit the assumptions of a model.\n';
const page = '# https://scikit-learn.org/stable/modules/preprocessing.html\n';

describe('comments below the address of a page that explains', () => {
  it.each([
    ['are a quotation', `${page}${quoted}x = 1\n`, 0],
    [
      'are one after several addresses',
      `# See: https://docs.python.org/3/library/csv.html\n${page}${quoted}`,
      0,
    ],
    ['are none where they speak of their writer', `${page}# I scale the fees because they are skewed.\n`, 1],
    ['are none after a line of code', `${page}x = 1\n${quoted}`, 1],
    ['are none where the address is of something else', `# https://example.com/data.csv\n${quoted}`, 1],
    [
      'are none where the address stands in a sentence',
      `# As said on https://docs.python.org/3 here.\n${quoted}`,
      1,
    ],
  ])('%s', (_, source, count) => {
    expect(textsOf(`import csv\n${source}`).filter((text) => /Stand|scale/.test(text))).toHaveLength(count);
  });
});
