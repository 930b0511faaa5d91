import type { Slot } from '../../harness/types.ts';
import { sentence } from './words.ts';

type Missing = Exclude<Slot<unknown>, { readonly state: 'gathered' }>;

/** Why a part of the report has nothing to show. */
export const whyMissing = (slot: Missing): string =>
  slot.state === 'absent'
    ? `Could not be measured through a fault of ours: ${sentence(slot.fault.message)}`
    : 'Was not asked: only the files were read.';
