import { describe, expect, it } from 'vitest';
import { masked, maskSecrets } from '../../harness/gather/mask.ts';

const token = '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';

describe('a secret', () => {
  it.each([
    [token, 'hf_q… (37 characters)'],
    ['kx81mmq', 'kx… (7 characters)'],
  ])('%s is shown as %s', (value, shown) => {
    expect(masked(value)).toBe(shown);
  });

  it('is masked in every string, however deep', () => {
    const dossier = { logs: [`401 for ${token}`], a: { b: [{ text: `T="${token}"`, line: 3, none: null }] } };
    const shown = maskSecrets(dossier, [{ value: token }]);
    expect(JSON.stringify(shown)).not.toContain(token);
    expect(shown).toEqual({
      logs: ['401 for hf_q… (37 characters)'],
      a: { b: [{ text: 'T="hf_q… (37 characters)"', line: 3, none: null }] },
    });
  });

  it('over several lines is masked line by line', () => {
    const body = 'MIIEpAIBAAKCAQEAx8Kq\nZt7kQp29xWaB3dE5gH7j';
    const shown = maskSecrets('b: Zt7kQp29xWaB3dE5gH7j', [{ value: body }]);
    expect(shown).toBe('b: Zt7k… (20 characters)');
  });

  it('of plain letters takes no word of ours away', () => {
    const dossier = { state: 'gathered', text: 'https://anna:gathered@db.example.org' };
    expect(maskSecrets(dossier, [{ value: 'gathered' }])).toEqual({
      state: 'gathered',
      text: 'https://anna:ga… (8 characters)@db.example.org',
    });
  });

  it('is no reason to touch anything where there is none', () => {
    const dossier = { state: 'gathered' };
    expect(maskSecrets(dossier, [])).toBe(dossier);
  });
});
