/** What a long command tells whoever is waiting. `waitingFor` names the thing waited for, in a few words. */
export type ProgressEvent =
  | { readonly kind: 'started'; readonly step: string; readonly title: string }
  | { readonly kind: 'waiting'; readonly step: string; readonly waitingFor: string }
  | {
      readonly kind: 'ended';
      readonly step: string;
      readonly outcome: 'ok' | 'stopped' | 'fault';
      readonly note: string;
    };

export type Progress = (event: ProgressEvent) => void;
