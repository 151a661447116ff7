/**
 * What a file says about itself. Every value was written by whoever made or changed the file: untrusted
 * text, cleaned for showing, proof of nothing. A missing mark means nothing: platforms strip most of them.
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

/** Closed list: each needs a sentence in the interface. */
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

/** Where in the file: the path of boxes from the outside in, and the byte at which the value's box starts. */
export interface MarkPlace {
  readonly path: string;
  readonly offset: number;
}

/**
 * - `stated`: well formed, in the place its standard names;
 * - `unusual`: readable, but in another place or with a deviation seen in the wild;
 * - `hint`: a trace that software leaves, or free text.
 */
export type Certainty = 'stated' | 'unusual' | 'hint';

interface MarkBase {
  readonly place: MarkPlace;
  readonly certainty: Certainty;
}

/** platforms.md 7.2. Only `ai-made` and `part-ai` are about generated pictures. */
export type SourceNature = 'ai-made' | 'part-ai' | 'computer-made' | 'camera' | 'other';

/** IPTC `DigitalSourceType`, in XMP. */
export interface SourceTypeMark extends MarkBase {
  readonly kind: 'source-type';
  /** Last path segment, as written. */
  readonly sourceType: string;
  readonly nature: SourceNature;
}

/** IPTC 2025.1. */
export type IptcAiField =
  'AISystemUsed' | 'AISystemVersionUsed' | 'AIPromptInformation' | 'AIPromptWriterName';
export interface IptcAiMark extends MarkBase {
  readonly kind: 'iptc-ai';
  readonly field: IptcAiField;
  readonly value: string;
}

/** GB 45438-2025: "1" is, "2" may be, "3" is suspected to be generated. `unreadable`: a label is there. */
export type AigcLabel = 'declared' | 'possible' | 'suspected' | 'unreadable';
export interface AigcMark extends MarkBase {
  readonly kind: 'aigc';
  readonly label: AigcLabel;
  readonly producer: string | null;
  /** The 18 characters of the unified social-credit code inside `producer`, if there is one. */
  readonly producerCode: string | null;
  readonly produceId: string | null;
  readonly propagator: string | null;
  readonly propagatorCode: string | null;
  readonly propagateId: string | null;
  /** Tamper-proofing of producer and propagator (SM3 with SM2). Kept, not verified. */
  readonly reservedCode1: string | null;
  readonly reservedCode2: string | null;
}

export type Generator =
  | 'stable-diffusion'
  | 'comfyui'
  | 'novelai'
  | 'invokeai'
  | 'fooocus'
  | 'midjourney'
  | 'dall-e'
  | 'firefly'
  | 'google-ai'
  | 'bytedance'
  | 'other';
/** A trace of software that generates pictures. Anybody can write one; always `hint`. */
export interface GeneratorMark extends MarkBase {
  readonly kind: 'generator';
  readonly generator: Generator;
  /** Name of the field that was read. */
  readonly field: string;
  readonly value: string;
}

/** Address of a manifest elsewhere. Never fetched: it would be a beacon. */
export interface RemoteManifestMark extends MarkBase {
  readonly kind: 'remote-manifest';
  readonly value: string;
}

export interface ClaimedAction {
  readonly action: string;
  readonly sourceType: string | null;
  readonly nature: SourceNature | null;
  readonly softwareAgent: string | null;
}
export interface ClaimedIngredient {
  readonly title: string | null;
  readonly relationship: string | null;
  /** Source types that the ingredient's own manifest names in its actions. */
  readonly sourceTypes: readonly string[];
  readonly natures: readonly SourceNature[];
}
/** What the active manifest says. Nothing here was verified, and anybody can write it. */
export interface UncheckedClaim {
  readonly label: string | null;
  readonly generator: string | null;
  readonly title: string | null;
  readonly actions: readonly ClaimedAction[];
  readonly ingredients: readonly ClaimedIngredient[];
  /** Common name and organisation in the first certificate. */
  readonly signerName: string | null;
  readonly signerOrganisation: string | null;
  readonly carriesTimeStamp: boolean;
  readonly manifestCount: number;
}
export interface C2paMark extends MarkBase {
  readonly kind: 'c2pa';
  readonly sizeBytes: number;
  /** Null: a manifest store is there, but cannot be read. */
  readonly claim: UncheckedClaim | null;
}

export type ProvenanceMark =
  SourceTypeMark | IptcAiMark | AigcMark | GeneratorMark | RemoteManifestMark | C2paMark;

export interface ScanNote {
  readonly state: ScanState;
  readonly place: MarkPlace;
}

export interface ProvenanceReport {
  readonly container: ContainerKind | null;
  readonly sizeBytes: number;
  /** Bytes asked from the source: a fraction of a long video. */
  readonly readBytes: number;
  readonly marks: readonly ProvenanceMark[];
  readonly notes: readonly ScanNote[];
}
