import type { Budget } from '../budget.js';
import { caps } from '../caps.js';
import { cleanValue } from '../clean-value.js';
import { decodeText } from '../decode-text.js';
import { readSourceType } from '../fields/source-type.js';
import type { ClaimedAction, ClaimedIngredient, SourceNature, UncheckedClaim } from '../report.js';
import { ScanStop } from '../scan-stop.js';
import type { CborMap, CborValue } from './cbor.js';
import { isCborList, isCborMap, readCbor } from './cbor.js';
import type { ClaimedSigner } from './cose-signer.js';
import { readCoseSigner } from './cose-signer.js';
import { inheritNatures } from './inherit-natures.js';
import type { JumbfBox } from './jumbf.js';

/** Actions, ingredients and characters that are listed; a manifest may hold thousands. */
const maxListed = 32;

/**
 * What the active manifest (the last of the store) claims, without a check of any signature or hash.
 * A part that cannot be read is left out and named through `onFault`.
 *
 * @throws ScanStop `malformed` for a store without manifest, `not-decompressed` for a Brotli one
 */
export function readClaim(
  store: JumbfBox,
  budget: Budget,
  onFault: (fault: ScanStop) => void,
): UncheckedClaim {
  const manifests = store.children.filter((box) => box.type === 'jumb');
  const active = manifests.at(-1);
  if (active === undefined) throw new ScanStop('malformed');
  if (active.children.some((box) => box.type === 'brob')) throw new ScanStop('not-decompressed');
  const orNull = <T>(read: () => T): T | null => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ScanStop) || error.state === 'too-slow') throw error;
      onFault(error);
      return null;
    }
  };
  const claimBox = active.children.find((box) => /^c2pa\.claim(?:\.v\d+)?$/u.test(box.label ?? ''));
  const claim = orNull(() => readData(claimBox, budget));
  if (claimBox === undefined) onFault(new ScanStop('malformed'));
  const signatureBox = active.children.find((box) => box.label === 'c2pa.signature');
  const signatureBytes = signatureBox?.children.find((box) => box.type === 'cbor')?.content;
  const signer: ClaimedSigner | null =
    signatureBytes === undefined ? null : orNull(() => readCoseSigner(signatureBytes, budget));

  const actionsOf = (manifest: JumbfBox): ClaimedAction[] =>
    assertionsOf(manifest).flatMap((box) => orNull(() => readActions(box, budget)) ?? []);
  const ingredientsOf = (manifest: JumbfBox): ClaimedIngredient[] =>
    assertionsOf(manifest)
      .filter((box) => /^c2pa\.ingredient(?:\.v\d+)?(?:__\d+)?$/u.test(box.label ?? ''))
      .map((box) => orNull(() => readIngredient(readData(box, budget), manifests, historyOf)))
      .filter((ingredient) => ingredient !== null);
  // Each manifest once, however many others name it; one that is its own ancestor adds nothing. The boxes
  // of a store are bounded (`caps.boxes`), and with them the length of a chain.
  const histories = new Map<JumbfBox, ManifestHistory>();
  const historyOf = (manifest: JumbfBox): ManifestHistory => {
    const known = histories.get(manifest);
    if (known !== undefined) return known;
    histories.set(manifest, { actions: [], ingredients: [], natures: [] });
    budget.checkTime();
    const actions = actionsOf(manifest);
    const ingredients = ingredientsOf(manifest);
    const history = { actions, ingredients, natures: inheritNatures(actions, ingredients) };
    histories.set(manifest, history);
    return history;
  };
  const { actions, ingredients, natures } = historyOf(active);
  return {
    label: cleanValue(active.label ?? ''),
    generator: generatorOf(claim),
    title: textOf(claim, 'dc:title') ?? textOf(claim, 'title'),
    actions: actions.slice(0, maxListed),
    ingredients: ingredients.slice(0, maxListed),
    natures,
    signerName: signer?.name ?? null,
    signerOrganisation: signer?.organisation ?? null,
    carriesTimeStamp: signer?.carriesTimeStamp ?? false,
    manifestCount: manifests.length,
  };
}

/** What one manifest says, the manifests of its ingredients included. */
interface ManifestHistory {
  readonly actions: readonly ClaimedAction[];
  readonly ingredients: readonly ClaimedIngredient[];
  readonly natures: readonly SourceNature[];
}

function assertionsOf(manifest: JumbfBox): readonly JumbfBox[] {
  const store = manifest.children.find((box) => box.label === 'c2pa.assertions');
  return store?.children ?? [];
}

/** Content of a CBOR or JSON box as one kind of value; null when the box holds neither. */
function readData(box: JumbfBox | undefined, budget: Budget): CborValue {
  const content = box?.children.find((child) => child.type === 'cbor' || child.type === 'json');
  if (content === undefined) return null;
  if (content.type === 'cbor') return readCbor(content.content, budget);
  if (content.content.length > caps.jsonBytes) throw new ScanStop('too-big');
  try {
    return fromJson(JSON.parse(decodeText(content.content)), budget, 0);
  } catch (error) {
    throw error instanceof ScanStop ? error : new ScanStop('malformed');
  }
}

function fromJson(value: unknown, budget: Budget, depth: number): CborValue {
  budget.checkDepth(depth);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  if (Array.isArray(value)) return value.map((item) => fromJson(item, budget, depth + 1));
  if (typeof value !== 'object' || value === null) return null;
  const entries = Object.entries(value as Record<string, unknown>);
  return new Map(entries.map(([key, item]) => [key, fromJson(item, budget, depth + 1)]));
}

function readActions(box: JumbfBox, budget: Budget): ClaimedAction[] {
  const label = (box.label ?? '').replace(/__\d+$/u, '');
  if (/^c2pa\.actions(?:\.v\d+)?$/u.test(label)) {
    const data = readData(box, budget);
    const list = isCborMap(data) ? data.get('actions') : undefined;
    if (!isCborList(list)) throw new ScanStop('malformed');
    return list.filter(isCborMap).slice(0, caps.boxes).map(readAction);
  }
  if (!/^(?:stds\.iptc|stds\.iptc\.photo-metadata|c2pa\.metadata|cawg\.metadata)$/u.test(label)) {
    return [];
  }
  // Metadata assertions are JSON-LD with XMP names.
  const data = readData(box, budget);
  if (!isCborMap(data)) return [];
  const stated = [...data].find(([key]) => key.endsWith(':DigitalSourceType'))?.[1];
  const source = readSourceType(typeof stated === 'string' ? stated : '');
  if (source === null) return [];
  const { term: sourceType, nature } = source;
  return [{ action: label, sourceType, nature, softwareAgent: null }];
}

function readAction(action: CborMap): ClaimedAction {
  const parameters = action.get('parameters');
  const stated =
    action.get('digitalSourceType') ??
    (isCborMap(parameters) ? parameters.get('digitalSourceType') : undefined);
  const source = readSourceType(typeof stated === 'string' ? stated : '');
  const agent = action.get('softwareAgent');
  return {
    action: textOf(action, 'action') ?? '',
    sourceType: source?.term ?? null,
    nature: source?.nature ?? null,
    softwareAgent: isCborMap(agent) ? nameOf(agent) : textOf(action, 'softwareAgent'),
  };
}

function readIngredient(
  data: CborValue,
  manifests: readonly JumbfBox[],
  historyOf: (manifest: JumbfBox) => ManifestHistory,
): ClaimedIngredient | null {
  if (!isCborMap(data)) return null;
  const link = data.get('activeManifest') ?? data.get('c2pa_manifest');
  const url = isCborMap(link) ? link.get('url') : undefined;
  const label = typeof url === 'string' ? url.split('/').at(-1) : undefined;
  const manifest = manifests.find((box) => box.label !== null && box.label === label);
  const history = manifest === undefined ? null : historyOf(manifest);
  const sourceTypes = (history?.actions ?? [])
    .map(({ sourceType }) => sourceType)
    .filter((sourceType) => sourceType !== null);
  return {
    title: textOf(data, 'dc:title') ?? textOf(data, 'title'),
    relationship: textOf(data, 'relationship'),
    sourceTypes: [...new Set(sourceTypes)].slice(0, maxListed),
    natures: history?.natures ?? [],
  };
}

/** `claim_generator_info` (a map, or a list of them in version 1), else the user-agent-like string. */
function generatorOf(claim: CborValue): string | null {
  if (!isCborMap(claim)) return null;
  const info = claim.get('claim_generator_info');
  const first = isCborList(info) ? info[0] : info;
  return (isCborMap(first) ? nameOf(first) : null) ?? textOf(claim, 'claim_generator');
}

function nameOf(map: CborMap): string | null {
  const name = textOf(map, 'name');
  const version = textOf(map, 'version');
  return name === null || version === null ? name : `${name} ${version}`;
}

function textOf(map: CborValue, key: string): string | null {
  const value = isCborMap(map) ? map.get(key) : undefined;
  return typeof value === 'string' ? cleanValue(value) : null;
}
