/**
 * Line two of the verdict: what the file says about itself, folded for people. Every text was written by
 * whoever made or changed the file; none of it proves anything, and a missing mark means nothing.
 */

export const containerKinds = [
  'jpeg',
  'png',
  'webp',
  'gif',
  'tiff',
  'jpeg-xl',
  'avif',
  'heif',
  'mp4',
  'mov',
  'webm',
  'matroska',
  'avi',
  'wav',
] as const;
export type ContainerKind = (typeof containerKinds)[number];

/** Closed list: each has a sentence in every language (`scan_*`). */
export const scanStates = [
  'empty',
  'not-a-known-container',
  /** The source refused a read. */
  'unreadable',
  'truncated',
  'too-big',
  'too-deep',
  'too-slow',
  'malformed',
  /** Two marks of one file exclude each other. */
  'contradicting',
  /** Several AI labels that agree about AI and differ in other fields; the standard allows one. */
  'labels-differ',
  /** The name or media type says another container than the bytes. */
  'wrong-type',
  /** A second container, archive or document starts behind the first. */
  'more-than-one-container',
  /** The file does not end where its container should. */
  'odd-ending',
  /** Data in a compression that is not read (Brotli in JPEG XL). */
  'not-decompressed',
  /** More marks than are kept. */
  'marks-left-out',
] as const;
export type ScanState = (typeof scanStates)[number];

/**
 * - `stated`: well formed, in the place its standard names;
 * - `unusual`: readable, but in another place or with a deviation seen in the wild;
 * - `hint`: a trace that software leaves, or free text.
 */
export const certainties = ['stated', 'unusual', 'hint'] as const;
export type Certainty = (typeof certainties)[number];

/** platforms.md 7.2. Only `ai-made` and `part-ai` are about generated pictures. */
export const sourceNatures = ['ai-made', 'part-ai', 'computer-made', 'camera', 'other'] as const;
export type SourceNature = (typeof sourceNatures)[number];

/**
 * GB 45438-2025: "1" is, "2" may be, "3" is suspected to be generated. `unreadable`: a label is there.
 * `platform-*`: the label that TikTok and Douyin write into files, by the author's word or their own.
 */
export const aigcLabels = [
  'declared',
  'possible',
  'suspected',
  'unreadable',
  'platform-declared',
  'platform-suspected',
] as const;
export type AigcLabel = (typeof aigcLabels)[number];

export const generators = [
  'stable-diffusion',
  'comfyui',
  'novelai',
  'invokeai',
  'fooocus',
  'midjourney',
  'dall-e',
  'firefly',
  'google-ai',
  'bytedance',
  'other',
] as const;
export type Generator = (typeof generators)[number];

/** IPTC 2025.1. */
export const iptcAiFields = [
  'AISystemUsed',
  'AISystemVersionUsed',
  'AIPromptInformation',
  'AIPromptWriterName',
] as const;
export type IptcAiField = (typeof iptcAiFields)[number];

/**
 * - `trusted`: every fact is good and the signer is on the current list;
 * - `intact-untrusted`: the file is as signed, but its signer or that of a part is on no current list. Never green;
 * - `broken`: the file, a claim or the signature was changed, or something else failed;
 * - `unreadable`: no answer could be had.
 */
export const c2paStandings = ['trusted', 'intact-untrusted', 'broken', 'unreadable'] as const;
export type C2paStanding = (typeof c2paStandings)[number];

/** What the check of a credential can find, one closed list per fact. They are shown apart from each other. */
export const credentialFacts = {
  /** The claim was signed with the key of the certificate that came along. */
  signature: ['valid', 'invalid', 'not-checked'],
  /** The bytes of the file are those that were signed. */
  binding: ['matches', 'changed', 'missing', 'not-checked'],
  /** The assertions (actions, ingredients, ...) are those that were signed. */
  assertions: ['match', 'changed', 'not-checked'],
  /** The certificate was in force when the file was signed, as far as the time is known. */
  validity: ['inside', 'outside', 'not-checked'],
  trust: ['on-list', 'on-legacy-list', 'not-on-list', 'no-list', 'not-checked'],
  timeStamp: ['trusted', 'untrusted', 'invalid', 'none'],
  /** `unlisted-signer`: parts are as they were signed, by somebody who is on no list. */
  ingredients: ['no-fault', 'unlisted-signer', 'with-faults'],
} as const;
export type CredentialFact = keyof typeof credentialFacts;
export type FactValue<Fact extends CredentialFact> = (typeof credentialFacts)[Fact][number];

/** A content credential: the checked facts, and what it claims. */
export interface CredentialFacts {
  readonly standing: C2paStanding;
  readonly facts: { readonly [Fact in CredentialFact]: FactValue<Fact> };
  readonly signerName: string | null;
  readonly signerOrganisation: string | null;
  readonly signedAt: string | null;
  /** Software that wrote the manifest, as it says. */
  readonly generator: string | null;
  /** What the manifest says of the picture and of what it was put together from. */
  readonly natures: readonly SourceNature[];
}

export interface AigcFacts {
  readonly label: AigcLabel;
  readonly producer: string | null;
  readonly producerCode: string | null;
  readonly produceId: string | null;
  readonly propagator: string | null;
  readonly propagatorCode: string | null;
  readonly propagateId: string | null;
  /** Tamper-proofing of producer or propagator is there. It is not verified. */
  readonly hasReservedCode: boolean;
  readonly certainty: Certainty;
}
export interface SourceTypeFacts {
  readonly sourceType: string;
  readonly nature: SourceNature;
  readonly certainty: Certainty;
}
export interface TraceFacts {
  readonly generator: Generator;
  readonly value: string;
}
export interface IptcAiFacts {
  readonly field: IptcAiField;
  readonly value: string;
}

/** Entries of one kind that are kept in a record; a full list stands on the check page. */
export const maxFactsPerKind = 4;

export interface ProvenanceFacts {
  readonly container: ContainerKind | null;
  readonly sizeBytes: number;
  /** Marks found in all, those not listed here included. */
  readonly markCount: number;
  readonly credential: CredentialFacts | null;
  readonly labels: readonly AigcFacts[];
  readonly sourceTypes: readonly SourceTypeFacts[];
  readonly traces: readonly TraceFacts[];
  readonly iptcAi: readonly IptcAiFacts[];
  readonly hasRemoteManifest: boolean;
  /** What could not be read, or is odd about the file. */
  readonly notes: readonly ScanState[];
}

/** Why the bytes of a media were not read. Closed list: each has a sentence (`unread_*`). */
export const unreadReasons = [
  /** Players hand out pixels, not files. */
  'video-in-page',
  /** Written into the page, not at an address. */
  'inline',
  'not-https',
  /** An address inside a private network, or one with a name and password. threats.md T9. */
  'refused-address',
  /** Not the address that the page's own document showed. */
  'not-reported',
  'host-not-allowed',
  'redirected',
  'too-big',
  'too-slow',
  'not-loaded',
  'not-a-picture',
  'unavailable',
] as const;
export type UnreadReason = (typeof unreadReasons)[number];

/** Every media has one of these; nothing is ever silently "clean". */
export type FileProvenance =
  | { readonly state: 'not-read' }
  | { readonly state: 'reading' }
  | {
      readonly state: 'not-readable';
      readonly why: UnreadReason;
      /** The host that would have to be allowed, with `host-not-allowed`. */
      readonly host?: string | undefined;
    }
  | { readonly state: 'read'; readonly facts: ProvenanceFacts };

export const notRead: FileProvenance = { state: 'not-read' };
