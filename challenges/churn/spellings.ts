import type { Variants } from './defects/spelling-variants.ts';

const yesNo: Variants = { yes: ['Yes', 'Y', 'TRUE'], no: ['No', 'N', 'FALSE'] };

/** How each category is also written, by column. */
export const spellings: Readonly<Record<string, Variants>> = {
  plan: {
    basic: ['Basic', 'BASIC', ' basic', 'bsc'],
    standard: ['Standard', 'STANDARD', 'std', 'standard '],
    premium: ['Premium', 'PREMIUM', 'prem.', ' premium'],
    family: ['Family', 'FAMILY', 'fam', 'family plan'],
    flex: ['Flex', 'FLEX', 'flex '],
  },
  country: {
    Germany: ['germany', 'DE', 'GERMANY', 'Deutschland'],
    France: ['france', 'FR', 'FRANCE', ' France'],
    Spain: ['spain', 'ES', 'SPAIN', 'España'],
    Netherlands: ['netherlands', 'NL', 'The Netherlands', 'Holland'],
    Poland: ['poland', 'PL', 'POLAND', 'Polska'],
    Austria: ['austria', 'AT', 'AUSTRIA', 'Österreich'],
  },
  contract_type: {
    monthly: ['Monthly', 'month-to-month', 'MONTHLY', 'monthly '],
    annual: ['Annual', 'yearly', '1 year', 'ANNUAL'],
    'two-year': ['Two-Year', '2 years', 'two year', 'biennial'],
  },
  payment_method: {
    card: ['Card', 'credit card', 'CARD'],
    'direct debit': ['Direct Debit', 'SEPA', 'direct_debit'],
    paypal: ['PayPal', 'PAYPAL', 'pay pal'],
    invoice: ['Invoice', 'INVOICE'],
  },
  auto_renew: yesNo,
  newsletter_opt_in: yesNo,
};
