import { describe, expect, it } from 'vitest';
import { factsOf } from './memory.ts';

const originOf = (path: string, text: string) => factsOf({ [path]: text }).files.map(({ origin }) => origin);

const admin = 'from django.contrib import admin\n\n# Register your models here.\n';
const react = `import { render, screen } from '@testing-library/react';
import App from './App';

test('renders learn react link', () => {
  render(<App />);
  expect(screen.getByText(/learn react/i)).toBeInTheDocument();
});
`;

describe('what a generator wrote and nobody touched', () => {
  it.each([
    ['a module of Django’s', 'shop/admin.py', admin],
    ['tests of Django’s', 'shop/tests.py', 'from django.test import TestCase\n\n# Create your tests here.\n'],
    ['a test of Create React App’s', 'web/src/App.test.tsx', react],
  ])('is nobody’s: %s', (_, path, text) => {
    expect(originOf(path, text)).toEqual(['generated']);
  });

  const sphinx =
    "# Configuration file for the Sphinx documentation builder.\n#html_sidebars = {}\nproject = 'churn'\n";
  it('is nobody’s: settings of Sphinx', () => {
    expect(originOf('docs/conf.py', sphinx)).toEqual(['generated']);
    expect(originOf('docs/conf.py', `${sphinx}\ndef setup(app):\n    app.add_css_file('a.css')\n`)).toEqual([
      'own',
    ]);
    expect(originOf('conf.py', 'RATE = 3\n')).toEqual(['own']);
  });

  it.each([
    ['a module that was filled', 'shop/admin.py', `${admin}admin.site.register(Order)\n`],
    [
      'a module with a remark',
      'shop/admin.py',
      `${admin}# Orders are not shown here: nobody may change them.\n`,
    ],
    ['an empty one', 'shop/models.py', ''],
    ['the same text elsewhere', 'shop/pages.py', admin],
    ['a test of another page', 'web/src/App.test.tsx', react.replaceAll('learn react', 'score')],
    ['a test with more beside it', 'web/src/App.test.tsx', react.repeat(3)],
  ])('is somebody’s: %s', (_, path, text) => {
    expect(originOf(path, text)).toEqual(['own']);
  });

  it('has no tests and no imports that count', () => {
    const { scripts, python } = factsOf({ 'web/src/App.test.tsx': react, 'shop/admin.py': admin });
    expect([...scripts, ...python]).toEqual([]);
  });
});
