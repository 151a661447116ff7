/**
 * What a file says about itself. Every value was written by whoever made or changed the file: untrusted
 * text, cleaned for showing, proof of nothing. A missing mark means nothing: platforms strip most of them.
 */

import type {
  AigcLabel,
  Certainty,
  ContainerKind,
  Generator,
  IptcAiField,
  ScanState,
  SourceNature,
} from '../shared/provenance.js';

export { containerKinds, scanStates } from '../shared/provenance.js';
export type {
  AigcLabel,
  Certainty,
  ContainerKind,
  Generator,
  IptcAiField,
  ScanState,
  SourceNature,
} from '../shared/provenance.js';

/** Where in the file: the path of boxes from the outside in, and the byte at which the value's box starts. */
export interface MarkPlace {
  readonly path: string;
  readonly offset: number;
}

interface MarkBase {
  readonly place: MarkPlace;
  readonly certainty: Certainty;
}

/** IPTC `DigitalSourceType`, in XMP. */
export interface SourceTypeMark extends MarkBase {
  readonly kind: 'source-type';
  /** Last path segment, as written. */
  readonly sourceType: string;
  readonly nature: SourceNature;
}

/** IPTC 2025.1. */
export interface IptcAiMark extends MarkBase {
  readonly kind: 'iptc-ai';
  readonly field: IptcAiField;
  readonly value: string;
}

/** The label of GB 45438-2025, or a platform's own, which has no fields besides. */
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
  /** How it was made, by that manifest and by those of its own ingredients. */
  readonly natures: readonly SourceNature[];
}
/** What the active manifest says. Nothing here was verified, and anybody can write it. */
export interface UncheckedClaim {
  readonly label: string | null;
  readonly generator: string | null;
  readonly title: string | null;
  readonly actions: readonly ClaimedAction[];
  readonly ingredients: readonly ClaimedIngredient[];
  /** How the picture was made, by all of its actions and ingredients, also those that are not listed. */
  readonly natures: readonly SourceNature[];
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
