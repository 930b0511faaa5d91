/** Of the dossier as a format: a reader of another version cannot read this one. */
export const dossierVersion = 'takehome/dossier@4';
